package dev.flowloom.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.LongStream;

import dev.flowloom.model.Json;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What holds where items are sent again that failed, by runs of their own, and the run is retried in which they had, tried on many
/// random ones. A seed that once failed is added to [#FOUND].
final class RandomResendsTest {
    private static final long FIRST = Long.getLong("flowloom.seed", 1);
    private static final long RUNS = Long.getLong("flowloom.runs", 1_000);
    private static final long[] FOUND = {};
    private static final Map<Long, RandomResends> DRAWN = new TreeMap<>();

    private static void forEachOne(BiConsumer<Long, RandomResends> property) {
        LongStream.concat(LongStream.of(FOUND), LongStream.range(FIRST, FIRST + RUNS)).forEach(seed -> {
            try {
                property.accept(seed, DRAWN.computeIfAbsent(seed, RandomResends::of));
            } catch (AssertionError | RuntimeException broken) {
                throw new AssertionError("with -Dflowloom.runs=1 -Dflowloom.seed=" + seed, broken);
            }
        });
    }

    private static void forEachAgain(BiConsumer<Long, Simulation> property) {
        forEachOne((seed, drawn) -> drawn.again().forEach(sent -> property.accept(seed, sent)));
    }

    @Test
    void theStateIsTheFoldOfTheEventsAfterEveryDecision() {
        forEachAgain((_, sent) -> {
            for (int i = 0; i < sent.commits.size(); i++) {
                assertThat(sent.fold(sent.commits.get(i))).isEqualTo(sent.states.get(i));
            }
        });
    }

    @Test
    void itemsThatAreSentAgainGoThroughTheirLoopAndNothingElse() {
        var count = new AtomicInteger();
        forEachAgain((_, sent) -> {
            var loop = Objects.requireNonNull(sent.state.startedOrThrow().resent()).loop();
            assertThat(outermost(sent)).isNotEmpty().allMatch(node -> node.equals(loop.value()));
            count.incrementAndGet();
        });
        assertThat(count.get()).isGreaterThan((int) RUNS / 20);
    }

    /// What was entered in no container, but for what undid something.
    private static List<String> outermost(Simulation run) {
        var outermost = new ArrayList<String>();
        var state = RunState.NEW;
        for (var event : run.events) {
            state = run.evolve(state, event);
            if (event instanceof Event.NodeEntered(var visit, var node, _, var undoes) && undoes == null
                    && Evolution.active(state, visit).pass().isRun()) {
                outermost.add(node.value());
            }
        }
        return outermost;
    }

    @Test
    void whatARunGivesThatSendsItemsAgainIsAListOfWhatEachGave() {
        forEachAgain((_, sent) -> {
            if (sent.last() instanceof Event.RunCompleted(var output)) {
                var resent = Objects.requireNonNull(sent.state.startedOrThrow().resent());
                int batch = Objects.requireNonNull(sent.rules.program().forEach(resent.loop())).batch();
                assertThat(results(output)).hasSize((resent.items().size() + batch - 1) / batch);
            }
        });
    }

    private static List<Json> results(Json output) {
        var list = output instanceof Json.Obj collected ? collected.get("results") : output;
        return ((Json.Arr) Objects.requireNonNull(list)).items();
    }

    @Test
    void whatWasDoneIsUndoneAtMostOnceAndInReverseOrder() {
        forEachAgain((_, sent) -> SagaLaw.check(sent));
    }

    @Test
    void everyItemIsGoneThroughOnceAndInOrder() {
        forEachOne((_, drawn) -> {
            ItemLaw.check(drawn.run());
            drawn.again().forEach(ItemLaw::check);
        });
    }

    @Test
    void whereTheRunIsRetriedNothingIsDoneAgainThatAnotherDid() {
        var taken = new AtomicInteger();
        forEachOne((_, drawn) -> {
            RandomRetriesTest.assertNothingIsDoneTwice(drawn.run(), new AtomicInteger(), new AtomicInteger());
            drawn.again().forEach(sent -> RandomRetriesTest.assertNothingIsDoneTwice(sent, new AtomicInteger(),
                    new AtomicInteger()));
            taken.addAndGet(drawn.run().takenFromOthers);
        });
        assertThat(taken.get()).isGreaterThan((int) RUNS / 100);
    }

    @Test
    void aRunThatSendsItemsAgainAndCrashedAfterAnyDecisionGoesOnToAnEndThatKeepsTheSameLaws() {
        forEachAgain((seed, sent) -> {
            for (int count : sent.commits) {
                var survivor = RandomRun.finish(sent.crashedAfter(count), seed);
                assertThat(survivor.events.subList(0, count)).isEqualTo(sent.events.subList(0, count));
                SagaLaw.check(survivor);
                ItemLaw.check(survivor);
                RandomRetriesTest.assertEveryVisitEndsOnce(survivor);
            }
        });
    }
}
