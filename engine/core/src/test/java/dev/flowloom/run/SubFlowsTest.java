package dev.flowloom.run;

import dev.flowloom.model.FlowReference;
import dev.flowloom.model.JoinRule;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Retry;
import dev.flowloom.model.Severity;
import dev.flowloom.model.Wire;
import dev.flowloom.run.Event.Compensation;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// A sub-flow calls another flow's run, and what comes of that is what comes of the sub-flow.
final class SubFlowsTest {
    private static final NodeId THERE = new NodeId("there");

    /// A step that can be undone, a sub-flow, and a step after it.
    private static FlowBuilder calling() {
        return new FlowBuilder().start("s").step("before", Retry.NEVER).subFlow("call").step("after", Retry.NEVER)
                .end("e").way("s", "before", "call", "after", "e").undo("before", "unBefore");
    }

    private static Simulation called() {
        return Simulation.of(calling()).start().succeed("before", Json.of("made"));
    }

    private static RunError error(String code, Severity severity) {
        return new RunError(code, "It broke.", severity, THERE, Json.Obj.of("why", Json.of(7)));
    }

    private static Event.Ended failed(Compensation compensation) {
        return new Event.RunFailed(error("broken", Severity.CRITICAL), compensation);
    }

    private static Event.Ended cancelled(Compensation compensation) {
        return new Event.RunCancelled("Enough.", compensation);
    }

    @Test
    void theFlowIsCalledThatItWasWhenTheRunStarted() {
        var call = called().call("call");

        assertThat(call.definition()).isEqualTo("hash of other");
        assertThat(call.input()).isEqualTo(Json.of("made"));
        assertThat(call.subFlows()).isEqualTo(Simulation.SUB_FLOWS);
    }

    @Test
    void theRunThatIsCalledKnowsWhoCalledIt() {
        var run = called();
        var call = run.call("call");

        assertThat(call.caller())
                .isEqualTo(new Caller(new RunId("r1"), run.only(Event.SubFlowStarted.class).visit(), 1));
        assertThat(call.run()).isEqualTo(new RunId("r1." + call.caller().visit()));
    }

    @Test
    void whatTheRunGivesIsWhatTheSubFlowGives() {
        var run = called().end("call", new Event.RunCompleted(Json.of("result")));

        assertThat(run.attempt("after").data()).isEqualTo(Json.of("result"));
        assertThat(run.succeed("after").last()).isInstanceOf(Event.RunCompleted.class);
    }

    @Test
    void mappingsMakeItsInputAndItsOutput() {
        var run = Simulation.of(new FlowBuilder().start("s")
                .node(new Node.SubFlow(new NodeId("call"), "", new FlowReference("other", null),
                        Json.Obj.of("n", Json.of("{{ data + 1 }}")), Json.of("{{ result * data.n }}"), Json.Obj.EMPTY))
                .end("e", Json.of("{{ steps.call }}")).way("s", "call", "e")).start(Json.of(2));

        assertThat(run.call("call").input()).isEqualTo(Json.Obj.of("n", Json.of(3)));
        assertThat(run.end("call", new Event.RunCompleted(Json.of(5))).last())
                .isEqualTo(new Event.RunCompleted(Json.of(15)));
    }

    @Test
    void anErrorOfTheRunIsTheSubFlows() {
        var run = called().end("call", failed(Compensation.COMPLETE));

        var error = run.only(Event.NodeFailed.class).error();
        assertThat(error.code()).isEqualTo("broken");
        assertThat(error.node()).isEqualTo(new NodeId("call"));
        assertThat(error.details().get("node")).isEqualTo(Json.of("there"));
        assertThat(error.details().get("run")).isEqualTo(Json.of(run.only(Event.SubFlowStarted.class).run().value()));
        assertThat(run.succeed("unBefore").last())
                .isEqualTo(new Event.RunFailed(error, Compensation.COMPLETE));
    }

    @Test
    void anErrorWireCatchesIt() {
        var run = Simulation.of(calling().step("mend").way("mend", "e")
                .onError("call", "mend", new Wire.Catch.Code("broken"))).start().succeed("before")
                .end("call", failed(Compensation.NONE)).succeed("mend");

        assertThat(run.last()).isInstanceOf(Event.RunCompleted.class);
    }

