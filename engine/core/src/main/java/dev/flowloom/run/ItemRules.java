package dev.flowloom.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import dev.flowloom.expression.ExpressionException;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node.Repeat.ForEach;
import dev.flowloom.model.Node.Repeat.ForEach.ItemErrors;
import dev.flowloom.run.Program.Code.LoopCode;
import dev.flowloom.run.Program.Code.SourceCode;
import dev.flowloom.run.Supply.Streamed;
import dev.flowloom.run.Visit.Phase.Holding;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;

/// How a loop goes through items, of a list or of a source.
final class ItemRules {
    private final Turn turn;
    private final ContainerRules containers;

    ItemRules(Turn turn, ContainerRules containers) {
        this.turn = turn;
        this.containers = containers;
    }

    void begin(Visit visit, ForEach each) throws ExpressionException {
        var resent = turn.state().startedOrThrow().resent();
        if (resent != null && turn.isResent(visit)) {
            begin(visit, each, new Json.Arr(resent.items()));
            return;
        }
        switch (turn.program().code(visit.node())) {
            case SourceCode(var settings) -> {
                turn.emit(new Event.SourceOpened(visit.id(),
                        (Json.Obj) turn.sight(visit).see(settings, Json.Obj.EMPTY)));
                containers.sources().limit(visit, each);
            }
            case LoopCode(var expression) -> {
                var list = turn.sight(visit).see(expression);
                if (list instanceof Json.Arr || list instanceof Json.Null) {
                    begin(visit, each, list);
                } else {
                    turn.fail(visit, "loop.items",
                            "The loop goes through `%s`, which gives %s here and no list. Write [ ] around a single item."
                                    .formatted(expression.expression().source(), Json.kind(list).english()));
                }
            }
            default -> throw new IllegalStateException("%s goes through no items".formatted(visit.node()));
        }
    }

    private void begin(Visit visit, ForEach each, Json list) {
        if (list instanceof Json.Arr(var items)) {
            turn.emit(new Event.LoopStarted(visit.id(), items));
            goOn(visit, each);
        } else {
            turn.completeGathered(visit, given(visit, Holding.NOTHING));
        }
    }

    /// Begins with as many items as it may; where none is left, it is done.
    void goOn(Visit visit, ForEach each) {
        while (holding(visit).open() < each.concurrency()) {
            passOver(visit, each);
            var holding = holding(visit);
            var item = next(holding, each, 0);
            if (item == null) {
                break;
            }
            if (!begin(visit, holding, each, item)) {
                return;
            }
        }
        var holding = holding(visit);
        if (holding.open() == 0 && next(holding, each, 0) == null && !isReading(holding)) {
            var done = turn.visit(visit.id());
            turn.completeGathered(done, given(done, holding));
        } else {
            containers.sources().limit(visit, each);
        }
    }

    /// One that can't be read fails at once, as if something that is done for it had.
    ///
    /// @return whether more may be begun
    private boolean begin(Visit visit, Holding holding, ForEach each, Json item) {
        var pass = turn.state().nextPass();
        containers.start(visit, holding.begun(), item);
        var error = unreadable(holding, each);
        if (error == null) {
            return true;
        }
        turn.fail(pass, error);
        return turn.state().find(visit.id()) != null && turn.program().mayGoOnWithout(visit.node());
    }

    private static @Nullable RunError unreadable(Holding holding, ForEach each) {
        if (!(holding.supply() instanceof Streamed streamed)) {
            return null;
        }
        var errors = streamed.next(0, each.batch()).stream().map(Supply.Item::unreadable).filter(Objects::nonNull)
                .toList();
        if (errors.size() < 2) {
            return errors.isEmpty() ? null : errors.getFirst();
        }
        var first = errors.getFirst();
        return new RunError(first.code(), "%s Of the batch that it is in, %,d items can't be read.".formatted(
                first.message(), errors.size()), first.severity(), first.node(), first.details());
    }

