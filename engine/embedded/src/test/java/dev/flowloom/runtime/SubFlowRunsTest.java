package dev.flowloom.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.flowloom.journal.Durability;
import dev.flowloom.journal.Journal;
import dev.flowloom.journal.RunSummary;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.journal.Stores;
import dev.flowloom.model.Flow;
import dev.flowloom.model.FlowReference;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Severity;
import dev.flowloom.run.Event;
import dev.flowloom.run.Event.Compensation;
import dev.flowloom.run.RunId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Flows that call flows: each call is a run of its own, started once.
final class SubFlowRunsTest {
    private static final Json INPUT = Json.of("in");

    private final Journal kept = Stores.open(new StoreLocation.InMemory(), Durability.POWER_SAFE,
            new EventJsonCodec());
    private final List<AutoCloseable> open = new ArrayList<>(List.of(kept));

    @AfterEach
    void closeAll() throws Exception {
        for (var each : open.reversed()) {
            each.close();
        }
    }

    private Engine engine(Work work) {
        return engine(work, EngineSettings.DEFAULT);
    }

    private Engine engine(Work work, EngineSettings settings) {
        var engine = new Engine(FaultyJournal.sound(kept), Work.types(work), settings);
        open.add(engine);
        return engine;
    }

    private static Node call(String id, String flow) {
        return new Node.SubFlow(new NodeId(id), "", new FlowReference(flow, null), null, null, Json.Obj.EMPTY);
    }

    /// start → before → a call of `inner` → end, where `before` can be undone.
    private static Flow outer() {
        return new Flows().start("start").step("before").node(call("call", "inner")).end("end")
                .way("start", "before", "call", "end").undo("before", "unBefore").build("outer");
    }

    private static Flow inner(String step) {
        return new Flows().start("begin").step(step).end("done").way("begin", step, "done").build("inner");
    }

