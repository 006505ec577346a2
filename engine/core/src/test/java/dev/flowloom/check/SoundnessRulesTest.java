package dev.flowloom.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;

import dev.flowloom.json.DefinitionReader;
import dev.flowloom.model.Flow;
import dev.flowloom.model.JoinRule;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.Node.Repeat.ForEach.ItemErrors;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Severity;
import dev.flowloom.model.Wire.Catch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class SoundnessRulesTest {
    private static List<Problem> check(Flow flow) {
        return new Checker(Types.ALL).check(flow);
    }

    private static Draft holding(Draft draft, String scope, String... nodes) {
        var held = new ArrayList<>(List.of(nodes));
        held.add("i");
        return draft.with(new Node.Scope(new NodeId(scope), "", Json.Obj.EMPTY)).in(scope,
                held.toArray(String[]::new));
    }

    private static String way(Flow flow) {
        var problems = check(flow);
        assertThat(problems).hasSize(1);
        return problems.getFirst().way(NodeId::value);
    }

    @Test
    void theWayToAJoinThatStarvesTellsWhereEachBranchGoes() {
        assertThat(way(Draft.parallel().error("a", "z", Catch.ANYTHING).flow()))
                .isEqualTo("s → f → b → j; f → a → z");
    }

    @Test
    void theWayLeavesOutWhatWentBeforeBesideIt() {
        var flow = Draft.empty().start("s").fork("f").step("a").step("b").join("j").fork("g").step("c").step("d")
                .join("k").end("z").line("s", "f", "a", "j", "g", "c", "k", "z").line("f", "b", "j")
                .line("g", "d", "k").error("d", "z", Catch.ANYTHING).flow();
        assertThat(way(flow)).isIn("s → f → a → j → g → c → k; g → d → z", "s → f → b → j → g → c → k; g → d → z");
    }

    @Test
    void theWayBackToAForkGoesAllAround() {
        var flow = Draft.empty().start("s").fork("f").step("a").step("b").join("j").condition("c", "yes").end("z")
                .line("s", "f", "a", "j", "c").branch("c", "yes", "f").branch("c", "otherwise", "z")
                .line("f", "b", "z");
        assertThat(way(flow.flow())).isEqualTo("s → f → a → j → c → f");
    }

    @Test
    void whatWaitsForAJoinThatStarvesIsNotToldAsWell() {
        var flow = Draft.empty().start("s").fork("f").step("a").fork("g").step("b").step("c").join("k").join("j")
                .end("z").line("s", "f", "a", "j", "z").line("f", "g", "b", "k", "j").line("g", "c", "k")
                .error("c", "z", Catch.ANYTHING).flow();
        assertThat(check(flow)).extracting(Problem::code, problem -> problem.place().node())
                .containsExactly(tuple("join.may-starve", new NodeId("k")));
    }

    @Test
    void aJoinThatIsCancelledBeforeItIsMissedDoesNotStarve() {
        var flow = Draft.empty().start("s").fork("f").step("a").fork("g").step("b").step("c").join("k")
                .join("j", JoinRule.ANY).end("z").line("s", "f", "a", "j", "z").line("f", "g", "b", "k", "j")
                .line("g", "c", "k").error("c", "z", Catch.ANYTHING).flow();
        assertThat(check(flow)).isEmpty();
    }

    @Test
    void problemsInContainersHaveWaysInThem() {
        var flow = Draft.parallel().error("a", "z", Catch.ANYTHING).with(new Node.Scope(
                new NodeId("box"), "", Json.Obj.EMPTY)).in("box", "s", "f", "a", "b", "j", "z")
                .start("s0").end("z0").line("s0", "box", "z0").flow();
        var problem = check(flow).getFirst();
        assertThat(problem.place().pointer()).isEqualTo("/nodes/box/nodes/j");
        assertThat(problem.way(NodeId::value)).isEqualTo("s → f → b → j; f → a → z");
    }

    /// A join that may starve, in a container `box`, which is in a scope `outer`.
    private static Draft boxed(Node.Container box) {
        return Draft.parallel().error("a", "z", Catch.ANYTHING).with(box).in("box", "s", "f", "a", "b", "j", "z")
                .with(new Node.Scope(new NodeId("outer"), "", Json.Obj.EMPTY)).start("s1").end("z1")
                .line("s1", "box", "z1").in("outer", "s1", "box", "z1").start("s0").end("z0")
                .line("s0", "outer", "z0");
    }

    private static Node.Loop each(ItemErrors onError) {
        return new Node.Loop(new NodeId("box"), "", new Node.Repeat.ForEach("data", 1, onError), Json.Obj.EMPTY);
    }

    @Test
    void aJoinWhoseWaitingInVainIsCaughtAroundItDoesNotStarve() {
        var scope = new Node.Scope(new NodeId("box"), "", Json.Obj.EMPTY);
        assertThat(check(boxed(scope).error("box", "z1", new Catch.Code("join.incomplete")).flow())).isEmpty();
        assertThat(check(boxed(scope).error("box", "z1", new Catch.Code("join.*")).flow())).isEmpty();
        assertThat(check(boxed(scope).error("outer", "z0", Catch.ANYTHING).flow())).isEmpty();
        assertThat(check(boxed(scope).error("outer", "z0", new Catch.OfSeverity(Severity.CRITICAL)).flow())).isEmpty();
        assertThat(check(boxed(each(ItemErrors.CONTINUE)).flow())).isEmpty();
        assertThat(check(boxed(each(ItemErrors.COLLECT)).flow())).isEmpty();
    }

    @Test
    void aJoinStarvesAllTheSameWhereSomethingElseIsCaughtAroundIt() {
        var scope = new Node.Scope(new NodeId("box"), "", Duration.ofSeconds(9), null, Json.Obj.EMPTY);
        for (var draft : List.of(boxed(scope), boxed(each(ItemErrors.STOP)),
                boxed(scope).error("box", "z1", new Catch.Code("scope.timeout")),
                boxed(scope).error("box", "z1", new Catch.OfSeverity(Severity.RECOVERABLE)))) {
            assertThat(check(draft.flow())).extracting(Problem::code).containsExactly("join.may-starve");
        }
    }

    /// What comes after the join is never done, and that is hardly what the wire is for.
    @Test
    void aJoinThatNoWayCompletesIsToldAlsoWhereThatIsCaughtAroundIt() {
        var flow = Draft.parallel().with(new Node.Scope(new NodeId("b"), "", Json.Obj.EMPTY)).start("i").failing("x")
                .line("i", "x").in("b", "i", "x").error("b", "z", Catch.ANYTHING)
                .with(new Node.Scope(new NodeId("box"), "", Json.Obj.EMPTY)).in("box", "s", "f", "a", "b", "j", "z")
                .start("s0").end("z0").line("s0", "box", "z0").error("box", "z0", Catch.ANYTHING).flow();
        assertThat(check(flow)).extracting(Problem::code).contains("join.starves");
    }

    @Test
    @Timeout(60)
    void whatIsTooMuchIsGivenUpAndSaidSo() {
        var draft = Draft.empty().start("s").end("z").fork("f").wire("s", "f").join("j", JoinRule.ANY)
                .join("k", JoinRule.ANY).wire("j", "z").wire("k", "z");
        for (int i = 0; i < 24; i++) {
            draft = draft.fork("g" + i).step("a" + i).step("b" + i).join("h" + i).condition("c" + i, "yes")
                    .line("f", "g" + i, "a" + i, "h" + i, "c" + i).line("g" + i, "b" + i, "h" + i)
                    .branch("c" + i, "yes", "j").branch("c" + i, "otherwise", "k");
        }
        assertThat(check(draft.flow())).extracting(Problem::code).contains("check.gave-up")
                .isSubsetOf("check.gave-up", "join.may-starve");
    }

    @Test
    @Timeout(60)
    void manyBranchesThatMayEndElsewhereAreNotTooMuch() {
        var draft = Draft.empty().start("s").end("z").fork("f").wire("s", "f").join("j").wire("j", "z");
        for (int i = 0; i < 100; i++) {
            draft = draft.step("a" + i).line("f", "a" + i, "j").error("a" + i, "z", Catch.ANYTHING);
        }
        assertThat(check(draft.flow())).extracting(Problem::code).containsExactly("join.may-starve");
        for (int i = 100; i < 400; i++) {
            draft = draft.step("a" + i).line("f", "a" + i, "j").error("a" + i, "z", Catch.ANYTHING);
        }
        assertThat(check(draft.flow())).as("what was found before giving up").extracting(Problem::code)
                .containsExactly("check.gave-up", "join.may-starve");
    }

    @Test
    void aJoinThatNoWayCompletesIsToldSo() {
        var flow = Draft.parallel().with(new Node.Scope(new NodeId("b"), "", Json.Obj.EMPTY)).start("i").failing("x")
                .line("i", "x").in("b", "i", "x").error("b", "z", Catch.ANYTHING).flow();
        assertThat(check(flow)).extracting(Problem::code).containsExactly("join.starves", "wire.never-taken");
    }

    @Test
    void aJoinMayFailSinceWhatItBringsTogetherIsTooMuch() {
        for (var caught : List.of(Catch.ANYTHING, new Catch.Code("flow.too-much-data"))) {
            assertThat(check(Draft.parallel().error("j", "z", caught).flow())).isEmpty();
        }
        var inside = holding(Draft.sound(), "a", "f", "b", "c", "j", "o").start("i").fork("f").pause("b", "PT1S")
                .pause("c", "PT1S").join("j").end("o").line("i", "f", "b", "j", "o").line("f", "c", "j");
        assertThat(check(inside.error("a", "z", new Catch.Code("flow.too-much-data")).flow())).isEmpty();
        assertThat(check(inside.error("a", "z", new Catch.Code("flow.endless")).flow())).extracting(Problem::code)
                .containsExactly("wire.never-taken");
    }

    @Test
    void whatComesAfterAJoinThatIsGivenTooMuchMayBeAGoodEnd() {
        var inside = holding(Draft.sound(), "a", "f", "b", "c", "j", "x", "o").start("i").fork("f").pause("b", "PT1S")
                .pause("c", "PT1S").join("j").failing("x").end("o").line("i", "f", "b", "j", "x").line("f", "c", "j");
        assertThat(check(inside.error("j", "o", new Catch.Code("flow.too-much-data")).flow())).isEmpty();
    }

    @Test
    void aLoopMayFailSinceWhatItGathersIsTooMuch() {
        var loop = new Node.Loop(new NodeId("a"), "", new Node.Repeat.ForEach("[1]", 1), Json.Obj.EMPTY);
        var inside = Draft.sound().with(loop).start("i").pause("b", "PT1S").end("o").line("i", "b", "o")
                .in("a", "i", "b", "o");
        assertThat(check(inside.error("a", "z", new Catch.Code("flow.*")).flow())).isEmpty();
    }

    @Test
    void aContainerMayFailSinceItGoesRoundWithoutEnd() {
        var round = holding(Draft.sound(), "a", "c", "d", "o").start("i").condition("c", "yes").condition("d", "yes")
                .end("o").line("i", "c").branch("c", "yes", "d").branch("c", "otherwise", "o").branch("d", "yes", "c")
                .branch("d", "otherwise", "o");
        assertThat(check(round.error("a", "z", new Catch.Code("flow.endless")).flow())).isEmpty();
        var straight = round.cut("d-yes-c").branch("d", "yes", "o");
        assertThat(check(straight.error("a", "z", new Catch.Code("flow.endless")).flow())).extracting(Problem::code)
                .containsExactly("wire.never-taken");
    }

    @Test
    void aContainerMayFailSinceItsForksSendOutTooMuch() {
        var forks = holding(Draft.sound(), "a").start("i").end("o").in("a", "o");
        var before = "i";
        for (int i = 0; i < 5; i++) {
            forks = forks.fork("f" + i).in("a", "f" + i).wire(before, "f" + i);
            for (int branch = 0; branch < 10; branch++) {
                var pause = "p" + i + "x" + branch;
                forks = forks.pause(pause, "PT1S").in("a", pause).wire("f" + i, pause);
            }
            before = "m" + i;
            forks = forks.pause(before, "PT1S").in("a", before);
            for (int branch = 0; branch < 10; branch++) {
                forks = forks.wire("p" + i + "x" + branch, before);
            }
        }
        var flow = forks.wire(before, "o").error("a", "z", new Catch.Code("flow.too-many-tokens")).flow();
        assertThat(check(flow)).extracting(Problem::code).containsExactly("fork.multiplies");
    }

    @Test
    void noSampleGivesAnAlarm() throws IOException {
        try (var files = Files.list(Path.of("..", "..", "flows"))) {
            for (var file : files.filter(path -> path.toString().endsWith(".flow.json")).sorted().toList()) {
                var diagram = Objects.requireNonNull(DefinitionReader.read(Files.readAllBytes(file)).diagram());
                assertThat(check(diagram.flow())).as("%s", file).extracting(Problem::code)
                        .isSubsetOf("step.unknown-type", "subflow.unknown");
            }
        }
    }

    @Test
    void theExampleOfTheFormatGivesNoAlarm() throws IOException {
        var text = Files.readString(Path.of("..", "..", "docs", "format.md"));
        var json = text.substring(text.indexOf("```json") + 7, text.indexOf("```", text.indexOf("```json") + 7));
        var diagram = Objects.requireNonNull(
                DefinitionReader.read(json.getBytes(StandardCharsets.UTF_8)).diagram());
        assertThat(check(diagram.flow())).extracting(Problem::code).isSubsetOf("step.unknown-type",
                "error-rule.unknown-type");
    }

    @Test
    void theSameFlowHasTheSameProblems() {
        var flow = new Growing(new Random(7), 60).grown();
        assertThat(check(flow)).isEqualTo(check(flow));
    }
}
