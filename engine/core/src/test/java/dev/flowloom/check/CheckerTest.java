package dev.flowloom.check;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;

import dev.flowloom.model.Flow;
import dev.flowloom.model.Items;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.Node.Repeat.ForEach.ItemErrors;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Wire.Catch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

class CheckerTest {
    private static final Checker CHECKER = new Checker(Types.ALL);

    @Test
    void aNewFlowLacksAStartAndAnEnd() {
        assertThat(CHECKER.check(Draft.empty().flow())).extracting(Problem::code).containsExactly("end.missing",
                "start.missing");
    }

    @Test
    void everyProblemIsTold() {
        var flow = Draft.sound().step("b", "{\"x\": \"{{ ( }}\"}").condition("c").wire("a", "gone").undo("s", "z")
                .flow();
        assertThat(CHECKER.check(flow)).extracting(problem -> problem.place().pointer() + " " + problem.code())
                .containsExactly("/nodes/a node.several-ways", "/nodes/b node.no-way-out", "/nodes/b node.unreachable",
                        "/nodes/b/settings/x expression.invalid", "/nodes/c condition.no-branches",
                        "/nodes/c condition.otherwise-unwired", "/nodes/c node.unreachable",
                        "/wires/a-gone/to wire.dangling", "/wires/s-undo-z/from compensation.source",
                        "/wires/s-undo-z/to compensation.target");
    }

    @Test
    void aProblemNamesItsNodeOrWire() {
        var flow = Draft.sound().step("b").wire("a", "gone").flow();
        assertThat(CHECKER.check(flow)).allSatisfy(problem -> {
            var place = problem.place();
            assertThat(place.pointer()).isEqualTo(
                    place.node() != null ? "/nodes/" + place.node() : "/wires/" + place.wire() + "/to");
        });
    }

    @Test
    void expressionProblemsSayTheCharacter() {
        var flow = Draft.sound().step("a", "{\"x\": \"id: {{ 1 + ) }}\"}").flow();
        assertThat(CHECKER.check(flow)).singleElement()
                .satisfies(problem -> assertThat(problem.message()).endsWith("(character 12)"));
    }

    @Test
    void anUnknownTypeIsComparedWithThoseInstalled() {
        var flow = Draft.sound().with(Node.Step.of(new NodeId("a"), "", "test.mial")).flow();
        assertThat(CHECKER.check(flow)).singleElement()
                .satisfies(problem -> assertThat(problem.remedy()).contains("\"test.mail\""));
    }

    @Test
    void anUnknownTypeIsComparedWithTheirLastPartsToo() {
        assertThat(only(Draft.sound().with(Node.Step.of(new NodeId("a"), "", "databse"))).remedy())
                .contains("\"test.database\"");
        assertThat(only(Draft.sound().with(Node.Step.of(new NodeId("a"), "", "robot"))).remedy())
                .startsWith("Choose another type");
    }

    @Test
    void wordsOfOtherLanguagesAreToldAsTheyAreHere() {
        assertThat(only(Draft.sound().step("a", "{\"x\": \"{{ data.y = undefined }}\"}")).remedy())
                .isEqualTo("Write null.");
        assertThat(only(Draft.sound().step("a", "{\"x\": \"{{ data.y = True }}\"}")).remedy())
                .isEqualTo("Write true.");
    }

    @Test
    void aFieldThatIsNamedInBracketsIsToldWithADot() {
        var problem = only(Draft.sound().step("a", "{\"x\": \"{{ data[\\\"a b\\\"] }}\"}"));
        assertThat(problem.message()).contains("`data[\"a b\"]`").endsWith("(character 4)");
        assertThat(problem.remedy()).isEqualTo("Write `data.`a b``.");
    }

    @Test
    void whatAJoinHasIsLookedForBehindIt() {
        var problem = only(Draft.parallel().cut("j-z").step("c", "{\"x\": \"{{ steps.j.a }}\"}").line("j", "c", "z"));
        assertThat(problem.message()).contains("\"j\" gives no output");
        assertThat(problem.remedy()).startsWith("Name data.a behind it:");
    }

