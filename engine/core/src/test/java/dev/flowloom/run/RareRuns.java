package dev.flowloom.run;

import java.util.List;

import dev.flowloom.model.JoinRule;
import dev.flowloom.model.Json;
import dev.flowloom.model.Retry;
import dev.flowloom.model.Severity;

/// Runs in which something happens that hardly ever does by chance.
final class RareRuns {
    private RareRuns() {}

    static List<Simulation> all() {
        return List.of(undoingFailsInWhatIsGivenUp(), aCallCompletesInWhatIsGivenUp(),
                aJoinWaitsInWhatIsGivenUp(), aJoinWaitsThatAnotherDoesWithout(),
                aWaitIsGivenUp());
    }

    /// A scope undoes a step when the run turns round, and that is tried again to no avail.
    private static Simulation undoingFailsInWhatIsGivenUp() {
        return Simulation.of(new FlowBuilder().start("s").fork("f").scope("scope").step("bad", Retry.NEVER).end("e")
                .way("s", "f", "scope", "e").way("f", "bad", "e")
                .start("in").step("a").step("b", Retry.NEVER).end("out").way("in", "a", "b", "out").undo("a", "unA")
                .in("scope", "in", "a", "b", "out", "unA")).start()
                .succeed("a").fail("b", "x", Severity.CRITICAL).fail("bad", "x", Severity.CRITICAL)
                .fail("unA", "x", Severity.RECOVERABLE).fireNextTimer().fail("unA", "x", Severity.CRITICAL);
    }

    private static Simulation aCallCompletesInWhatIsGivenUp() {
        return Simulation.of(new FlowBuilder().start("s").fork("f").scope("scope").step("quick")
                .join("j", JoinRule.ANY).end("e").way("s", "f", "scope", "j", "e").way("f", "quick", "j")
                .start("in").subFlow("call").end("out").way("in", "call", "out").in("scope", "in", "call", "out"))
                .start().succeed("quick").end("call", new Event.RunCompleted(Json.NULL));
    }

    private static Simulation aJoinWaitsInWhatIsGivenUp() {
        return Simulation.of(new FlowBuilder().start("s").scope("scope").end("e").way("s", "scope", "e")
                .start("in").fork("f").step("a").step("b").join("j", JoinRule.ALL).end("out")
                .way("in", "f", "a", "j", "out").way("f", "b", "j").in("scope", "in", "f", "a", "b", "j", "out"))
                .start().succeed("a").take(new Input.CancelRequested("chance", "enough"));
    }

    private static Simulation aJoinWaitsThatAnotherDoesWithout() {
        return Simulation.of(new FlowBuilder().start("s").fork("f").fork("g").step("a").step("b").step("quick")
                .join("j", JoinRule.ALL).join("k", JoinRule.ANY).end("e").way("s", "f", "g", "a", "j", "k", "e")
                .way("g", "b", "j").way("f", "quick", "k")).start().succeed("a").succeed("quick");
    }

    private static Simulation aWaitIsGivenUp() {
        return Simulation.of(new FlowBuilder().start("s").scope("scope").end("e").way("s", "scope", "e")
                .start("in").waiting("wait", "PT1H").end("out").way("in", "wait", "out")
                .in("scope", "in", "wait", "out")).start().take(new Input.CancelRequested("chance", "enough"));
    }
}