    @Test
    void whatTheRunCouldNotUndoIsNoSuccessAlthoughAWireWouldCatchTheError() {
        var run = Simulation.of(calling().step("mend").way("mend", "e")
                .onError("call", "mend", Wire.Catch.ANYTHING)).start().succeed("before")
                .end("call", failed(Compensation.INCOMPLETE)).succeed("unBefore");

        assertThat(((Event.RunFailed) run.last()).compensation()).isEqualTo(Compensation.INCOMPLETE);
    }

    @Test
    void damagedDataThatTheRunFoundStopsThisOne() {
        var run = called().end("call",
                new Event.RunFailed(error("damaged", Severity.CORRUPTION), Compensation.WITHHELD));

        assertThat(((Event.RunFailed) run.last()).compensation()).isEqualTo(Compensation.WITHHELD);
    }

    @Test
    void thatSomebodyCancelledTheRunIsAnErrorOfTheSubFlow() {
        var run = called().end("call", cancelled(Compensation.COMPLETE));

        assertThat(run.only(Event.NodeFailed.class).error().code()).isEqualTo("subflow.cancelled");
    }

    @Test
    void itIsUndoneAsAWhole() {
        var run = Simulation.of(calling().undo("call", "unCall")).start().succeed("before")
                .end("call", new Event.RunCompleted(Json.of("result"))).fail("after", "no", Severity.CRITICAL);

        assertThat(run.attempt("unCall").data()).isEqualTo(Json.of("result"));
        run.succeed("unCall").succeed("unBefore");
        assertThat(((Event.RunFailed) run.last()).compensation()).isEqualTo(Compensation.COMPLETE);
    }

    @Test
    void aSubFlowCanUndoAStep() {
        var run = Simulation.of(new FlowBuilder().start("s").step("pay").subFlow("refund").step("ship", Retry.NEVER)
                .end("e").way("s", "pay", "ship", "e").undoBy("pay", "refund")).start().succeed("pay")
                .fail("ship", "no", Severity.CRITICAL);

        assertThat(run.end("refund", new Event.RunCompleted(Json.NULL)).last())
                .isInstanceOfSatisfying(Event.RunFailed.class,
                        end -> assertThat(end.compensation()).isEqualTo(Compensation.COMPLETE));
    }

    @Test
    void aSubFlowThatFailsToUndoIsACompensationThatFailed() {
        var run = Simulation.of(new FlowBuilder().start("s").step("pay").subFlow("refund").step("ship", Retry.NEVER)
                .end("e").way("s", "pay", "ship", "e").undoBy("pay", "refund")).start().succeed("pay")
                .fail("ship", "no", Severity.CRITICAL).end("refund", failed(Compensation.COMPLETE));

        assertThat(run.only(Event.CompensationFailed.class).error().code()).isEqualTo("broken");
        assertThat(((Event.RunFailed) run.last()).compensation()).isEqualTo(Compensation.INCOMPLETE);
    }

    @Test
    void cancellingCancelsTheRunAndWaitsForIt() {
        var run = called().take(new Input.CancelRequested("ann", "no"));

        assertThat(run.rules.pending(run.state)).satisfiesExactly(
                effect -> assertThat(((Effect.StopSubFlow) effect).undo()).isTrue());
        run.end("call", cancelled(Compensation.COMPLETE)).succeed("unBefore");
        assertThat(run.last()).isEqualTo(new Event.RunCancelled("no", Compensation.COMPLETE));
    }

    @Test
    void aRunThatCompletedBeforeItCouldBeCancelledIsUndoneAsAWhole() {
        var run = Simulation.of(calling().undo("call", "unCall")).start().succeed("before")
                .take(new Input.CancelRequested("ann", "no")).end("call", new Event.RunCompleted(Json.of("result")));

        assertThat(run.attempt("unCall").data()).isEqualTo(Json.of("result"));
    }

    @Test
    void cancellingWithoutUndoingHasTheRunUndoNothing() {
        var run = called().take(new Input.CancelRequested("ann", "leave it", false));

        assertThat(run.rules.pending(run.state)).satisfiesExactly(
                effect -> assertThat(((Effect.StopSubFlow) effect).undo()).isFalse());
        assertThat(run.end("call", cancelled(Compensation.WITHHELD)).last())
                .isEqualTo(new Event.RunCancelled("leave it", Compensation.WITHHELD));
    }

