package dev.flowloom.check;

import java.util.List;

import dev.flowloom.model.Json;
import dev.flowloom.model.Lock;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Wire;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SeenFieldsTest {
    private static List<String> problems(Draft draft) {
        return new Checker(Types.ALL).check(draft.flow()).stream().filter(p -> p.code().startsWith("expression."))
                .map(Problem::code).toList();
    }

    private static void assertUnknown(Draft draft) {
        assertThat(problems(draft)).containsExactly("expression.unknown-field");
    }

    private static void assertFine(Draft draft) {
        assertThat(problems(draft)).isEmpty();
    }

    private static Node.Step asking(Node.Step step, String path) {
        return step.withSettings(Json.Obj.of("x", Json.of("{{ " + path + " }}")));
    }

    private static Draft line(String path) {
        return Draft.empty().start("s").step("a").step("b", step -> asking(step, path)).end("z").line("s", "a", "b",
                "z");
    }

    private static Draft in(Node.Container container, String path) {
        return Draft.sound().with(container).start("i").step("b", step -> asking(step, path)).end("o")
                .line("i", "b", "o").in("a", "i", "b", "o");
    }

    private static Node.Loop loop(Node.Repeat repeat) {
        return new Node.Loop(new NodeId("a"), "", repeat, Json.Obj.EMPTY);
    }

    @Test
    void theRunAndWhatWentWrongAndWhatIsUndoneHaveTheirFields() {
        assertUnknown(line("run.startdAt"));
        assertFine(line("[run.id, run.key, run.flow, run.startedAt]"));
        assertUnknown(line("error.kode").error("a", "b", Wire.Catch.ANYTHING));
        assertFine(line("[error.code, error.message, error.severity, error.node, error.details.anything]")
                .error("a", "b", Wire.Catch.ANYTHING));
        assertUnknown(Draft.sound().step("u", step -> asking(step, "undo.result")).undo("a", "u"));
        assertFine(Draft.sound().step("u", step -> asking(step, "[undo.node, undo.input.x, undo.output.y]"))
                .undo("a", "u"));
    }

    @Test
    void whatIsNotSeenAtAllIsToldOnce() {
        assertThat(problems(line("error.kode"))).containsExactly("expression.name-elsewhere");
        assertThat(problems(line("loop.idx"))).containsExactly("expression.name-elsewhere");
    }

    @Test
    void aLockHasANameAndAToken() {
        var scope = new Node.Scope(new NodeId("a"), "", null, new Lock("l", Lock.USUAL_LEASE, null), Json.Obj.EMPTY);

        assertUnknown(in(scope, "lock.tokn"));
        assertFine(in(scope, "[lock.name, lock.token]"));
    }

    @Test
    void aLoopOverItemsAloneHasAnItem() {
        var items = new Node.Repeat.ForEach("input", 1);
        var again = new Node.Repeat.While("loop.index < 3", 3);

        assertFine(in(loop(items), "[loop.index, loop.item.anything]"));
        assertUnknown(in(loop(items), "loop.items"));
        assertFine(in(loop(again), "loop.index"));
        assertUnknown(in(loop(again), "loop.item"));
        assertUnknown(in(loop(new Node.Repeat.While("loop.item", 3)), "loop.index"));
    }

    @Test
    void theConditionOfALoopInALoopSeesItsOwn() {
        var inner = new Node.Loop(new NodeId("b"), "", new Node.Repeat.Until("loop.item", 3), Json.Obj.EMPTY);
        var draft = in(loop(new Node.Repeat.ForEach("input", 1)), "1").with(inner).in("a", "b").start("i2").step("c")
                .end("o2").line("i2", "c", "o2").in("b", "i2", "c", "o2");

        assertUnknown(draft);
        assertFine(
                draft.with(new Node.Loop(new NodeId("b"), "", new Node.Repeat.ForEach("loop.item", 1), Json.Obj.EMPTY))
                        .in("a", "b"));
    }

    @Test
    void outputsOfStepsHaveTheFieldsOfTheirMappings() {
        var output = Draft.json("{\"sum\": \"{{ result.total }}\", \"raw\": \"{{ result }}\"}");

        assertUnknown(line("steps.a.sun").step("a", step -> step.withOutput(output)));
        assertFine(line("[steps.a.sum.x, steps.a.raw.x]").step("a", step -> step.withOutput(output)));
        assertFine(line("steps.a.sun"));
        assertUnknown(line("steps.a.sun").with(Node.Step.of(new NodeId("a"), "", "test.made")
                .withSettings((Json.Obj) Draft.json("{\"value\": {\"sum\": 1}}"))));
        assertUnknown(Draft.question().step("a", step -> asking(step, "steps.q.bye")));
        assertFine(Draft.question().step("a", step -> asking(step, "steps.q.by")));
    }

    @Test
    void theNearestFieldIsSuggestedAndWhereToAddOne() {
        assertThat(new Checker(Types.ALL).check(line("run.startdAt").flow())).singleElement().satisfies(problem -> {
            assertThat(problem.message()).startsWith(
                    "An expression names run.startdAt, which is none of the known fields of run: flow, id, key, startedAt.");
            assertThat(problem.remedy()).isEqualTo("Is run.startedAt meant?");
            assertThat(problem.isError()).isFalse();
        });
    }
}
