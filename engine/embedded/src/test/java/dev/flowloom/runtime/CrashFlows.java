package dev.flowloom.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import dev.flowloom.journal.RunSummary;
import dev.flowloom.model.Flow;
import dev.flowloom.model.FlowLibrary;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.Node.Repeat.ForEach.ItemErrors;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Retry;
import dev.flowloom.model.Severity;
import dev.flowloom.run.RunId;
import dev.flowloom.step.StepCall;
import dev.flowloom.step.StepFailure;

/// Flows whose runs always end alike, wherever they are cut off.
final class CrashFlows {
    private static final Retry SOON = new Retry(4, Duration.ofMillis(5), 2, Duration.ofMillis(20), 0.5);

    static final List<Flow> ALL = List.of(plain(), retrying(), saga(), forked(), forkedSaga(), waiting(),
            calling(), callingSaga(), receiving(), streaming(), mended(9));

    /// The nodes that a run comes to more than once.
    static final Set<String> SEVERAL_TIMES = Set.of("join", "in", "each", "out");

    /// What [#calling()] and [#callingSaga()] call.
    static final FlowLibrary LIBRARY = Shelf.of(called(), calledSaga());

    private CrashFlows() {}

    /// Fails as often as the step's settings say, then returns the step's id.
    static Json work(String step, StepCall call) throws StepFailure {
        if (call.settings().get("fails") instanceof Json.Num(var fails) && call.attempt() <= fails.intValue()) {
            throw new StepFailure("crash.expected", Severity.RECOVERABLE,
                    "Attempt %d fails.".formatted(call.attempt()));
        }
        return Json.of(step);
    }

    private static Node step(String id, int fails) {
        var settings = Json.Obj.of("step", Json.of(id)).with("fails", Json.of(fails));
        return new Node.Step(new NodeId(id), "", Work.TYPE, settings, null, null, SOON, Duration.ofMinutes(5), null,
                false,
                Json.Obj.EMPTY);
    }

    private static Flow plain() {
        return Flows.sequence("a", "b", "c", "d", "e");
    }

    private static Flow retrying() {
        return new Flows().start("start").node(step("a", 2)).node(step("b", 1)).end("end").way("start", "a", "b", "end")
                .build("retrying");
    }

    private static Flow saga() {
        return new Flows().start("start").node(step("a", 0)).node(step("b", 1)).node(step("c", 9)).end("end")
                .undo("a", "undoA").undo("b", "undoB").node(step("undoB", 2)).way("start", "a", "b", "c", "end")
                .build("saga");
    }

    private static Flow forked() {
        return new Flows().start("start").fork("fork").node(step("a", 1)).node(step("b", 0)).node(step("c", 0))
                .join("join").step("d").end("end").way("start", "fork", "a", "join", "d", "end")
                .way("fork", "b", "join").way("fork", "c", "join").build("forked");
    }

    private static Flow forkedSaga() {
        return new Flows().start("start").step("first").fork("fork").node(step("a", 0)).node(step("b", 0)).join("join")
                .node(step("last", 9)).end("end").undo("first", "undoFirst").undo("a", "undoA").undo("b", "undoB")
                .node(step("undoA", 9)).way("start", "first", "fork", "a", "join", "last", "end")
                .way("fork", "b", "join").build("forkedSaga");
    }

    private static Flow calling() {
        return new Flows().start("start").step("a").subFlow("call", "called").step("b").end("end")
                .way("start", "a", "call", "b", "end").build("calling");
    }

    private static Flow called() {
        return new Flows().start("start").node(step("c", 1)).step("d").end("end").way("start", "c", "d", "end")
                .build("called");
    }

    private static Flow callingSaga() {
        return new Flows().start("start").step("a").subFlow("call", "calledSaga").end("end").undo("a", "undoA")
                .way("start", "a", "call", "end").build("callingSaga");
    }

    private static Flow calledSaga() {
        return new Flows().start("start").step("c").node(step("d", 9)).end("end").undo("c", "undoC")
                .way("start", "c", "d", "end").build("calledSaga");
    }

    /// Sends what a run of [#receiving()] with this number as its input waits for; again is as good as once.
    static void feed(Engine engine, int number) {
        engine.send("news", Integer.toString(number), Json.of(number), "news " + number);
    }

    private static Flow receiving() {
        return new Flows().start("start").step("a").receive("receive", "news", "{{ input }}", null).step("b")
                .end("end").way("start", "a", "receive", "b", "end").build("receiving");
    }

    private static Flow streaming() {
        return new Flows().start("start").counting("loop", 130, 3, 2, ItemErrors.CONTINUE).step("last").end("end")
                .way("start", "loop", "last", "end").start("in").node(step("each", 1)).end("out")
                .way("in", "each", "out").in("loop", "in", "each", "out").build("streaming");
    }

    /// Fails, until it is retried on a definition in which nothing does.
    static Flow mended(int fails) {
        return new Flows().start("start").step("a").node(step("b", 0)).node(step("c", fails)).end("end")
                .undo("b", "undoB").way("start", "a", "b", "c", "end").build("mended");
    }

    /// Retries a run of [#mended(int)] that failed; again is as good as once.
    static void mend(Engine engine, RunId run) {
        if (isToBeMended(engine.run(run))) {
            try {
                engine.retry(run, "a test", "It is mended.", mended(0), LIBRARY, new TreeSet<>());
            } catch (RunElsewhereException | RestartRefusedException _) {
                // Another process did.
            }
        }
    }

    static boolean isToBeMended(RunSummary run) {
        return run.flow().equals("mended") && run.status() == RunSummary.Status.FAILED;
    }

    private static Flow waiting() {
        return new Flows().start("start").step("a").waiting("pause", "PT0.05S").step("b").end("end")
                .way("start", "a", "pause", "b", "end").build("waiting");
    }
}