    @Test
    void whatACalledRunLeftAsItIsIsSaidAtTheEnd() {
        var alone = new FlowBuilder().start("s").subFlow("call").end("e").way("s", "call", "e");
        var run = Simulation.of(alone).start().take(new Input.CancelRequested("ann", "leave it", false))
                .end("call", cancelled(Compensation.WITHHELD));
        assertThat(run.last()).isEqualTo(new Event.RunCancelled("leave it", Compensation.WITHHELD));
    }

    @Test
    void aRunThatWasStoppedWithoutUndoingIsNoSuccessOfItsCaller() {
        var run = Simulation.of(calling().step("mend").way("mend", "e")
                .onError("call", "mend", Wire.Catch.ANYTHING)).start().succeed("before")
                .end("call", cancelled(Compensation.WITHHELD)).succeed("unBefore");
        assertThat(((Event.RunFailed) run.last()).compensation()).isEqualTo(Compensation.WITHHELD);
    }

    @Test
    void whatAJoinDidWithoutGoesWrongForNobody() {
        var run = Simulation.of(new FlowBuilder().start("s").fork("f")
                .node(new Node.SubFlow(new NodeId("call"), "", new FlowReference("other", null), null,
                        Json.of("{{ result * 'x' }}"), Json.Obj.EMPTY))
                .step("quick").join("j", JoinRule.ANY).end("e").way("s", "f", "call", "j", "e").way("f", "quick", "j"))
                .start().succeed("quick").end("call", new Event.RunCompleted(Json.of("a text")));
        assertThat(run.last()).isInstanceOf(Event.RunCompleted.class);
    }

    @Test
    void aJoinThatGoesOnWithoutItCancelsItAndTheRunEndsAfterIt() {
        var run = Simulation.of(new FlowBuilder().start("s").fork("f").subFlow("call").step("quick")
                .join("j", JoinRule.ANY).end("e").way("s", "f", "call", "j", "e").way("f", "quick", "j")).start()
                .succeed("quick");

        assertThat(run.isOver()).isFalse();
        assertThat(run.rules.pending(run.state)).hasOnlyElementsOfType(Effect.StopSubFlow.class);
        assertThat(run.end("call", new Event.RunCompleted(Json.NULL)).last()).isInstanceOf(Event.RunCompleted.class);
        assertThat(run.entered()).containsOnlyOnce("j", "e");
    }

    @Test
    void aContainerThatIsGivenUpGivesUpWhatItCalled() {
        var run = Simulation.of(new FlowBuilder().start("s").fork("f").scope("scope").step("quick")
                .join("j", JoinRule.ANY).end("e").way("s", "f", "scope", "j", "e").way("f", "quick", "j")
                .start("in").subFlow("call").end("out").way("in", "call", "out").in("scope", "in", "call", "out"))
                .start().succeed("quick");

        assertThat(run.rules.pending(run.state)).hasOnlyElementsOfType(Effect.StopSubFlow.class);
        assertThat(run.end("call", cancelled(Compensation.NONE)).last()).isInstanceOf(Event.RunCompleted.class);
    }

    @Test
    void aFlowThatWasNotThereAtTheStartFailsTheSubFlow() {
        var run = Simulation.of(new FlowBuilder().start("s").node(new Node.SubFlow(new NodeId("call"), "",
                new FlowReference("other", "9"), null, null, Json.Obj.EMPTY)).end("e").way("s", "call", "e")).start();

        assertThat(run.only(Event.RunFailed.class).error().code()).isEqualTo("subflow.unknown");
    }

    @Test
    void aFlowThatCallsItselfWithoutAnEndFailsInTheEnd() {
        var run = Simulation.of(calling()).take(new Input.StartRequested(new RunId("deep"), "hash", null, Json.NULL, 1,
                new Caller(new RunId("r9"), VisitId.FIRST, Caller.DEEPEST), Simulation.SUB_FLOWS)).succeed("before");

        assertThat(run.only(Event.NodeFailed.class).error().code()).isEqualTo("subflow.too-deep");
    }

    @Test
    void theEndOfARunThatNobodyWaitsForAnyMoreChangesNothing() {
        var run = called();
        var visit = run.only(Event.SubFlowStarted.class).visit();
        run.end("call", new Event.RunCompleted(Json.NULL));
        int events = run.events.size();

        run.take(new Input.SubFlowEnded(visit, new Event.RunCompleted(Json.NULL)));
        assertThat(run.events).hasSize(events);
    }
}