    private static RunOutcome outcome(Engine engine, RunId run) throws Exception {
        return engine.outcome(run).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static RunId called(Engine engine, RunId run) {
        return engine.history(run).stream()
                .flatMap(recorded -> recorded.event() instanceof Event.SubFlowStarted(_, var inner, _, _)
                        ? List.of(inner).stream()
                        : List.<RunId>of().stream())
                .findFirst().orElseThrow();
    }

    @Test
    void aCallIsARunOfItsOwnWhoseOutputIsTheCalls() throws Exception {
        var engine = engine(Work.ECHO);
        var run = engine.start(outer(), Shelf.of(inner("work")), INPUT, null).run();

        assertThat(outcome(engine, run)).isEqualTo(new RunOutcome.Completed(Json.of("work")));
        var inner = engine.run(called(engine, run));
        assertThat(inner.status()).isEqualTo(RunSummary.Status.COMPLETED);
        assertThat(inner.caller()).isEqualTo(run);
        assertThat(engine.run(run).caller()).isNull();
        assertThat(((Event.RunStarted) engine.history(inner.run()).getFirst().event()).input())
                .isEqualTo(Json.of("before"));
    }

    @Test
    void whatFailsInTheCallIsUndoneAroundIt() throws Exception {
        var undone = new CountDownLatch(1);
        var engine = engine((step, _) -> {
            if (step.equals("work")) {
                throw Work.failure(Severity.CRITICAL);
            }
            if (step.equals("unBefore")) {
                undone.countDown();
            }
            return Json.of(step);
        });
        var run = engine.start(outer(), Shelf.of(inner("work")), INPUT, null).run();

        assertThat(outcome(engine, run)).isInstanceOfSatisfying(RunOutcome.Failed.class, failed -> {
            assertThat(failed.error().code()).isEqualTo("test.failed");
            assertThat(failed.compensation()).isEqualTo(Compensation.COMPLETE);
        });
        assertThat(undone.getCount()).isZero();
    }

    @Test
    void cancellingCancelsWhatWasCalled() throws Exception {
        var begun = new CountDownLatch(1);
        var engine = engine((step, _) -> {
            if (step.equals("work")) {
                begun.countDown();
                new CountDownLatch(1).await();
            }
            return Json.of(step);
        });
        var run = engine.start(outer(), Shelf.of(inner("work")), INPUT, null).run();
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        engine.cancel(run, "ann", "enough");

        assertThat(outcome(engine, run)).isEqualTo(new RunOutcome.Cancelled("enough", Compensation.COMPLETE));
        assertThat(engine.run(called(engine, run)).status()).isEqualTo(RunSummary.Status.CANCELLED);
    }

    @Test
    void afterARestartTheCallIsGoneOnWithAndNotStartedAgain() throws Exception {
        var begun = new CountDownLatch(1);
        var first = engine((step, _) -> {
            if (step.equals("work")) {
                begun.countDown();
                new CountDownLatch(1).await();
            }
            return Json.of(step);
        });
        var run = first.start(outer(), Shelf.of(inner("work")), INPUT, null).run();
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        first.close();

        var second = engine(Work.ECHO);
        second.resume(run);
        assertThat(outcome(second, run)).isEqualTo(new RunOutcome.Completed(Json.of("work")));
        assertThat(second.runs(10)).hasSize(2).allMatch(RunSummary::isOver);
    }

    @Test
    void whatWasCalledWithMoreThanIsAllowedNowIsGoneOnWithAndNotLeftAlone() throws Exception {
        var begun = new CountDownLatch(1);
        var first = engine((step, _) -> {
            if (step.equals("work")) {
                begun.countDown();
                new CountDownLatch(1).await();
            }
            return Json.of("long ".repeat(200));
        });
        var run = first.start(outer(), Shelf.of(inner("work")), INPUT, null).run();
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        first.close();

        var second = engine(Work.ECHO, EngineSettings.DEFAULT.withLargestResult(500));
        second.resume(run);
        assertThat(outcome(second, run)).isEqualTo(new RunOutcome.Completed(Json.of("work")));
        assertThat(second.runs(10)).hasSize(2).allMatch(RunSummary::isOver);
    }

    @Test
    void aRunKeepsToTheFlowsThatThereWereWhenItStarted() throws Exception {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var engine = engine((step, _) -> {
            if (step.equals("before")) {
                begun.countDown();
                goOn.await();
            }
            return Json.of(step);
        });
        var shelf = Shelf.of(inner("old"));
        var run = engine.start(outer(), shelf, INPUT, null).run();
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        shelf.put(inner("new"));
        goOn.countDown();

        assertThat(outcome(engine, run)).isEqualTo(new RunOutcome.Completed(Json.of("old")));
    }

    @Test
    void callsMayBeNested() throws Exception {
        var engine = engine(Work.ECHO);
        var middle = new Flows().start("s").node(call("deeper", "inner")).end("e").way("s", "deeper", "e")
                .build("middle");
        var flow = new Flows().start("s").node(call("call", "middle")).end("e").way("s", "call", "e").build("outer");
        var run = engine.start(flow, Shelf.of(middle, inner("work")), INPUT, null).run();

        assertThat(outcome(engine, run)).isEqualTo(new RunOutcome.Completed(Json.of("work")));
        assertThat(engine.runs(10)).hasSize(3);
    }

    @Test
    void aFlowThatCallsItselfForEverFails() throws Exception {
        var engine = engine(Work.ECHO);
        var flow = new Flows().start("s").node(call("again", "outer")).end("e").way("s", "again", "e").build("outer");
        var run = engine.start(flow, Shelf.of(flow), INPUT, null).run();

        assertThat(outcome(engine, run)).isInstanceOfSatisfying(RunOutcome.Failed.class,
                failed -> assertThat(failed.error().code()).isEqualTo("subflow.too-deep"));
    }

    @Test
    void aFlowThatCallsItselfCallsWhatWasStarted() throws Exception {
        var engine = engine(Work.ECHO);
        var edited = new Flows().start("s").node(call("again", "outer")).end("e").way("s", "again", "e").build("outer");
        var saved = new Flows().start("s").step("old").end("e").way("s", "old", "e").build("outer");
        var run = engine.start(edited, Shelf.of(saved), INPUT, null).run();

        assertThat(outcome(engine, run)).isInstanceOf(RunOutcome.Failed.class);
    }

    @Test
    void withoutTheFlowThatIsCalledNothingIsStarted() {
        var engine = engine(Work.ECHO);
        assertThatThrownBy(() -> engine.start(outer(), INPUT, null))
                .hasMessage(
                        "The flow \"outer\" calls the flow \"inner\", which isn't here. Put its file into the same folder.");
        assertThat(engine.runs(10)).isEmpty();
    }

    @Test
    void anInputThatTheCalledFlowDoesNotTakeFailsTheCall() throws Exception {
        var engine = engine(Work.ECHO);
        var inner = inner("work").withInputSchema(Json.Obj.of("type", Json.of("object")));
        var run = engine.start(outer(), Shelf.of(inner), INPUT, null).run();

        assertThat(outcome(engine, run)).isInstanceOfSatisfying(RunOutcome.Failed.class, failed -> {
            assertThat(failed.error().code()).isEqualTo("subflow.input");
            assertThat(failed.error().message()).contains("must be of type object");
        });
    }

    @Test
    void aCallThatStandsStillHasItsCallerStandStill() throws Exception {
        var inner = new Flows().start("begin").node(Node.Step.of(new NodeId("odd"), "", "not.here")).end("done")
                .way("begin", "odd", "done").build("inner");
        var engine = engine(Work.ECHO);
        var run = engine.start(outer(), Shelf.of(inner), INPUT, null).run();

        assertThatThrownBy(() -> outcome(engine, run)).hasCauseInstanceOf(MissingHereException.class);
        assertThat(engine.run(run).isOver()).isFalse();
    }
}