    /// What was done before the run was retried is not gone through again.
    private void passOver(Visit visit, ForEach each) {
        var done = turn.state().reuse().items(visit.id());
        if (done == null) {
            return;
        }
        var holding = holding(visit);
        int count = 0;
        int items = 0;
        for (var item = next(holding, each, 0); item != null
                && done.holds(holding.begun() + count, Fingerprint.of(item)); item = next(holding, each, count)) {
            count++;
            items += each.batch() > 1 && item instanceof Json.Arr(var batch) ? batch.size() : 1;
        }
        if (count > 0) {
            turn.emit(new Event.ItemsReused(visit.id(), holding.begun(), count, items));
        }
    }

    private Holding holding(Visit visit) {
        return (Holding) turn.visit(visit.id()).phase();
    }

    private static boolean isReading(Holding holding) {
        return holding.supply() instanceof Streamed streamed && !streamed.isEnded();
    }

    /// What comes after so many others, an item or a batch of them; null where nothing is there, or not yet.
    private static @Nullable Json next(Holding holding, ForEach each, int after) {
        return switch (holding.supply()) {
            case Supply.Listed(var items) -> batch(portion(items, holding.begun() + after, each), each);
            case Streamed streamed -> batch(portion(streamed, after, each), each);
            case Supply.Nothing() -> null;
        };
    }

    private static List<Json> portion(Streamed streamed, int after, ForEach each) {
        long from = (long) after * each.batch();
        boolean isThere = streamed.ready() - from >= each.batch() || streamed.isEnded();
        return isThere && from < streamed.ready()
                ? streamed.next((int) from, each.batch()).stream().map(Supply.Item::value).toList()
                : List.of();
    }

    /// What a list is gone through for at one time. Its `subList` would cost as much as the list is long.
    private static List<Json> portion(PVector<Json> items, int index, ForEach each) {
        long from = (long) index * each.batch();
        long to = Math.min(items.size(), from + each.batch());
        return LongStream.range(from, to).mapToObj(at -> items.get((int) at)).toList();
    }

    private static @Nullable Json batch(List<Json> items, ForEach each) {
        if (items.isEmpty()) {
            return null;
        }
        return each.batch() == 1 ? items.getFirst() : new Json.Arr(List.copyOf(items));
    }

    void goOnWithout(Visit visit, Pass pass, RunError error) {
        var each = turn.program().forEach(visit.node());
        var item = pass.scene().item();
        if (each != null && item != null) {
            turn.emit(new Event.DeadLetterKept(visit.id(), pass.index(), item, error));
            goOn(visit, each);
        }
    }

    /// What a loop gives: of a list what each time gave, in the order of the items, and, where it collects them, the errors; of a
    /// source, which may be longer than any list, their numbers.
    private Json given(Visit visit, Holding holding) {
        if (holding.supply() instanceof Streamed streamed) {
            return Json.Obj.of("items", Json.of(streamed.read())).with("failed", Json.of(streamed.failed()));
        }
        var results = new Json.Arr(IntStream.range(0, holding.begun())
                .mapToObj(index -> holding.results().getOrDefault(index, Json.NULL)).toList());
        var each = turn.program().forEach(visit.node());
        return each == null || each.onError() != ItemErrors.COLLECT
                ? results
                : Json.Obj.of("results", results).with("errors", errors(holding, each));
    }

    private static Json.Arr errors(Holding holding, ForEach each) {
        var errors = new ArrayList<Json>();
        holding.errors().forEach((index, error) -> {
            var item = holding.supply() instanceof Supply.Listed(var items)
                    ? batch(portion(items, index, each), each)
                    : null;
            errors.add(Json.Obj.of("index", Json.of(index)).with("item", item == null ? Json.NULL : item)
                    .with("error", Sight.error(error)));
        });
        return new Json.Arr(errors);
    }
}
