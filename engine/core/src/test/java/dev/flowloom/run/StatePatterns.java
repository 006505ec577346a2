package dev.flowloom.run;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import dev.flowloom.model.JoinRule;
import dev.flowloom.model.Json;
import dev.flowloom.model.Lock;

import static dev.flowloom.run.PatternsTest.attempts;
import static dev.flowloom.run.PatternsTest.sound;
import static org.assertj.core.api.Assertions.assertThat;

/// Those of the patterns that wait for something outside or for each other.
final class StatePatterns {
    private StatePatterns() {}

    private static Effect.AwaitMessage awaited(Simulation run, String message) {
        return run.rules.pending(run.state).stream().filter(Effect.AwaitMessage.class::isInstance)
                .map(Effect.AwaitMessage.class::cast).filter(await -> await.message().equals(message)).findFirst()
                .orElseThrow(() -> new AssertionError("nothing waits for " + message + ": " + run.log()));
    }

    private static boolean isAwaited(Simulation run, String message) {
        return run.rules.pending(run.state).stream()
                .anyMatch(effect -> effect instanceof Effect.AwaitMessage await && await.message().equals(message));
    }

    private static Simulation arrives(Simulation run, String message) {
        return run.take(new Input.MessageArrived(awaited(run, message).visit(), 1, run.now, Json.of(message)));
    }

    static void deferredChoice() {
        var flow = new FlowBuilder().start("s").fork("f").receive("paid", "paid", null, null)
                .receive("withdrawn", "withdrawn", null, null).waiting("tooLate", "P3D").join("j", JoinRule.ANY)
                .condition("which", "paid", "$exists(data.paid)", "withdrawn", "$exists(data.withdrawn)").step("ship")
                .step("cancel").step("remind").end("e").way("s", "f", "paid", "j", "which").way("f", "withdrawn", "j")
                .way("f", "tooLate", "j").branch("which", "paid", "ship").branch("which", "withdrawn", "cancel")
                .branch("which", "otherwise", "remind").way("ship", "e").way("cancel", "e").way("remind", "e");
        var paid = arrives(sound(flow).start(), "paid");
        assertThat(attempts(paid)).containsExactly("ship");
        assertThat(isAwaited(paid, "withdrawn")).as("what was not chosen is withdrawn").isFalse();
        assertThat(attempts(arrives(sound(flow).start(), "withdrawn"))).containsExactly("cancel");
        assertThat(attempts(sound(flow).start().fireNextTimer())).containsExactly("remind");
    }

    /// Steps in scopes of one lock, on branches of a fork: a before b, and c at any time.
    private static FlowBuilder interleaved() {
        var flow = new FlowBuilder().start("s").fork("f").join("j", JoinRule.ALL).end("e").way("s", "f");
        for (var step : List.of("a", "b", "c")) {
            alone(flow, step);
        }
        return flow.way("f", "alone_a", "alone_b", "j", "e").way("f", "alone_c", "j");
    }

    private static void alone(FlowBuilder flow, String step) {
        var scope = "alone_" + step;
        flow.scope(scope, new Lock("one at a time", Duration.ofMinutes(1), null)).start("in_" + step).step(step)
                .end("out_" + step).in(scope, "in_" + step, step, "out_" + step).way("in_" + step, step, "out_" + step);
    }

    /// Grants the lock to the scope around a step, if it waits.
    private static Simulation granted(Simulation run, String step, long token) {
        var wanted = run.rules.pending(run.state).stream().filter(Effect.TakeLock.class::isInstance)
                .map(Effect.TakeLock.class::cast)
                .filter(lock -> Objects.requireNonNull(run.state.find(lock.visit())).node().value()
                        .equals("alone_" + step))
                .findFirst().orElseThrow(() -> new AssertionError(step + " doesn't wait: " + run.log()));
        return run.take(new Input.LockGranted(wanted.visit(), token));
    }

    static void interleavedParallelRouting() {
        var run = granted(sound(interleaved()).start(), "a", 1);
        assertThat(attempts(run)).containsExactly("a");
        run.succeed("a");
        assertThat(attempts(granted(run, "c", 2))).as("c between a and b").containsExactly("c");
        run.succeed("c");
        assertThat(attempts(granted(run, "b", 3))).containsExactly("b");
        assertThat(run.succeed("b").isOver()).isTrue();
    }

    static void interleavedRouting() {
        for (var order : List.of(List.of("x", "y"), List.of("y", "x"))) {
            var flow = new FlowBuilder().start("s").fork("f").join("j", JoinRule.ALL).end("e").way("s", "f");
            alone(flow, "x");
            alone(flow, "y");
            var run = sound(flow.way("f", "alone_x", "j", "e").way("f", "alone_y", "j")).start();
            for (var step : order) {
                assertThat(attempts(granted(run, step, order.indexOf(step) + 1))).containsExactly(step);
                run.succeed(step);
            }
            assertThat(run.isOver()).isTrue();
        }
    }

    static void criticalSection() {
        var run = granted(sound(interleaved()).start(), "c", 1);
        assertThat(attempts(run)).as("a waits for the lock").containsExactly("c");
        assertThat(run.rules.locks(run.state).values()).extracting(HeldLock::name).containsExactly("one at a time");
        run.succeed("c");
        assertThat(run.rules.locks(run.state)).isEmpty();
        assertThat(attempts(granted(run, "a", 2))).containsExactly("a");
    }

    /// As long as the doors are open, whoever comes is let in.
    static void milestone() {
        var flow = new FlowBuilder().start("i").receive("comes", "comes", null, null).step("letIn").end("o")
                .way("i", "comes", "letIn", "o").whileHolds("each", "true", 100).in("each", "i", "comes", "letIn", "o")
                .start("s").fork("open").waiting("closing", "PT8H").join("closed", JoinRule.ANY).step("after").end("e")
                .way("s", "open", "closing", "closed", "after", "e").way("open", "each", "closed");
        var run = arrives(sound(flow).start(), "comes");
        assertThat(attempts(run)).containsExactly("letIn");
        arrives(run.succeed("letIn"), "comes").succeed("letIn");
        assertThat(attempts(run.fireNextTimer())).containsExactly("after");
        assertThat(isAwaited(run, "comes")).isFalse();
    }

    static void persistentTrigger() {
        var run = sound(new FlowBuilder().start("s").step("a").receive("go", "go", null, null).step("b").end("e")
                .way("s", "a", "go", "b", "e")).start();
        assertThat(isAwaited(run, "go")).as("not yet: the message is kept").isFalse();
        assertThat(attempts(arrives(run.succeed("a"), "go"))).containsExactly("b");
    }

    static void transientTrigger() {
        var run = sound(
                new FlowBuilder().start("s").step("a").approval("go", "Go on?", "somebody", null).step("b").end("e")
                        .way("s", "a", "go").branch("go", "approved", "b").branch("go", "rejected", "e").way("b", "e"))
                .start();
        var early = run.events.size();
        run.take(new Input.ApprovalAnswered(new VisitId(3), "me", true, ""));
        assertThat(run.events).as("an answer to nothing is lost").hasSize(early);
        run.succeed("a");
        var asked = run.only(Event.ApprovalRequested.class).visit();
        assertThat(attempts(run.take(new Input.ApprovalAnswered(asked, "me", true, "")))).containsExactly("b");
    }
}
