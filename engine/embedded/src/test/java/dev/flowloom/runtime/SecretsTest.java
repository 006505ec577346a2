package dev.flowloom.runtime;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.flowloom.journal.Durability;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.json.EventJson;
import dev.flowloom.json.JsonText;
import dev.flowloom.json.MalformedJson;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Severity;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunId;
import dev.flowloom.step.StepFailure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What becomes of references to secrets when a flow runs.
class SecretsTest {
    private static final String VALUE = "hunter2-hunter2";
    private static final Map<String, String> SECRETS = new TreeMap<>(
            Map.of("TOKEN", VALUE, "LONGER", VALUE + "-and-more", "PIN", "4711", "EMPTY", ""));
    private static final EngineSettings SETTINGS = EngineSettings.DEFAULT.withSecrets(SECRETS::get);

    private final BlockingQueue<Json.Obj> handedOver = new LinkedBlockingQueue<>();

    /// A step that keeps what it was handed.
    private final Work taking = (_, call) -> {
        handedOver.add(call.settings());
        return Json.of("done");
    };

    /// What came of a run, and all that was kept of it.
    private record Ran(RunOutcome outcome, String events) {
        RunOutcome.Failed failed() {
            return (RunOutcome.Failed) outcome;
        }
    }

    private static Ran run(Work work, String settings, String input) throws Exception {
        try (var engine = Engine.open(new StoreLocation.InMemory(), Durability.KILL_SAFE, Work.types(work), SETTINGS)) {
            var run = engine.start(flow(settings), json(input), null).run();
            return new Ran(outcome(engine, run), events(engine.history(run)));
        }
    }

