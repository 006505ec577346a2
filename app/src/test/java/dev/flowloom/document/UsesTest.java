package dev.flowloom.document;

import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;

import dev.flowloom.document.EditResult.Applied;
import dev.flowloom.document.EditResult.Refused;
import dev.flowloom.expression.ExpressionException;
import dev.flowloom.expression.ExpressionLanguage;
import dev.flowloom.expression.ExpressionLanguages;
import dev.flowloom.expression.Moment;
import dev.flowloom.model.Branch;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.flowloom.document.Diagrams.id;
import static org.assertj.core.api.Assertions.assertThat;

/// A node gets another id, and the expressions that name it with it.
class UsesTest {
    private static final ExpressionLanguage JSONATA = Objects.requireNonNull(ExpressionLanguages.find(Flow.JSONATA));

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '\0', textBlock = """
            steps.a.id                       ¦ steps.b.id
            steps.`a`.id                     ¦ steps.`b`.id
            steps."a".id                     ¦ steps."b".id
            $.steps.a                        ¦ $.steps.b
            input.items[id = $$.steps.a.id]  ¦ input.items[id = $$.steps.b.id]
            steps . a /* steps.a */          ¦ steps . b /* steps.a */
            steps.a.a + input.a              ¦ steps.b.a + input.a
            "steps.a" & 'steps.a'            ¦ "steps.a" & 'steps.a'
            steps.ab.id & steps.`a-a`        ¦ steps.ab.id & steps.`a-a`
            steps.`a-b` & data.steps.a       ¦ steps.`a-b` & data.steps.a
            input.items.(steps.a)            ¦ input.items.(steps.a)
            data.a                           ¦ data.a
            error.node = "a"                 ¦ error.node = "b"
            'a' != undo.node                 ¦ 'b' != undo.node
            error.message = "a"              ¦ error.message = "a"
            steps.a.id = "half               ¦ steps.b.id = "half
            """)
    void namesAreFoundByTheirWords(String before, String after) {
        assertThat(when(renamed(flow(before), "a", "b"))).isEqualTo(after);
        assertThat(Uses.count(flow(before).flow(), id("a"))).isEqualTo(before.equals(after) ? 0 : 1);
    }

    @Test
    void anIdThatIsAWordOfTheLanguageIsQuoted() {
        assertThat(when(renamed(flow("steps.a.id"), "a", "in"))).isEqualTo("steps.`in`.id");
        assertThat(when(renamed(flow("steps.a.id"), "a", "예약"))).isEqualTo("steps.예약.id");
    }

    @Test
    void settingsMappingsWaitsAndErrorsAreChangedAtAnyDepth() {
        var template = Json.Obj.of("a", Json.Arr.of(Json.of("{{ steps.a.id }} of {{ steps.a.n }}, steps.a")));
        var step = new Node.Step(id("s"), "", "util.log", template, template, template, null, null, null, false,
                Json.Obj.EMPTY);
        var diagram = Diagrams.empty().step("a", 0, 0).node(step, 0, 0)
                .node(new Node.Wait(id("w"), "", "{{ steps.a.time }}", Json.Obj.EMPTY), 0, 0)
                .node(new Node.End(id("e"), "", new Node.Outcome.Failed("x", "No {{ steps.a.id }}"), Json.Obj.EMPTY), 0,
                        0)
                .node(new Node.End(id("o"), "", new Node.Outcome.Completed(template), Json.Obj.EMPTY), 0, 0).diagram();
        assertThat(Uses.count(diagram.flow(), id("a"))).isEqualTo(10);

        var graph = renamed(diagram, "a", "b").flow().graph();
        var changed = Json.Obj.of("a", Json.Arr.of(Json.of("{{ steps.b.id }} of {{ steps.b.n }}, steps.a")));
        assertThat(graph.node(id("s"))).isEqualTo(new Node.Step(id("s"), "", "util.log", changed, changed, changed,
                null, null, null, false, Json.Obj.EMPTY));
        assertThat(((Node.Wait) Objects.requireNonNull(graph.node(id("w")))).delay().text())
                .isEqualTo("{{ steps.b.time }}");
        assertThat(((Node.End) Objects.requireNonNull(graph.node(id("e")))).outcome())
                .isEqualTo(new Node.Outcome.Failed("x", "No {{ steps.b.id }}"));
    }

    @Test
    void whatAJoinPutTogetherIsNamedByTheNodesItCameFrom() {
        var diagram = Diagrams.empty().fork("f", 0, 0).step("a", 0, 0).step("c", 0, 0).join("j", 0, 0)
                .node(condition("data.a.id > data.c.id"), 0, 0).step("far", 0, 0).chain("f", "a", "j", "check")
                .chain("f", "c", "j").wire("check", "yes", "far").diagram();
        var far = (Node.Step) Objects.requireNonNull(diagram.flow().graph().node(id("far")));
        var mapped = far.withInput(Json.of("{{ data.a }}")).withSettings(Json.Obj.of("x", Json.of("{{ data.a }}")));
        diagram = diagram.withFlow(diagram.flow().withGraph(diagram.flow().graph().with(mapped)));

        var graph = renamed(diagram, "a", "b").flow().graph();
        assertThat(when(renamed(diagram, "a", "b"))).isEqualTo("data.b.id > data.c.id");
        // Its settings see what its input makes, which has a name of its own.
        assertThat(graph.node(id("far"))).isEqualTo(mapped.withInput(Json.of("{{ data.b }}")));
    }

    @Test
    void wiresPlaceAndSelectionFollowAndOneUndoTakesItBack() {
        var editor = new Editor(Diagrams.empty().start(0, 0).step("a", 80, 16).end("z", 0, 0).chain("start", "a", "z")
                .node(condition("steps.a.id"), 0, 0).diagram());
        var before = editor.diagram();
        editor.apply(new Edit.ChangeId(id("a"), id("b"), true));

        assertThat(editor.graph().node(id("a"))).isNull();
        assertThat(editor.graph().wires().values()).extracting(wire -> wire.from() + ">" + wire.to())
                .containsExactlyInAnyOrder("start>b", "b>z");
        assertThat(editor.diagram().layout().place(id("b"))).isEqualTo(Diagrams.point(80, 16));
        assertThat(editor.diagram().layout().place(id("a"))).isNull();
        assertThat(editor.selection().onlyNode()).isEqualTo(id("b"));
        editor.undo();
        assertThat(editor.diagram()).isEqualTo(before);
    }

    @Test
    void theIdAloneCanBeChanged() {
        var changed = ((Applied) Edits.apply(flow("steps.a.id"), new Edit.ChangeId(id("a"), id("b"), false))).diagram();

        assertThat(when(changed)).isEqualTo("steps.a.id");
        assertThat(changed.flow().graph().node(id("b"))).isNotNull();
    }

    @Test
    void anIdThatIsTakenIsRefused() {
        assertThat(Edits.apply(flow("true"), new Edit.ChangeId(id("a"), id("check"), true)))
                .isEqualTo(new Refused("There is already a node with the id check. Choose another."));
        assertThat(Edits.apply(flow("true"), new Edit.ChangeId(id("x"), id("y"), true)))
                .isInstanceOf(Refused.class);
    }

    @Test
    void anExpressionGivesTheSameOnDataWithTheNewName() throws ExpressionException {
        var random = new Random(11);
        var parts = List.of("steps.a.n", "steps.`a`.n", "steps.\"a\".n", "$$.steps.a.n", "steps.ab.n", "input.a",
                "input.items[$ > $$.steps.a.n]", "\"steps.a\"", "(steps.a).n", "[steps.a.n, 1]", "{\"a\": steps.a.n}",
                "$sum(steps.a.n)", "(error.node = \"a\" ? 1 : 2)", "steps.a[n > 1].n");
        for (int round = 0; round < 300; round++) {
            var source = random.ints(1 + random.nextInt(4), 0, parts.size()).mapToObj(parts::get)
                    .collect(Collectors.joining(" & "));
            var after = when(renamed(flow(source), "a", "b"));

            assertThat(JSONATA.compile(after).evaluate(data("b"), new Moment(java.time.Instant.EPOCH, 1)))
                    .as("%s became %s", source, after)
                    .isEqualTo(JSONATA.compile(source).evaluate(data("a"), new Moment(java.time.Instant.EPOCH, 1)));
        }
    }

    private static Json.Obj data(String name) {
        var step = Json.Obj.of("n", Json.of(2));
        return Json.Obj
                .of("steps", Json.Obj.of(name, step).with("ab", Json.Obj.of("n", Json.of(7))))
                .with("input", Json.Obj.of("a", Json.of(5)).with("items", Json.Arr.of(Json.of(1), Json.of(3))))
                .with("error", Json.Obj.of("node", Json.of(name)));
    }

    private static Diagram flow(String when) {
        return Diagrams.empty().step("a", 0, 0).node(condition(when), 0, 0).diagram();
    }

    private static Node.Condition condition(String when) {
        return new Node.Condition(id("check"), "", List.of(new Branch("yes", "", when, Json.Obj.EMPTY)),
                Json.Obj.EMPTY);
    }

    private static Diagram renamed(Diagram diagram, String from, String to) {
        return ((Applied) Edits.apply(diagram, new Edit.ChangeId(id(from), id(to), true))).diagram();
    }

    private static String when(Diagram diagram) {
        return ((Node.Condition) Objects.requireNonNull(diagram.flow().graph().node(id("check")))).branches()
                .getFirst().when();
    }
}