    @Test
    void aNameInSqlIsNoParameter() {
        assertThat(sql("INSERT INTO {{ data.table }} VALUES (1)")).startsWith("Write the name of a table");
        assertThat(sql("SELECT * FROM x ORDER BY {{ data.column }}")).startsWith("Write the name of a table");
        assertThat(sql("SELECT * FROM x WHERE y = 'a.{{ data.y }}'")).startsWith("Write :name");
        assertThat(sql("SELECT * FROM x WHERE y = {{ data.y }}")).startsWith("Write :name");
    }

    private static String sql(String statement) {
        return only(Draft.sound().with(Node.Step.of(new NodeId("a"), "", "test.database")
                .withSettings(Json.Obj.of("statement", Json.of(statement))))).remedy();
    }

    private static Problem only(Draft draft) {
        var problems = CHECKER.check(draft.flow());
        assertThat(problems).hasSize(1);
        return problems.getFirst();
    }

    /// A step `a`, and behind it a scope `box` with a scope `inner` with the step `b`.
    private static Draft nested() {
        return Draft.sound().cut("a-z").with(new Node.Scope(new NodeId("box"), "", Json.Obj.EMPTY))
                .with(new Node.Scope(new NodeId("inner"), "Inner box", Json.Obj.EMPTY)).line("a", "box", "z")
                .start("s1").end("z1").line("s1", "inner", "z1").in("box", "s1", "inner", "z1")
                .start("s2").step("b").end("z2").line("s2", "b", "z2").in("inner", "s2", "b", "z2");
    }

    @Test
    void aStepThatIsHiddenInAContainerIsToldAsThat() {
        var problem = only(nested().cut("box-z").step("c", "{\"x\": \"{{ steps.b.id }}\"}").line("box", "c", "z"));

        assertThat(problem.message()).contains("steps.b, which stands in \"Inner box\" and is seen in there only");
        assertThat(problem.remedy()).contains("steps.box");
    }

    @Test
    void nothingIsNamedInsteadOfAStepInALoopThatReadsASource() {
        var source = new Items.Streamed("test.rows", (Json.Obj) Draft.json("{\"file\": \"a.csv\"}"));
        var loop = new Node.Loop(new NodeId("box"), "", new Node.Repeat.ForEach(source, 1, 1, ItemErrors.STOP),
                Json.Obj.EMPTY);
        var draft = nested().with(loop).cut("box-z").step("c", "{\"x\": \"{{ steps.b.id }}\"}").line("box", "c", "z");

        assertThat(only(draft).remedy()).startsWith("Move what needs it in there");
    }

    @Test
    void aWireIntoAContainerIsToldAsThat() {
        var draft = nested().wire("a", "b").cut("a-box");

        assertThat(CHECKER.check(draft.flow())).filteredOn(problem -> problem.code().equals("wire.dangling"))
                .singleElement().satisfies(problem -> {
                    assertThat(problem.message()).isEqualTo("The wire ends at \"b\", which stands in \"Inner box\".");
                    assertThat(problem.remedy()).contains("Lead it to the container itself");
                });
    }

    @Test
    void aWireOutOfAContainerIsToldAsThat() {
        var draft = nested().cut("b-z2").wire("b", "z");

        assertThat(CHECKER.check(draft.flow())).filteredOn(problem -> problem.code().equals("wire.dangling"))
                .singleElement().satisfies(problem -> assertThat(problem.message())
                        .isEqualTo("The wire ends at \"z\", which stands outside of \"Inner box\"."));
    }

    @Test
    void aMisspeltAnswerIsQuotedAndTheNearestOneSuggested() {
        var draft = Draft.question().cut("q-approved-a").branch("q", "aproved", "a");

        assertThat(CHECKER.check(draft.flow())).filteredOn(p -> p.code().equals("approval.wire-without-answer"))
                .singleElement().satisfies(problem -> {
                    assertThat(problem.message()).contains("\"aproved\"");
                    assertThat(problem.remedy()).startsWith("Is \"approved\" meant?");
                });
    }

    @Test
    void branchesOfANodeOfUnknownKindAreNoProblemOfTheirOwn() {
        var kind = new Node.Foreign(new NodeId("q"), "", "aproval", Json.Obj.EMPTY);

        assertThat(only(Draft.question().with(kind)).code()).isEqualTo("node.unsupported");
    }

