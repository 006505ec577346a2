package dev.flowloom.run;

import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

import dev.flowloom.model.Json;
import org.jspecify.annotations.Nullable;

/// Folds the events of a run by which items were sent again into what it did of them, as far as that stays valid where the run is
/// retried in which they had failed.
public final class ResentResults {
    private final Function<String, Rules> definitions;
    private final RetryPlan.Target target;
    /// What each time through the loop gave.
    private final SortedMap<Integer, Json> outputs = new TreeMap<>();
    private RunState state = RunState.NEW;
    private @Nullable Rules rules;
    private @Nullable VisitId loop;

    /// @param definitions finds the rules of a definition by its hash
    /// @param target what the run would be moved to in which the items had failed
    public ResentResults(Function<String, Rules> definitions, RetryPlan.Target target) {
        this.definitions = definitions;
        this.target = target;
    }

    public void add(Event event) {
        switch (event) {
            case Event.RunStarted started -> rules = definitions.apply(started.definition());
            case Event.RunRetried retried -> rules = definitions.apply(retried.definition());
            case Event.PassCompleted(var pass, var output) when isOfLoop(pass) ->
                outputs.put(state.pass(pass).index(), output);
            case Event.PassFailed(var pass, _, _) when isOfLoop(pass) -> outputs.remove(state.pass(pass).index());
            case Event.LoopStarted(var visit, _) when state.isResent(Evolution.active(state, visit)) -> loop = visit;
            default -> {
            }
        }
        state = rules().evolve(state, event);
    }

    private boolean isOfLoop(PassId pass) {
        return Objects.equals(state.pass(pass).of(), loop);
    }

    /// An item that failed once more was done by another run.
    public void addDone(VisitId failed, int index, Json output) {
        if (failed.equals(loop)) {
            outputs.put(index, output);
        }
    }

    private Rules rules() {
        return Objects.requireNonNull(rules, "a run begins with its start");
    }

    /// What it did, by the items' indexes in the loop in which they had failed. A run that did not complete may have undone
    /// what it did.
    public SortedMap<Integer, Json> done() {
        var done = new TreeMap<Integer, Json>();
        var resent = state.startedOrThrow().resent();
        var origin = resent == null ? null : resent.origin();
        if (resent != null && origin != null && state.ending() == RunState.Ending.COMPLETED && isSame(resent)) {
            int batch = Objects.requireNonNull(rules().program().forEach(resent.loop())).batch();
            int from = 0;
            for (int i = 0; i < origin.indexes().size(); i++) {
                int size = origin.sizes().get(i);
                // A batch that was put together anew is no item of the earlier run.
                boolean isAlone = from % batch == 0 && (size == batch || from + size == resent.items().size());
                var output = isAlone ? outputs.get(from / batch) : null;
                if (output != null) {
                    done.put(origin.indexes().get(i), output);
                }
                from += size;
            }
        }
        return done;
    }

    /// Which loop it is about in the earlier run; null where that isn't known.
    public @Nullable VisitId origin() {
        var resent = state.startedOrThrow().resent();
        return resent == null || resent.origin() == null ? null : resent.origin().loop();
    }

    private boolean isSame(Resent resent) {
        return new Validity(rules().program(), state.startedOrThrow().subFlows(), target)
                .keepsItems(resent.loop());
    }
}
