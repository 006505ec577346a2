package dev.flowloom.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.flowloom.check.Checker;
import dev.flowloom.model.FlowReference;
import dev.flowloom.model.JoinRule;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Wire;
import dev.flowloom.model.Wire.Catch;
import dev.flowloom.model.WireId;
import dev.flowloom.step.StepTypes;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/// The control-flow patterns of the workflow patterns initiative that can be drawn, each run by the rules. The table stands
/// in docs/patterns.md.
final class PatternsTest {
    private static final Path TABLE = Path.of("..", "..", "docs", "patterns.md");
    private static final Pattern ROW = Pattern.compile("\\| (\\d+) \\| [^|]+ \\| (yes|no) \\| [^|]+ \\|");
    private static final Json.Obj YES = Json.Obj.of("yes", Json.of(true));

    private final SortedMap<Integer, Runnable> drawn = new TreeMap<>();

    PatternsTest() {
        drawn.put(1, PatternsTest::sequence);
        drawn.put(2, PatternsTest::parallelSplit);
        drawn.put(3, PatternsTest::synchronization);
        drawn.put(4, PatternsTest::exclusiveChoice);
        drawn.put(5, PatternsTest::simpleMerge);
        drawn.put(6, PatternsTest::multiChoice);
        drawn.put(7, PatternsTest::structuredSynchronizingMerge);
        drawn.put(8, PatternsTest::multiMerge);
        drawn.put(9, PatternsTest::structuredDiscriminator);
        drawn.put(10, PatternsTest::arbitraryCycles);
        drawn.put(11, PatternsTest::implicitTermination);
        drawn.put(12, PatternsTest::instancesWithoutSynchronization);
        drawn.put(13, PatternsTest::instancesKnownWhenDrawn);
        drawn.put(14, PatternsTest::instancesKnownWhenBegun);
        drawn.put(16, StatePatterns::deferredChoice);
        drawn.put(17, StatePatterns::interleavedParallelRouting);
        drawn.put(18, StatePatterns::milestone);
        drawn.put(19, PatternsTest::cancelTask);
        drawn.put(20, PatternsTest::cancelCase);
        drawn.put(21, PatternsTest::structuredLoop);
        drawn.put(22, PatternsTest::recursion);
        drawn.put(23, StatePatterns::transientTrigger);
        drawn.put(24, StatePatterns::persistentTrigger);
        drawn.put(25, PatternsTest::cancelRegion);
        drawn.put(26, PatternsTest::cancelInstances);
        drawn.put(29, PatternsTest::cancellingDiscriminator);
        drawn.put(30, PatternsTest::structuredPartialJoin);
        drawn.put(32, PatternsTest::cancellingPartialJoin);
        drawn.put(39, StatePatterns::criticalSection);
        drawn.put(40, StatePatterns::interleavedRouting);
        drawn.put(41, PatternsTest::threadMerge);
        drawn.put(42, PatternsTest::threadSplit);
        drawn.put(43, PatternsTest::explicitTermination);
    }

    @TestFactory
    Stream<DynamicTest> whatCanBeDrawnRuns() {
        return drawn.entrySet().stream()
                .map(pattern -> DynamicTest.dynamicTest("pattern " + pattern.getKey(), pattern.getValue()::run));
    }

    @Test
    void theTableHasEveryPatternAndSaysYesToThoseThatAreRunHere() throws IOException {
        var said = new TreeMap<Integer, String>();
        ROW.matcher(Files.readString(TABLE)).results()
                .forEach(row -> assertThat(said.put(Integer.valueOf(row.group(1)), row.group(2))).isNull());
        assertThat(said.keySet()).containsExactlyElementsOf(IntStream.rangeClosed(1, 43).boxed().toList());
        said.values().removeIf("no"::equals);
        assertThat(said.keySet()).isEqualTo(drawn.keySet());
    }

    static Simulation sound(FlowBuilder flow) {
        assertThat(new Checker(StepTypes.of()).check(flow.build())).extracting(Problem::code)
                .isSubsetOf("step.unknown-type", "subflow.unknown");
        return Simulation.of(flow);
    }

    static List<String> attempts(Simulation run) {
        return run.attempts().stream().map(step -> step.node().value()).toList();
    }