    /// Well-formed by construction: blocks inside of blocks, each entered and left by one wire.
    @Test
    void aWellFormedFlowHasNoProblem() {
        long seed = new Random().nextLong();
        for (int n = 0; n < 300; n++) {
            var flow = wellFormed(new Random(seed + n), 40);
            assertThat(CHECKER.check(flow)).as("seed %dL", seed + n).isEmpty();
        }
    }

    @Test
    void anyFlowCanBeChecked() {
        long seed = new Random().nextLong();
        for (int n = 0; n < 300; n++) {
            var flow = anything(new Random(seed + n));
            assertThat(CHECKER.check(flow)).as("seed %dL", seed + n).isEqualTo(CHECKER.check(flow));
        }
    }

    @Test
    @Timeout(60)
    void fiveThousandStepsAreNoTrouble() {
        var draft = Draft.empty().start("s").end("z").failing("y").step("n0", settings("n0")).wire("s", "n0");
        for (int i = 1; i < 5_000; i++) {
            draft = draft.step("n" + i, settings("n" + i / 2)).wire("n" + (i - 1), "n" + i)
                    .error("n" + i, "y", Catch.ANYTHING);
        }
        draft = draft.wire("n4999", "z");
        assertThat(CHECKER.check(draft.step("n0").flow())).isEmpty();
    }

    @Test
    @Timeout(60)
    void aThousandForksInARowAndFiftyNestedAreNoTrouble() {
        var draft = Draft.empty().start("s").end("z").step("last").wire("last", "z");
        var before = "s";
        for (int i = 0; i < 1_000; i++) {
            draft = block(draft, i, before);
            before = "j" + i;
        }
        assertThat(CHECKER.check(draft.wire(before, "last").flow())).isEmpty();
        var nested = new Growing(new Random(1), 0);
        assertThat(CHECKER.check(nested.whole(nested.forks(50)))).isEmpty();
    }

    @Test
    @Timeout(60)
    void aThousandProblemsAreTold() {
        var draft = Draft.sound();
        for (int i = 0; i < 1_000; i++) {
            draft = draft.step("n" + i, "{\"x\": \"{{ 1 + }}\"}");
        }
        assertThat(CHECKER.check(draft.flow())).hasSize(3_000);
    }

    private static Draft block(Draft draft, int i, String before) {
        return draft.fork("f" + i).step("a" + i).step("b" + i).join("j" + i).line(before, "f" + i, "a" + i, "j" + i)
                .line("f" + i, "b" + i, "j" + i);
    }

    private static String settings(String step) {
        return "{\"x\": \"{{ steps." + step + ".id }} of {{ $uppercase(data.name) }}\"}";
    }

    private static Flow wellFormed(RandomGenerator random, int size) {
        var growing = new Growing(random, size);
        return growing.whole(growing.block());
    }

    private static Flow anything(RandomGenerator random) {
        var draft = Draft.empty();
        for (int i = 0; i < 12; i++) {
            var id = "n" + i;
            draft = switch (random.nextInt(8)) {
                case 0 -> draft.start(id);
                case 1 -> draft.end(id);
                case 2 -> draft.fork(id);
                case 3 -> draft.join(id);
                case 4 -> draft.condition(id, "yes");
                case 5 -> draft.pause(id, "PT1S");
                default -> draft.step(id, settings("n" + random.nextInt(14)));
            };
        }
        for (int i = 0; i < 20; i++) {
            var from = "n" + random.nextInt(13);
            var to = "n" + random.nextInt(13);
            draft = switch (random.nextInt(6)) {
                case 0 -> draft.branch(from, random.nextBoolean() ? "yes" : "otherwise", to);
                case 1 -> draft.error(from, to, Catch.ANYTHING);
                case 2 -> draft.undo(from, to);
                default -> draft.wire(from, to);
            };
        }
        return draft.flow();
    }

    @Test
    void whatIsCheckedForDurationIsWhatWaitsUnderstand() {
        assertThat(Duration.parse("P1DT2H")).isEqualTo(Duration.ofHours(26));
        assertThat(CHECKER.check(Draft.sound().pause("a", "P1DT2H").flow())).isEmpty();
    }
}
