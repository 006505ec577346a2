package dev.flowloom.check;

import java.util.List;

import dev.flowloom.model.Items;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.Node.Repeat.ForEach.ItemErrors;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Of which steps the checker knows what arrives: each of them asks for a field `other`, which nothing has.
class DataFieldsTest {
    private static final String SCHEMA = "{\"properties\": {\"card\": {\"properties\": {\"no\": {}}}, \"sum\": {}, "
            + "\"lines\": {\"items\": {\"properties\": {\"price\": {}}}}}}";

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

    private static Draft behind(Node.Repeat repeat) {
        return line("b").with(new Node.Loop(new NodeId("b"), "", repeat, Json.Obj.EMPTY)).start("t").end("y")
                .line("t", "y").in("b", "t", "y");
    }

    @Test
    void whatLoopsGiveIsKnownWhereTheyCollectErrorsOrReadASource() {
        var listed = new Items.Listed("data.lines");
        assertThat(known(behind(new Node.Repeat.ForEach(listed, 1, 1, ItemErrors.COLLECT)))).containsExactly("a");
        assertThat(known(behind(new Node.Repeat.ForEach(listed, 1, 1, ItemErrors.CONTINUE)))).isEmpty();
        assertThat(known(behind(new Node.Repeat.ForEach(
                new Items.Streamed("test.rows", Json.Obj.EMPTY, null), 1, 1, ItemErrors.STOP))))
                .containsExactly("a");
    }

    @Test
    void anItemIsKnownOfAListInTheRunsInput() {
        assertThat(known(inLoop("input.lines"))).containsExactly("a");
        assertThat(known(inLoop("data.lines"))).isEmpty();
        assertThat(known(inLoop("input.lines[price > 1]"))).isEmpty();
        assertThat(known(inLoop("input."))).isEmpty();
        assertThat(known(inLoop("input.lines")
                .step("a", step -> step.withSettings(Json.Obj.of("x", Json.of("{{ loop.item.cost }}"))))))
                .containsExactly("a");
    }

    private static Draft inLoop(String items) {
        var loop = new Node.Loop(new NodeId("loop"), "", new Node.Repeat.ForEach(items, 1), Json.Obj.EMPTY);
        return line().with(loop).in("loop", "s", "a", "z").start("t").end("y").line("t", "loop", "y");
    }

    @Test
    void whatUndoesKnowsWhatItUndoes() {
        var undoing = line("b").step("u", DataFieldsTest::asking).undo("b", "u");
        assertThat(known(undoing.step("b", step -> giving(step, "{\"p\": 1}")))).containsExactly("a", "u");
        assertThat(known(undoing.step("u", step -> step
                .withSettings(Json.Obj.of("x", Json.of("{{ undo.input.other }}")))))).containsExactly("u");
        assertThat(known(undoing.step("u", step -> step
                .withSettings(Json.Obj.of("x", Json.of("{{ undo.input.sum }}")))))).isEmpty();
        assertThat(known(line("b").undo("b", "u").undo("u", "b").step("u", DataFieldsTest::asking))).isEmpty();
    }

    @Test
    void whatAJoinGivesIsKnownByTheNodesBeforeIt() {
        var joined = Draft.parallel().cut("j-z").line("j", "m", "z");
        assertThat(known(joined.step("m", DataFieldsTest::asking))).containsExactly("m");
        assertThat(known(joined.step("m", step -> step
                .withSettings(Json.Obj.of("x", Json.of("{{ [data.a.x, data.b.y] }}")))))).isEmpty();
        assertThat(known(joined.step("m", DataFieldsTest::asking).error("j", "m", Wire.Catch.ANYTHING))).isEmpty();
        assertThat(known(joined.step("other").cut("b-j").line("b", "other", "j")
                .step("m", DataFieldsTest::asking))).isEmpty();
    }

    @Test
    void nothingIsKnownBehindErrorsAndOfWhatUndoes() {
        assertThat(known(line().step("b").error("b", "a", Wire.Catch.ANYTHING))).isEmpty();
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
    void theConditionOfAnUntilLoopSeesWhatItsEndsGive() {
        var until = new Node.Loop(new NodeId("a"), "", new Node.Repeat.Until("data.other", 3), Json.Obj.EMPTY);
        var loop = line().with(until).start("t").line("t", "y").in("a", "t", "y");

        assertThat(known(loop.with(giving("y", "{\"ready\": true}")).in("a", "y"))).containsExactly("a");
        assertThat(known(loop.with(giving("y", "{\"other\": true}")).in("a", "y"))).isEmpty();
        assertThat(known(loop.with(giving("y", "\"{{ data }}\"")).in("a", "y"))).isEmpty();
        assertThat(known(loop.end("y").in("a", "y"))).isEmpty();
        assertThat(known(loop.with(giving("y", "{\"ready\": true}")).with(giving("x", "{\"other\": 1}"))
                .in("a", "y", "x"))).isEmpty();
    }

    @Test
    void whatAScopeGivesIsKnownByItsEnds() {
        var scope = new Node.Scope(new NodeId("b"), "", null, null, Json.Obj.EMPTY);
        var held = line("b").with(scope).start("t").line("t", "y").in("b", "t");
        assertThat(known(held.with(giving("y", "{\"ready\": true}")).in("b", "y"))).containsExactly("a");
        assertThat(known(held.end("y").in("b", "y"))).isEmpty();
    }

    private static Node.End giving(String end, String output) {
        return new Node.End(new NodeId(end), "", new Node.Outcome.Completed(Draft.json(output)), Json.Obj.EMPTY);
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