    private static RunOutcome outcome(Engine engine, RunId run) throws Exception {
        return engine.outcome(run).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static String events(List<Recorded> history) {
        return EventJson.write(history.stream().map(Recorded::event).toList());
    }

    private static Flow flow(String settings) {
        return new Flows().start("start").end("end").node(new Node.Step(new NodeId("a"), "", Work.TYPE,
                (Json.Obj) json(settings), null, null, Flows.AT_ONCE, null, null, false, Json.Obj.EMPTY))
                .way("start", "a", "end").build("secrets");
    }

    private static Json json(String text) {
        try {
            return JsonText.parse(text.replace('\'', '"'));
        } catch (MalformedJson e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    @Test
    void theStepTypeIsGivenTheSecretAndTheJournalTheReference() throws Exception {
        var ran = run(taking, "{'password': {'$secret': 'TOKEN'}, 'headers': {'A': {'prefix': 'Bearer ', "
                + "'$secret': 'TOKEN'}, 'B': '{{ input.b }}'}, 'list': [1, [{'$secret': 'PIN'}]], "
                + "'none': {'$secret': 'EMPTY'}}", "{'b': 'c'}");

        assertThat(handedOver.remove()).isEqualTo(json(("{'password': '%s', 'headers': {'A': 'Bearer %s', 'B': 'c'}, "
                + "'list': [1, ['4711']], 'none': ''}").formatted(VALUE, VALUE)));
        assertThat(ran.outcome()).isEqualTo(new RunOutcome.Completed(Json.of("done")));
        assertThat(ran.events()).contains("\"$secret\":\"TOKEN\"").doesNotContain(VALUE).doesNotContain("4711");
    }

    @Test
    void dataThatLooksLikeAReferenceStaysData() throws Exception {
        run(taking, "{'a': '{{ input.a }}', 'b': ['{{ input.a }}'], 'c': {'d': '{{ {\\'$secret\\': \\'TOKEN\\'} }}'}}"
                .replace("\\'", "\\\""), "{'a': {'$secret': 'TOKEN'}}");

        assertThat(handedOver.remove()).isEqualTo(
                json("{'a': {'$secret': 'TOKEN'}, 'b': [{'$secret': 'TOKEN'}], 'c': {'d': {'$secret': 'TOKEN'}}}"));
    }

    @Test
    void whatIsNotWellMadeIsNoReference() throws Exception {
        var settings = "{'a': {'$secret': 'TOKEN', 'more': 1}, 'b': {'$secret': '{{ input.name }}'}, '$secret': 'TOKEN', "
                + "'c': {'$secret': 'TOKEN', 'prefix': '{{ input.name }}'}}";
        run(taking, settings, "{'name': 'TOKEN'}");

        assertThat(handedOver.remove()).isEqualTo(json(settings.replace("{{ input.name }}", "TOKEN")));
    }

    @Test
    void settingsAreNoReferenceThemselves() throws Exception {
        run(taking, "{'$secret': 'TOKEN'}", "{}");

        assertThat(handedOver.remove()).isEqualTo(json("{'$secret': 'TOKEN'}"));
    }

    @Test
    void theSecretsOfAnAttemptAreMaskedInItsError() throws Exception {
        var ran = run((_, call) -> {
            throw new StepFailure("test.failed", Severity.CRITICAL, "No " + call.settings().get("a") + " here",
                    Json.Obj.of("list", Json.Arr.of(call.settings())).with(VALUE, Json.of(4711)));
        }, "{'a': {'$secret': 'TOKEN'}, 'b': {'$secret': 'LONGER'}, 'c': {'$secret': 'PIN'}, 'd': {'$secret': 'EMPTY'}}",
                "{}");

        assertThat(ran.failed().error().message()).contains("No", "•••", "here");
        assertThat(ran.failed().error().details()).isEqualTo(json(
                "{'list': [{'a': '•••', 'b': '•••', 'c': '•••', 'd': ''}], '•••': '•••'}"));
        assertThat(ran.events()).doesNotContain(VALUE).doesNotContain("and-more").doesNotContain("4711");
    }

    @Test
    void theyAreMaskedInABugAndBeforeALongMessageIsCut() throws Exception {
        var ran = run((_, call) -> {
            var value = call.settings().get("a") instanceof Json.Str(var text) ? text : "";
            throw new IllegalStateException("x".repeat(9_990 - "java.lang.IllegalStateException: ".length()) + value);
        }, "{'a': {'$secret': 'TOKEN'}}", "{}");

        assertThat(ran.failed().error().code()).isEqualTo("step.bug");
        assertThat(ran.events()).doesNotContain("hunter");
    }

    @Test
    void theBeginningOfOneIsMaskedWhereATextWasCut() throws Exception {
        var ran = run((_, call) -> {
            throw new StepFailure("test.failed", Severity.CRITICAL, "It said: Bearer " + VALUE.substring(0, 3) + " …",
                    Json.Obj.of("body", Json.of("x" + VALUE + VALUE.substring(0, 6))));
        }, "{'a': {'$secret': 'TOKEN'}, 'b': {'$secret': 'LONGER'}}", "{}");

        assertThat(ran.failed().error().message()).isEqualTo("It said: Bearer ••• …");
        assertThat(ran.failed().error().details()).isEqualTo(json("{'body': 'x•••'}"));
        assertThat(ran.events()).doesNotContain("hunter").doesNotContain("hun ");
    }

    @Test
    void whatWasNotCutKeepsItsLastLetter() throws Exception {
        var ran = run((_, call) -> {
            throw new StepFailure("test.failed", Severity.CRITICAL, "No such path");
        }, "{'a': {'$secret': 'TOKEN'}}", "{}");

        assertThat(ran.failed().error().message()).isEqualTo("No such path");
    }

    @Test
    void everyAttemptLooksItUpAnew() throws Exception {
        var ran = run((_, call) -> {
            handedOver.add(call.settings());
            if (call.attempt() < 3) {
                throw new StepFailure("test.failed", Severity.RECOVERABLE, "Again.");
            }
            return Json.NULL;
        }, "{'a': {'$secret': 'TOKEN'}}", "{}");

        assertThat(handedOver).hasSize(3).containsOnly((Json.Obj) json("{'a': '%s'}".formatted(VALUE)));
        assertThat(ran.events()).doesNotContain(VALUE);
    }
}
