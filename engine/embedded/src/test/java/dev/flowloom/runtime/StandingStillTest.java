package dev.flowloom.runtime;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import dev.flowloom.journal.Durability;
import dev.flowloom.journal.Journal;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.journal.Stores;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.SecretReference;
import dev.flowloom.run.Event;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunId;
import dev.flowloom.step.StepTypes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/// Runs that find less around them than they need.
final class StandingStillTest {
    private static final Json DONE = Json.of("done");

    private final Journal kept = Stores.open(new StoreLocation.InMemory(), Durability.KILL_SAFE, new EventJsonCodec());
    private final Map<String, String> secrets = new TreeMap<>();
    private final Heard heard = new Heard();
    private final List<String> begun = Collections.synchronizedList(new ArrayList<>());
    private final StepTypes types = Work.types((step, _) -> {
        begun.add(step);
        return DONE;
    });

    @AfterEach
    void close() {
        kept.close();
    }

    private Engine engine(StepTypes types) {
        return new Engine(FaultyJournal.sound(kept), types,
                EngineSettings.DEFAULT.withListener(heard).withSecrets(secrets::get));
    }

    private static Flows step(Flows flows, String id) {
        return flows.node(new Node.Step(new NodeId(id), "", Work.TYPE,
                Json.Obj.of("step", Json.of(id)).with("key", SecretReference.to("KEY").json()), null, null,
                Flows.AT_ONCE, null, null, false, Json.Obj.EMPTY));
    }

    /// start → a → secret → end, and something that undoes a.
    private static Flow flow() {
        return step(new Flows().start("start").step("a").end("end"), "secret").undo("a", "undo")
                .way("start", "a", "secret", "end").build("secretive");
    }

    /// Why a run stands still, when it does.
    private Throwable whyNot(Engine engine, RunId run) throws InterruptedException {
        assertThat(heard.next().run()).isEqualTo(run);
        return Objects.requireNonNull(catchThrowable(() -> outcome(engine, run)).getCause());
    }

    private static RunOutcome outcome(Engine engine, RunId run) throws Exception {
        return engine.outcome(run).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private List<Event> events(RunId run) {
        return kept.read(run, 1).stream().map(Recorded::event).toList();
    }

    @Test
    void standStillWhereASecretIsMissing() throws Exception {
        try (var engine = engine(types)) {
            var run = engine.start(flow(), Json.NULL, null).run();

            assertThat(whyNot(engine, run)).isInstanceOf(MissingHereException.class)
                    .hasMessageContainingAll("\"secret\"", "KEY", "environment variable");
            assertThat(begun).containsExactly("a");
            assertThat(events(run)).last().isInstanceOf(Event.AttemptStarted.class);
        }
    }

    @Test
    void standStillWhereAStepTypeIsMissing() throws Exception {
        try (var engine = engine(StepTypes.of())) {
            var run = engine.start(Flows.sequence("a"), Json.NULL, null).run();

            assertThat(whyNot(engine, run)).isInstanceOf(MissingHereException.class)
                    .hasMessageContainingAll("\"a\"", Work.TYPE, "class path");
            assertThat(events(run)).last().isInstanceOf(Event.AttemptStarted.class);
        }
    }

    @Test
    void goOnWhereNothingIsMissing() throws Exception {
        RunId run;
        try (var engine = engine(types)) {
            run = engine.start(flow(), Json.NULL, null).run();
            whyNot(engine, run);
            engine.resume(run);
            whyNot(engine, run);

            secrets.put("KEY", "value");
            engine.resume(run);
            assertThat(outcome(engine, run)).isEqualTo(new RunOutcome.Completed(DONE));
        }
        assertThat(begun).containsExactly("a", "secret");
        assertThat(events(run)).noneMatch(Event.AttemptFailed.class::isInstance);
    }

    @Test
    void beginNothingElseThen() throws Exception {
        var flows = step(new Flows().start("start").fork("fork").join("join").end("end"), "secret")
                .way("start", "fork", "secret", "join", "end");
        for (int i = 0; i < 20; i++) {
            flows.step("a" + i).way("fork", "a" + i, "join");
        }
        try (var engine = engine(types)) {
            whyNot(engine, engine.start(flows.build("forked"), Json.NULL, null).run());
        }
        assertThat(begun).isEmpty();
    }

    @Test
    void canBeCancelled() throws Exception {
        try (var engine = engine(types)) {
            var run = engine.start(flow(), Json.NULL, null).run();
            whyNot(engine, run);

            assertThat(engine.cancel(run, "a test", "enough")).isTrue();
            assertThat(outcome(engine, run))
                    .isEqualTo(new RunOutcome.Cancelled("enough", Event.Compensation.COMPLETE));
        }
        assertThat(begun).containsExactly("a", "undo");
    }

    @Test
    void areCancelledAlsoWhereWhatUndoesThemIsMissing() throws Exception {
        var flow = step(new Flows().start("start").step("a").waiting("pause", "PT1H").end("end").undo("a", "undo"),
                "undo")
                .way("start", "a", "pause", "end").build("undone by a secret");
        try (var engine = engine(types)) {
            var run = engine.start(flow, Json.NULL, null).run();

            assertThat(engine.cancel(run, "a test", "enough")).isTrue();
            assertThat(whyNot(engine, run)).isInstanceOf(MissingHereException.class);
            secrets.put("KEY", "value");
            engine.resume(run);
            assertThat(outcome(engine, run))
                    .isEqualTo(new RunOutcome.Cancelled("enough", Event.Compensation.COMPLETE));
        }
    }
}
