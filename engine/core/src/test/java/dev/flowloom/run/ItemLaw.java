package dev.flowloom.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.flowloom.model.Json;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/// A loop goes through its items, or through full batches of them, in their order and through each once, and is done when it has
/// gone through all. Keeps books of its own.
final class ItemLaw {
    /// What a loop has before it.
    private static final class Items {
        private final List<Json> given = new ArrayList<>();
        private final Map<Integer, Json> times = new TreeMap<>();
        private boolean isStreamed;
        private boolean isAll;
        private int begun;
        private int time;
        private int failed;
    }

    private final Simulation run;
    private final Map<VisitId, Items> loops = new TreeMap<>();
    private RunState state = RunState.NEW;

    private ItemLaw(Simulation run) {
        this.run = run;
    }

    static void check(Simulation run) {
        var law = new ItemLaw(run);
        for (var event : run.events) {
            law.before(event);
            law.state = run.evolve(law.state, event);
        }
    }

    private void before(Event event) {
        switch (event) {
            case Event.LoopStarted(var loop, var items) -> {
                of(loop).given.addAll(items);
                of(loop).isAll = true;
            }
            case Event.SourceOpened(var loop, _) -> of(loop).isStreamed = true;
            case Event.ItemsRead read -> {
                assertThat(of(read.visit()).isAll).isFalse();
                assertThat(read.from()).isEqualTo(of(read.visit()).given.size());
                of(read.visit()).given.addAll(read.items());
                of(read.visit()).isAll = read.last();
            }
            case Event.ItemsReused(var loop, var first, var count, var items) -> {
                assertThat(first).isEqualTo(of(loop).time);
                of(loop).time += count;
                of(loop).begun += items;
            }
            case Event.PassStarted(_, var loop, var index, var data, _) when loops.containsKey(loop) ->
                begin(loop, index, data);
            case Event.PassFailed(var id, _, _) -> fail(state.pass(id));
            case Event.DeadLetterKept(var loop, var index, var item, _) ->
                assertThat(item).isEqualTo(of(loop).times.get(index));
            case Event.NodeCompleted(var loop, var output, _) when loops.containsKey(loop) -> complete(loop, output);
            default -> {
            }
        }
    }

    private Items of(VisitId loop) {
        return loops.computeIfAbsent(loop, _ -> new Items());
    }

    private int batch(VisitId loop) {
        var each = run.rules(state).program().forEach(Evolution.active(state, loop).node());
        return each == null ? 1 : each.batch();
    }

    private void begin(VisitId loop, int index, Json data) {
        var items = of(loop);
        int batch = batch(loop);
        int to = Math.min(items.begun + batch, items.given.size());
        assertThat(index).isEqualTo(items.time++);
        assertThat(data).isEqualTo(batch == 1
                ? items.given.get(items.begun)
                : new Json.Arr(items.given.subList(items.begun, to)));
        assertThat(to - items.begun == batch || items.isAll).isTrue();
        items.begun = to;
        items.times.put(index, data);
    }

    private void fail(Pass pass) {
        var loop = pass.of();
        var items = loop == null ? null : loops.get(loop);
        if (loop != null && items != null) {
            items.failed += batch(loop) > 1 && items.times.get(pass.index()) instanceof Json.Arr(var all)
                    ? all.size()
                    : 1;
        }
    }

    private void complete(VisitId loop, @Nullable Json output) {
        var items = of(loop);
        assertThat(items.isAll).isTrue();
        assertThat(items.begun).isEqualTo(items.given.size());
        if (items.isStreamed) {
            assertThat(output).isEqualTo(Json.Obj.of("items", Json.of(items.given.size())).with("failed",
                    Json.of(items.failed)));
        }
    }
}
