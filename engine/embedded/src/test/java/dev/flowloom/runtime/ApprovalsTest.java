package dev.flowloom.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.flowloom.journal.Durability;
import dev.flowloom.journal.Journal;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.journal.Stores;
import dev.flowloom.model.Flow;
import dev.flowloom.model.FlowReference;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.run.RunId;
import dev.flowloom.run.VisitId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/// What is put to people, and what becomes of their answers.
@Timeout(60)
final class ApprovalsTest {
    private final Journal journal = Stores.open(new StoreLocation.InMemory(), Durability.POWER_SAFE,
            new EventJsonCodec());
    private final List<Engine> engines = new ArrayList<>();
    private final Engine engine = newEngine();

    private Engine newEngine() {
        var engine = new Engine(new ForwardingJournal(journal), Work.types(Work.ECHO),
                EngineSettings.DEFAULT.withListener(new Heard()));
        engines.add(engine);
        return engine;
    }

    @AfterEach
    void close() {
        engines.forEach(Engine::close);
        journal.close();
    }

    private static Flow asking(@Nullable Duration timeout) {
        return new Flows().start("start").approval("ask", "Pay {{ input }}?", timeout, "yes", "no").end("yes")
                .end("no").way("start", "ask").build("asking");
    }

    private OpenApproval asked(Flow flow) throws InterruptedException {
        var run = engine.start(flow, Json.of(12), null).run();
        while (engine.approvals(run).isEmpty()) {
            Thread.sleep(2);
        }
        return engine.approvals(run).getFirst();
    }

    private static Json output(Engine engine, RunId run) throws Exception {
        return ((RunOutcome.Completed) engine.outcome(run).toCompletableFuture().get(30, TimeUnit.SECONDS)).output();
    }

    private static Json.Obj answer(boolean approved, String comment) {
        return Json.Obj.of("approved", Json.of(approved)).with("by", Json.of("Kim")).with("comment", Json.of(comment));
    }

    private static List<OpenApproval> approvals(Engine engine) {
        return engine.unfinished().stream().flatMap(run -> engine.approvals(run).stream()).toList();
    }

    @Test
    void anOpenQuestionIsListedUntilItIsAnswered() throws Exception {
        var asked = asked(asking(Duration.ofHours(1)));
        assertThat(approvals(engine)).containsExactly(asked);
        assertThat(asked.node().value()).isEqualTo("ask");
        assertThat(asked.who()).isEqualTo("the boss");
        assertThat(asked.question()).isEqualTo("Pay 12?");
        assertThat(asked.due()).isEqualTo(asked.since().plus(Duration.ofHours(1)));

        assertThat(engine.answer(asked.run(), asked.visit(), "Kim", true, "Fine.")).isTrue();
        assertThat(output(engine, asked.run())).isEqualTo(answer(true, "Fine."));
        assertThat(approvals(engine)).isEmpty();
    }

    @Test
    void onlyTheFirstOfSeveralAnswersCounts() throws Exception {
        var asked = asked(asking(null));
        assertThat(engine.answer(asked.run(), asked.visit(), "Kim", false, "")).isTrue();
        assertThat(engine.answer(asked.run(), asked.visit(), "Lee", true, "")).isFalse();
        assertThat(output(engine, asked.run())).isEqualTo(answer(false, ""));
    }

    @Test
    void aQuestionThatWasNeverAskedIsNotAnswered() throws Exception {
        var asked = asked(asking(null));
        assertThat(engine.answer(asked.run(), new VisitId(99), "Kim", true, "")).isFalse();
        assertThat(approvals(engine)).containsExactly(asked);
    }

    @Test
    void aRunThatNobodyGoesOnWithTakesItsAnswer() throws Exception {
        var asked = asked(asking(null));
        engine.close();
        var other = newEngine();
        assertThat(approvals(other)).containsExactly(asked);
        assertThat(other.answer(asked.run(), asked.visit(), "Kim", true, "Late.")).isTrue();
        assertThat(output(other, asked.run())).isEqualTo(answer(true, "Late."));
    }

    @Test
    void aQuestionOfACalledRunIsAnsweredAndItsCallerGoesOn() throws Exception {
        var called = asking(null);
        var caller = new Flows().start("start").end("end")
                .node(new Node.SubFlow(new NodeId("call"), "", new FlowReference(called.id(), null), null, null,
                        Json.Obj.EMPTY))
                .way("start", "call", "end").build("calling");
        var run = engine.start(caller, Shelf.of(called), Json.of(12), null).run();
        while (approvals(engine).isEmpty()) {
            Thread.sleep(2);
        }
        engine.close();
        var other = newEngine();
        var asked = approvals(other).getFirst();
        assertThat(other.run(asked.run()).caller()).isEqualTo(run);
        assertThat(other.answer(asked.run(), asked.visit(), "Kim", true, "")).isTrue();
        other.resume(run);
        assertThat(output(other, run)).isEqualTo(answer(true, ""));
    }

    @Test
    void whatIsCancelledOrTimedOutAsksNobodyAnyMore() throws Exception {
        var cancelled = asked(asking(null));
        engine.cancel(cancelled.run(), "a test", "enough");
        var late = engine.start(asking(Duration.ofMillis(1)), Json.of(12), null).run();
        var outcome = engine.outcome(late).toCompletableFuture().get(30, TimeUnit.SECONDS);
        assertThat(((RunOutcome.Failed) outcome).error().code()).isEqualTo("approval.timeout");
        assertThat(approvals(engine)).isEmpty();
        assertThat(engine.answer(late, new VisitId(2), "Kim", true, "")).isFalse();
    }
}