    private static FlowBuilder forked(JoinRule rule, String... steps) {
        var flow = new FlowBuilder().start("s").fork("f").join("j", rule).step("after").end("e").way("s", "f")
                .way("j", "after", "e");
        for (var step : steps) {
            flow.step(step).way("f", step, "j");
        }
        return flow;
    }

    private static void sequence() {
        var run = sound(new FlowBuilder().start("s").step("a").step("b").end("e").way("s", "a", "b", "e")).start();
        assertThat(attempts(run)).containsExactly("a");
        assertThat(attempts(run.succeed("a"))).containsExactly("b");
    }

    private static void parallelSplit() {
        assertThat(attempts(sound(forked(JoinRule.ALL, "a", "b")).start())).containsExactly("a", "b");
    }

    private static void synchronization() {
        var run = sound(forked(JoinRule.ALL, "a", "b")).start().succeed("b");
        assertThat(attempts(run)).containsExactly("a");
        assertThat(attempts(run.succeed("a"))).containsExactly("after");
    }

    private static FlowBuilder chosen() {
        return new FlowBuilder().start("s").condition("c", "yes", "input.yes").step("a").step("b").step("after")
                .end("e")
                .way("s", "c").branch("c", "yes", "a").branch("c", "otherwise", "b").way("a", "after", "e")
                .way("b", "after");
    }

    private static void exclusiveChoice() {
        assertThat(attempts(sound(chosen()).start(YES))).containsExactly("a");
        assertThat(attempts(sound(chosen()).start())).containsExactly("b");
    }

    private static void simpleMerge() {
        assertThat(attempts(sound(chosen()).start(YES).succeed("a"))).containsExactly("after");
        assertThat(attempts(sound(chosen()).start().succeed("b"))).containsExactly("after");
    }

    private static FlowBuilder severalChosen() {
        return new FlowBuilder().start("s").fork("f").condition("p", "yes", "input.p").condition("q", "yes", "input.q")
                .step("a").step("b").join("j", JoinRule.ALL).step("after").end("e").way("s", "f", "p").way("f", "q")
                .branch("p", "yes", "a").branch("q", "yes", "b").branch("p", "otherwise", "j")
                .branch("q", "otherwise", "j").way("a", "j", "after", "e").way("b", "j");
    }

    private static void multiChoice() {
        assertThat(attempts(sound(severalChosen()).start(Json.Obj.of("q", Json.of(true))))).containsExactly("b");
        assertThat(attempts(sound(severalChosen()).start(Json.Obj.of("p", Json.of(true)).with("q", Json.of(true)))))
                .containsExactly("a", "b");
    }

    private static void structuredSynchronizingMerge() {
        var one = sound(severalChosen()).start(Json.Obj.of("q", Json.of(true)));
        assertThat(attempts(one.succeed("b"))).containsExactly("after");
        var both = sound(severalChosen()).start(Json.Obj.of("p", Json.of(true)).with("q", Json.of(true)));
        assertThat(attempts(both.succeed("b"))).containsExactly("a");
        assertThat(attempts(both.succeed("a"))).containsExactly("after");
    }

    private static void multiMerge() {
        var run = sound(new FlowBuilder().start("s").fork("f").step("a").step("b").step("after").end("e")
                .way("s", "f", "a", "after", "e").way("f", "b", "after")).start().succeed("a").succeed("b");
        assertThat(attempts(run)).containsExactly("after", "after");
    }

    private static void arbitraryCycles() {
        var run = sound(new FlowBuilder().start("s").step("a").step("b").condition("c", "back", "data = \"back\"")
                .condition("d", "on", "data = \"on\"").end("e").way("s", "a", "c").branch("c", "back", "b")
                .branch("c", "otherwise", "e").way("b", "d").branch("d", "on", "e").branch("d", "otherwise", "a"))
                .start().succeed("a", Json.of("back")).succeed("b").succeed("a", Json.of("back"));
        assertThat(run.succeed("b", Json.of("on")).last()).isInstanceOf(Event.RunCompleted.class);
    }

