package dev.flowloom.check;

import java.util.List;

import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Of which steps the checker knows what arrives: each of them asks for a field `other`, which nothing has.
class DataFieldsTest {
    private static final String SCHEMA = "{\"properties\": {\"card\": {\"properties\": {\"no\": {}}}, \"sum\": {}}}";

    private static List<String> known(Draft draft) {
        var flow = draft.flow().withInputSchema((Json.Obj) Draft.json(SCHEMA));
        return new Checker(Types.ALL).check(flow).stream().filter(p -> p.code().equals("expression.unknown-field"))
                .map(p -> String.valueOf(p.place().node())).toList();
    }

    private static Node.Step asking(Node.Step step) {
        return step.withSettings(Json.Obj.of("x", Json.of("{{ data.other }}")));
    }

    private static Node.Step giving(Node.Step step, String output) {
        return step.withOutput(Draft.json(output));
    }

    private static Draft line(String... middle) {
        var draft = Draft.empty().start("s").step("a", DataFieldsTest::asking).end("z");
        var at = "s";
        for (var id : middle) {
            draft = (id.startsWith("wait") ? draft.pause(id, "PT1S") : draft.step(id)).line(at, id);
            at = id;
        }
        return draft.line(at, "a", "z");
    }

    @Test
    void theInputArrivesAtFirst() {
        assertThat(known(line())).containsExactly("a");
    }

    @Test
    void whatAStepGivesIsKnownByItsOutputMappingAlone() {
        assertThat(known(line("b"))).isEmpty();
        assertThat(known(line("b").step("b", step -> giving(step, "{\"p\": \"{{ result.p }}\"}"))))
                .containsExactly("a");
        assertThat(known(line("b").step("b", step -> giving(step, "\"{{ result }}\"")))).isEmpty();
        assertThat(known(line("b").step("b", step -> giving(step, "\"{{ input.card }}\"")))).containsExactly("a");
        assertThat(known(line("b").step("b", step -> giving(step, "\"{{ input.card ~> $keys }}\"")))).isEmpty();
        assertThat(known(line("b").step("b", step -> giving(step, "{\"other\": {\"$secret\": 1}}")))).isEmpty();
    }

    private static Node.Step made(String id, String settings) {
        return Node.Step.of(new NodeId(id), "", "test.made").withSettings((Json.Obj) Draft.json(settings));
    }

    @Test
    void whatAStepGivesIsKnownWhereItsTypeSaysWhatMakesIt() {
        assertThat(known(line("b").with(made("b", "{\"value\": {\"p\": \"{{ data.sum }}\"}}")))).containsExactly("a");
        assertThat(known(line("b").with(made("b", "{\"value\": {\"other\": 1}}")))).isEmpty();
        assertThat(known(line("b").with(made("b", "{\"value\": \"{{ data }}\"}")))).containsExactly("a");
        assertThat(known(line("b").with(made("b", "{\"value\": \"{{ $merge([data]) }}\"}")))).isEmpty();
        assertThat(known(line("b").with(giving(made("b", "{\"value\": {\"p\": 1}}"), "\"{{ result }}\"")))).isEmpty();
        assertThat(known(line("b").with(made("b", "{}")))).isEmpty();
    }

    @Test
    void anAnswerIsKnown() {
        assertThat(known(Draft.question().step("a", DataFieldsTest::asking))).containsExactly("a");
        assertThat(known(Draft.question().step("a", DataFieldsTest::asking).error("q", "a", Wire.Catch.ANYTHING)))
                .isEmpty();
    }

    @Test
    void conditionsForksAndWaitsHandOn() {
        assertThat(known(line("wait"))).containsExactly("a");
        assertThat(known(Draft.choice().step("b", DataFieldsTest::asking))).containsExactly("b", "c");
        assertThat(known(Draft.parallel().step("b", DataFieldsTest::asking))).containsExactly("b");
    }

    @Test
    void stepsThatAreDisabledHandOn() {
        assertThat(known(line("b").step("b", step -> step.withDisabled(true)))).containsExactly("a");
    }

    @Test
    void whereWaysMeetTheyHaveToAgree() {
        var meeting = Draft.choice().cut("a-z").cut("b-z").step("m", DataFieldsTest::asking).line("a", "m", "z")
                .line("b", "m").step("a", step -> giving(step, "{\"p\": 1}"));

        assertThat(known(meeting.step("b", step -> giving(step, "{\"p\": 2}")))).contains("m");
        assertThat(known(meeting.step("b", step -> giving(step, "{\"other\": 2}")))).doesNotContain("m");
        assertThat(known(meeting)).doesNotContain("m");
    }

    @Test
    void nothingIsKnownBehindErrorsAndJoinsAndOfWhatUndoes() {
        assertThat(known(line().step("b").error("b", "a", Wire.Catch.ANYTHING))).isEmpty();
        assertThat(known(Draft.parallel().cut("j-z").step("m", DataFieldsTest::asking).line("j", "m", "z"))).isEmpty();
        assertThat(known(line("b").step("u", DataFieldsTest::asking).undo("b", "u"))).isEmpty();
    }

    @Test
    void nothingIsKnownInContainers() {
        var scope = new Node.Scope(new NodeId("scope"), "", null, null, Json.Obj.EMPTY);

        assertThat(known(line().with(scope).in("scope", "s", "a", "z"))).isEmpty();
    }

    @Test
    void theConditionOfALoopSeesWhatItsTimesMake() {
        var items = new Node.Loop(new NodeId("a"), "", new Node.Repeat.ForEach("data.other", 1), Json.Obj.EMPTY);
        var again = new Node.Loop(new NodeId("a"), "", new Node.Repeat.While("data.other", 3), Json.Obj.EMPTY);

        assertThat(known(line().with(items))).containsExactly("a");
        assertThat(known(line().with(again))).isEmpty();
    }

    @Test
    void circlesAndLongWaysComeToAnEnd() {
        assertThat(known(line("wait1", "wait2").line("wait2", "wait1"))).isEmpty();
        var waits = new String[2_000];
        for (int i = 0; i < waits.length; i++) {
            waits[i] = "wait" + i;
        }
        assertThat(known(line(waits))).isEmpty();
    }
}
