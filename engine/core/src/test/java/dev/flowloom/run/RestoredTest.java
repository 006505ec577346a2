package dev.flowloom.run;

import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Runs whose last events were damaged and set aside.
class RestoredTest {
    private static final Input RESTORED = new Input.Restored("me", "The disk failed.", "Event 4 is missing.", 2);

    static LongStream seeds() {
        long fresh = System.nanoTime();
        return LongStream.concat(LongStream.range(1, 20), LongStream.range(fresh, fresh + 20));
    }

    private static FlowBuilder twoSteps() {
        return new FlowBuilder().start("start").step("first").step("second").end("end")
                .way("start", "first", "second", "end");
    }

    @Test
    void thatARunWasRestoredIsKeptAndChangesNothingElse() {
        var run = Simulation.of(twoSteps()).start().succeed("first");
        var before = run.state;
        var pending = run.rules.pending(run.state);
        run.take(RESTORED);
        assertThat(run.last()).isEqualTo(new Event.RunRestored("me", "The disk failed.", "Event 4 is missing.", 2));
        assertThat(run.state).isEqualTo(before);
        assertThat(run.rules.pending(run.state)).isEqualTo(pending);
        assertThat(run.succeed("second").last()).isInstanceOf(Event.RunCompleted.class);
    }

    @Test
    void aPausedRunIsRestoredPaused() {
        var run = Simulation.of(twoSteps()).start().take(new Input.PauseRequested("me", "lunch")).take(RESTORED);
        assertThat(run.state.paused()).isTrue();
    }

    @Test
    void aRunThatIsOverIsNotRestored() {
        var run = Simulation.of(twoSteps()).start().succeed("first").succeed("second");
        assertThat(run.take(RESTORED).last()).isInstanceOf(Event.RunCompleted.class);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aRunRestoredAfterAnyDecisionComesToAnEnd(long seed) {
        var whole = RandomRun.of(seed);
        for (int commit : whole.commits.subList(0, whole.commits.size() - 1)) {
            var restored = whole.crashedAfter(commit).take(RESTORED);
            assertThat(restored.fold(restored.events.size())).isEqualTo(restored.state);
            assertThat(RandomRun.finish(restored, seed).isOver()).isTrue();
        }
    }
}