    private static void implicitTermination() {
        var run = sound(new FlowBuilder().start("s").fork("f").step("a").step("b").end("e").end("z")
                .way("s", "f", "a", "e").way("f", "b", "z")).start().succeed("a");
        assertThat(run.isOver()).isFalse();
        assertThat(run.succeed("b").last()).isInstanceOf(Event.RunCompleted.class);
    }

    private static FlowBuilder each(String items) {
        return new FlowBuilder().start("i").step("a").end("o").way("i", "a", "o").forEach("l", items, 9)
                .in("l", "i", "a", "o").start("s").step("after").end("e");
    }

    private static void instancesWithoutSynchronization() {
        var run = sound(each("[1, 2]").end("z").fork("f").way("s", "f", "l", "z").way("f", "after", "e")).start();
        assertThat(attempts(run)).containsExactlyInAnyOrder("a", "a", "after");
        assertThat(run.succeed("after").isOver()).isFalse();
        assertThat(run.succeed("a").succeed("a").isOver()).isTrue();
    }

    private static void instancesKnownWhenDrawn() {
        var run = sound(each("[1, 2, 3]").way("s", "l", "after", "e")).start();
        assertThat(attempts(run)).containsExactly("a", "a", "a");
        assertThat(attempts(run.succeed("a").succeed("a").succeed("a"))).containsExactly("after");
    }

    private static void instancesKnownWhenBegun() {
        var run = sound(each("input.items").way("s", "l", "after", "e"))
                .start(Json.Obj.of("items", Json.Arr.of(Json.of(7), Json.of(8))));
        assertThat(attempts(run)).containsExactly("a", "a");
        assertThat(attempts(run.succeed("a").succeed("a"))).containsExactly("after");
    }

    private static void cancelTask() {
        var run = sound(forked(JoinRule.ANY, "a").waiting("w", "PT1M").way("f", "w", "j")).start().fireNextTimer();
        assertThat(attempts(run)).containsExactly("after");
        assertThat(run.all(Event.NodeCancelled.class)).hasSize(1);
    }

    private static void cancelCase() {
        var run = sound(forked(JoinRule.ALL, "a", "b")).start()
                .take(new Input.CancelRequested("somebody", "no longer wanted", true));
        assertThat(run.last()).isInstanceOf(Event.RunCancelled.class);
        assertThat(run.all(Event.NodeCancelled.class)).hasSize(2);
    }

    private static void structuredLoop() {
        var run = sound(new FlowBuilder().start("i").step("a").end("o").way("i", "a", "o")
                .whileHolds("l", "data != \"enough\"", 10).in("l", "i", "a", "o").start("s").end("e")
                .way("s", "l", "e")).start().succeed("a").succeed("a", Json.of("enough"));
        assertThat(run.last()).isEqualTo(new Event.RunCompleted(Json.of("enough")));
        var after = sound(new FlowBuilder().start("i").step("a").end("o").way("i", "a", "o")
                .untilHolds("l", "data = \"enough\"", 10).in("l", "i", "a", "o").start("s").end("e")
                .way("s", "l", "e")).start().succeed("a").succeed("a", Json.of("enough"));
        assertThat(after.last()).isEqualTo(new Event.RunCompleted(Json.of("enough")));
    }

    private static void recursion() {
        var itself = new Node.SubFlow(new NodeId("again"), "", new FlowReference("test", null), null, null,
                Json.Obj.EMPTY);
        var flow = new FlowBuilder().start("s").condition("c", "more", "input.more").node(itself).end("e").way("s", "c")
                .branch("c", "more", "again").branch("c", "otherwise", "e").way("again", "e");
        var outer = sound(flow).take(new Input.StartRequested(new RunId("r1"), "hash", null,
                Json.Obj.of("more", Json.of(true)), 42, null, List.of(new Pinned(itself.flow(), "hash"))));
        assertThat(outer.call("again").definition()).isEqualTo("hash");
        var inner = sound(flow).start();
        assertThat(outer.end("again", (Event.Ended) inner.last()).last()).isInstanceOf(Event.RunCompleted.class);
    }

    private static void cancelRegion() {
        var run = sound(new FlowBuilder().start("i").fork("f").step("a").step("b").condition("c", "stop", "data")
                .end("o").failingEnd("x", "stop", "").way("i", "f", "a", "o").way("f", "b", "c")
                .branch("c", "stop", "x")
                .branch("c", "otherwise", "o").scope("region").in("region", "i", "f", "a", "b", "c", "o", "x")
                .start("s")
                .step("beside").step("after").fork("g").end("e").way("s", "g", "region", "e").way("g", "beside", "e")
                .way("after", "e").onError("region", "after", new Catch.Code("stop"))).start()
                .succeed("b", Json.of(true));
        assertThat(attempts(run)).as("what is around the region is left alone").containsExactly("beside", "after");
        assertThat(run.all(Event.NodeCancelled.class)).hasSize(1);
    }

    private static void cancelInstances() {
        var run = sound(each("[1, 2]").fork("f").waiting("w", "PT1M").join("j", JoinRule.ANY).way("s", "f", "l", "j")
                .way("f", "w", "j", "after", "e")).start();
        assertThat(attempts(run)).containsExactly("a", "a");
        assertThat(attempts(run.fireNextTimer())).containsExactly("after");
    }

    private static void cancellingDiscriminator() {
        var run = sound(forked(JoinRule.ANY, "a", "b", "c")).start().succeed("b");
        assertThat(attempts(run)).containsExactly("after");
    }

    private static void cancellingPartialJoin() {
        var run = sound(forked(new JoinRule.Count(2), "a", "b", "c")).start().succeed("b");
        assertThat(attempts(run)).containsExactly("a", "c");
        assertThat(attempts(run.succeed("c"))).containsExactly("after");
    }

    /// A fork with several wires to the same node.
    private static FlowBuilder threads() {
        return new FlowBuilder().start("s").fork("f").step("a").step("b").join("j", JoinRule.ALL).step("after").end("e")
                .way("s", "f", "a", "b", "j", "after", "e").add(new Wire.Sequence(new WireId("second"), new NodeId("f"),
                        null, new NodeId("a"), Json.Obj.EMPTY));
    }

    private static void threadSplit() {
        var run = sound(threads()).start();
        assertThat(attempts(run)).containsExactly("a", "a");
        assertThat(attempts(run.succeed("a"))).containsExactlyInAnyOrder("a", "b");
    }

    private static void threadMerge() {
        var run = sound(threads()).start().succeed("a").succeed("a").succeed("b");
        assertThat(attempts(run)).containsExactly("b");
        assertThat(attempts(run.succeed("b"))).containsExactly("after");
    }

    private static void explicitTermination() {
        var run = sound(new FlowBuilder().start("s").fork("f").step("a").step("b").condition("c", "over", "data")
                .join("j", JoinRule.ANY).end("e").way("s", "f", "a", "j", "e").way("f", "b", "c")
                .branch("c", "over", "j")
                .branch("c", "otherwise", "b")).start().succeed("b", Json.of(true));
        assertThat(run.last()).isInstanceOf(Event.RunCompleted.class);
        assertThat(run.all(Event.NodeCancelled.class)).hasSize(1);
    }

    /// Branches that meet at a condition, which lets one on: the one that makes so many outputs.
    private static FlowBuilder counted(int which) {
        var flow = new FlowBuilder().start("s").fork("f").step("after").end("e").end("z")
                .condition("c", "now", "$count([steps.a, steps.b, steps.d]) = " + which).way("s", "f")
                .branch("c", "now", "after")
                .branch("c", "otherwise", "z").way("after", "e");
        for (var step : List.of("a", "b", "d")) {
            flow.step(step).way("f", step, "c");
        }
        return flow;
    }

    private static void structuredDiscriminator() {
        var run = sound(counted(1)).start().succeed("b");
        assertThat(attempts(run)).as("the others go on, unheeded").containsExactlyInAnyOrder("after", "a", "d");
        assertThat(attempts(run.succeed("a").succeed("d"))).containsExactly("after");
        assertThat(run.succeed("after").isOver()).isTrue();
    }

    private static void structuredPartialJoin() {
        var run = sound(counted(2)).start().succeed("b");
        assertThat(attempts(run)).containsExactly("a", "d");
        assertThat(attempts(run.succeed("d"))).containsExactlyInAnyOrder("after", "a");
        assertThat(attempts(run.succeed("a"))).containsExactly("after");
    }
}
