package dev.flowloom.document;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;

import dev.flowloom.check.Checker;
import dev.flowloom.document.EditResult.Applied;
import dev.flowloom.document.EditResult.Refused;
import dev.flowloom.document.Extracting.Extracted;
import dev.flowloom.expression.ExpressionException;
import dev.flowloom.expression.ExpressionLanguages;
import dev.flowloom.model.Branch;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Flow;
import dev.flowloom.model.FlowReference;
import dev.flowloom.model.Frame;
import dev.flowloom.model.Json;
import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;
import dev.flowloom.run.Effect;
import dev.flowloom.run.Event;
import dev.flowloom.run.Input;
import dev.flowloom.run.Pinned;
import dev.flowloom.run.Program;
import dev.flowloom.run.Rules;
import dev.flowloom.run.RunId;
import dev.flowloom.run.RunState;
import dev.flowloom.step.StepTypes;
import org.junit.jupiter.api.Test;

import static dev.flowloom.document.Diagrams.id;
import static org.assertj.core.api.Assertions.assertThat;

/// What is extracted into a flow of its own does there what it did before, and can be put back.
final class ExtractingTest {
    private static final FlowReference BILL = new FlowReference("bill", null);
    private static final Json INPUT = Json.Obj.of("total", Json.of(7)).with("name", Json.of("Ann"));

    private static Node.Step step(String id, String value) {
        return Node.Step.of(id(id), "", "test").withSettings(Json.Obj.of("value", Json.of(value)));
    }

    /// start → first → second → third → end, the second with these settings.
    private static Diagram line(Node second) {
        return Diagrams.empty().start(0, 0).node(step("first", "{{ input.total }}"), 100, 0).node(second, 400, 0)
                .node(step("third", "{{ data }}"), 700, 0).end("end", 1000, 0).wire("start", null, "first")
                .wire("first", null, second.id().value()).wire(second.id().value(), null, "third")
                .wire("third", null, "end").diagram();
    }

    private static Edit.Extract extract(String... nodes) {
        var chosen = new LinkedHashSet<NodeId>();
        for (var node : nodes) {
            chosen.add(id(node));
        }
        return new Edit.Extract(new Edit.Enclose(chosen, new Node.Scope(id("bill"), "Bill", Json.Obj.EMPTY),
                new Point(0, 0), Frame.USUAL, new Point(0, 0), new Point(300, 0)), BILL);
    }

    private static Extracted extracted(Diagram diagram, String... nodes) {
        return (Extracted) Extracting.extract(diagram, extract(nodes));
    }

    private static String refusal(Diagram diagram, String... nodes) {
        return ((Extracting.Impossible) Extracting.extract(diagram, extract(nodes))).reason();
    }

    /// What the steps were asked to do in a run, and what came of it, where each step gives `ID did VALUE`.
    private static List<String> ran(Flow flow, Flow called, Json input, String run) {
        var rules = new Rules(compiled(flow));
        var log = new ArrayList<String>();
        var state = RunState.NEW;
        Input next = new Input.StartRequested(new RunId(run), "hash", null, input, 1, null,
                List.of(new Pinned(BILL, "other")));
        while (next != null) {
            for (var event : rules.decide(state, next, Instant.EPOCH)) {
                state = rules.evolve(state, event);
                if (event instanceof Event.Ended) {
                    log.add(event.toString());
                }
            }
            var pending = rules.pending(state);
            next = pending.isEmpty() ? null : answer(pending.getFirst(), called, log);
        }
        return log;
    }

    private static Input answer(Effect effect, Flow called, List<String> log) {
        return switch (effect) {
            case Effect.RunStep step -> {
                log.add("%s with %s of %s".formatted(step.node(), step.settings(), step.data()));
                yield new Input.StepSucceeded(step.visit(), step.attempt(),
                        Json.Obj.of("did", Json.of(step.node().value())));
            }
            case Effect.RunSubFlow call -> {
                var inner = ran(called, called, call.input(), call.run().value());
                log.addAll(inner.subList(0, inner.size() - 1));
                yield new Input.SubFlowEnded(call.caller().visit(), outcome(called, call.input()));
            }
            default -> throw new AssertionError(effect);
        };
    }

    private static Event.Ended outcome(Flow called, Json input) {
        var rules = new Rules(compiled(called));
        var state = RunState.NEW;
        Input next = new Input.StartRequested(new RunId("inner"), "hash", null, input, 1);
        Event last = null;
        while (next != null) {
            for (var event : rules.decide(state, next, Instant.EPOCH)) {
                state = rules.evolve(state, event);
                last = event;
            }
            var pending = rules.pending(state);
            next = pending.isEmpty() ? null : answer(pending.getFirst(), called, new ArrayList<>());
        }
        return (Event.Ended) Objects.requireNonNull(last);
    }

    private static Program compiled(Flow flow) {
        try {
            return Program.compile(flow, Objects.requireNonNull(ExpressionLanguages.find(flow.expressions())));
        } catch (ExpressionException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertSameWork(Diagram before, Extracted extracted) {
        assertThat(ran(extracted.around().flow(), extracted.flow().flow(), INPUT, "r"))
                .isEqualTo(ran(before.flow(), before.flow(), INPUT, "r"));
    }

    @Test
    void whatSeesOnlyWhatArrivesIsCalledWithThat() {
        var before = line(step("second", "{{ data.did }}"));
        var extracted = extracted(before, "second");

        assertThat(extracted.around().flow().graph().node(id("bill")))
                .isEqualTo(new Node.SubFlow(id("bill"), "Bill", BILL, null, null, Json.Obj.EMPTY));
        assertThat(extracted.flow().flow().id()).isEqualTo("bill");
        assertSameWork(before, extracted);
    }

    @Test
    void whatElseIsSeenIsHandedOver() {
        var before = line(step("second", "{{ input.name & data.did & steps.first.did & $string(input.total) }}"));
        var extracted = extracted(before, "second");

        assertThat(((Node.SubFlow) Objects.requireNonNull(extracted.around().flow().graph().node(id("bill")))).input())
                .isEqualTo(Json.Obj.of("data", Json.of("{{ data }}")).with("input", Json.of("{{ input }}"))
                        .with("steps", Json.Obj.of("first", Json.of("{{ steps.first }}"))));
        assertSameWork(before, extracted);
    }

    @Test
    void inputMappingsSeeWhatTheySawBefore() {
        var mapped = step("second", "{{ data.all }}")
                .withInput(Json.Obj.of("all", Json.of("{{ [data.did, input.name] }}")))
                .withOutput(Json.of("{{ [result.did, input.total, data.all] }}"));
        var before = line(mapped);
        assertSameWork(before, extracted(before, "second"));
    }

    @Test
    void conditionsAndEndsSeeWhatTheySawBefore() {
        var before = Diagrams.empty().start(0, 0).node(step("first", "{{ input.total }}"), 100, 0)
                .node(new Node.Condition(id("ask"), "", List.of(
                        new Branch("yes", "", "data.did = 'first' and input.total > 3", Json.Obj.EMPTY)),
                        Json.Obj.EMPTY), 300, 0)
                .node(step("yes", "{{ input.name }}"), 500, 0)
                .node(step("no", "{{ data }}"), 500, 100).node(step("after", "{{ data }}"), 700, 0).end("end", 900, 0)
                .wire("start", null, "first").wire("first", null, "ask").wire("ask", "yes", "yes")
                .wire("ask", "otherwise", "no").wire("yes", null, "after").wire("no", null, "after")
                .wire("after", null, "end").diagram();
        assertSameWork(before, extracted(before, "ask", "yes", "no"));
    }

    @Test
    void whatMovesOutSeesInsideOfItsOwnStepsWhatItSawBefore() {
        var before = Diagrams.empty().start(0, 0).node(step("first", "1"), 100, 0)
                .node(step("a", "{{ input.name }}"), 300, 0)
                .node(step("b", "{{ steps.a.did & steps.first.did }}"), 500, 0)
                .end("end", 700, 0).wire("start", null, "first").wire("first", null, "a").wire("a", null, "b")
                .wire("b", null, "end").diagram();
        assertSameWork(before, extracted(before, "a", "b"));
    }

    @Test
    void messagesStillReachItByTheIdOfTheOuterRun() {
        var before = line(new Node.Receive(id("second"), "", "paid", null, null, Json.Obj.EMPTY));
        var extracted = extracted(before, "second");
        assertThat(((Node.Receive) Objects.requireNonNull(extracted.flow().flow().graph().node(id("second")))).key())
                .isEqualTo("{{ input.run.id }}");
        assertThat(((Node.SubFlow) Objects.requireNonNull(extracted.around().flow().graph().node(id("bill")))).input())
                .isEqualTo(Json.Obj.of("data", Json.of("{{ data }}")).with("run", Json.of("{{ run }}")));
    }

    @Test
    void whatCanNotBeHandedOverIsRefusedWithTheReason() {
        var all = line(step("second", "{{ $keys(steps) }}"));
        assertThat(refusal(all, "second")).isEqualTo("“second” uses all that steps gave. Name the steps it needs.");
        assertThat(refusal(all, "start")).contains("Where the flow begins and ends stays outside");
    }

    @Test
    void bothFlowsAreSound() {
        var before = line(step("second", "{{ input.name & data.did }}"));
        var extracted = extracted(before, "second");
        try (var types = StepTypes.installed()) {
            var checker = new Checker(types);
            assertThat(checker.check(extracted.flow().flow())).extracting(problem -> problem.code())
                    .containsOnly("step.unknown-type");
        }
    }

    private static List<String> settingsOf(Extracted extracted, String step) {
        var node = (Node.Step) Objects.requireNonNull(extracted.around().flow().graph().node(id(step)));
        return node.settings().fields().values().stream().map(value -> ((Json.Str) value).value()).toList();
    }

    /// start → first → second → third → last → end, the last with this value.
    private static Diagram longLine(String value) {
        return Diagrams.empty().start(0, 0).node(step("first", "{{ input.total }}"), 100, 0)
                .node(step("second", "{{ data.did }}"), 400, 0).node(step("third", "{{ data.did }}"), 700, 0)
                .node(step("last", value), 1000, 0).end("end", 1300, 0)
                .chain("start", "first", "second", "third", "last", "end").diagram();
    }

    @Test
    void whatLaterStepsSeeOfTheLastOneInsideTheySeeOfTheSubFlow() {
        var before = longLine("{{ steps.third.did & steps.`second`.did }}");
        var extracted = extracted(before, "second");

        assertThat(settingsOf(extracted, "last")).containsExactly("{{ steps.third.did & steps.`bill`.did }}");
        assertThat(extracted.cutOff()).isEmpty();
        var log = ran(extracted.around().flow(), extracted.flow().flow(), INPUT, "r");
        assertThat(log.getLast()).isEqualTo(ran(before.flow(), before.flow(), INPUT, "r").getLast());
        assertThat(log).anyMatch(line -> line.startsWith("last with") && line.contains("thirdsecond"));
    }

    @Test
    void whatLaterStepsSeeOfTheOthersInsideIsNamed() {
        var extracted = extracted(longLine("{{ steps.second.did & steps.third.did & steps.first.did }}"), "second",
                "third");

        assertThat(settingsOf(extracted, "last"))
                .containsExactly("{{ steps.second.did & steps.bill.did & steps.first.did }}");
        assertThat(extracted.cutOff()).containsExactly(new Extracting.CutOff(id("last"), id("second")));
    }

    @Test
    void whatAJoinGaveUnderTheNameOfTheLastOneItGivesUnderThatOfTheSubFlow() {
        var before = Diagrams.empty().start(0, 0).fork("fork", 100, 0).node(step("a", "1"), 200, 0)
                .node(step("b", "2"), 200, 100).join("join", 400, 0)
                .node(step("after", "{{ data.a.did & data.b.did }}"), 500, 0).end("end", 700, 0)
                .chain("start", "fork", "a", "join", "after", "end").chain("fork", "b", "join").diagram();
        var extracted = extracted(before, "b");
        assertThat(settingsOf(extracted, "after")).containsExactly("{{ data.a.did & data.bill.did }}");
    }

    @Test
    void whatArrivesBehindAReceiveIsWhatItReceived() {
        var before = Diagrams.empty().start(0, 0).node(step("first", "1"), 100, 0)
                .node(new Node.Receive(id("paid"), "", "paid", "{{ input.name }}", null, Json.Obj.EMPTY), 300, 0)
                .node(step("book", "{{ data.sum }}"), 500, 0).end("end", 700, 0)
                .chain("start", "first", "paid", "book", "end").diagram();
        var extracted = extracted(before, "paid", "book");
        var book = (Node.Step) Objects.requireNonNull(extracted.flow().flow().graph().node(id("book")));
        assertThat(book.settings()).isEqualTo(Json.Obj.of("value", Json.of("{{ data.sum }}")));
    }

    private static EditResult inline(Extracted extracted) {
        return Edits.apply(extracted.around(), new Edit.Inline(id("bill"), extracted.flow(), new Point(300, 0),
                Frame.USUAL, new Point(340, 60)));
    }

    @Test
    void putBackItDoesWhatItDidBefore() {
        for (var value : List.of("{{ data.did }}", "{{ input.name & data.did & steps.first.did }}", "{{ 1 }}")) {
            var before = line(step("second", value));
            var back = ((Applied) inline(extracted(before, "second"))).diagram();

            assertThat(back.flow().graph().node(id("bill"))).isInstanceOf(Node.Scope.class);
            assertThat(back.flow().graph().node(id("second"))).isEqualTo(before.flow().graph().node(id("second")));
            assertThat(ran(back.flow(), back.flow(), INPUT, "r"))
                    .isEqualTo(ran(before.flow(), before.flow(), INPUT, "r"));
        }
    }

    @Test
    void putBackItsNodesGetFreeIdsAndAreNamedByThem() {
        var extracted = extracted(line(step("second", "{{ data.did }}")), "second");
        var twin = Diagrams.of(extracted.flow()).diagram();
        var first = ((Applied) inline(extracted)).diagram();
        var again = Edits.apply(
                first.withFlow(first.flow().withGraph(first.flow().graph()
                        .with(new Node.SubFlow(id("more"), "", BILL, null, null, Json.Obj.EMPTY)))),
                new Edit.Inline(id("more"), twin, new Point(0, 500), Frame.USUAL, new Point(40, 560)));
        var graph = ((Applied) again).diagram().flow().graph();

        assertThat(graph.node(id("second2"))).isNotNull();
        assertThat(graph.parent(id("second2"))).isEqualTo(id("more"));
        assertThat(graph.wires().values()).filteredOn(wire -> wire.from().equals(id("second2"))).hasSize(1);
        assertThat(graph.wires().values())
                .allMatch(wire -> Objects.equals(graph.parent(wire.from()), graph.parent(wire.to())));
    }

    @Test
    void whatSeesInTheInputWhatIsNotToBeSeenInItsPlaceIsRefused() {
        var inner = Diagrams.empty().start(0, 0).node(step("a", "1"), 100, 0)
                .node(step("b", "{{ input.secret }}"), 300, 0)
                .end("end", 500, 0).wire("start", null, "a").wire("a", null, "b").wire("b", null, "end").diagram();
        var outer = extracted(line(step("second", "1")), "second").around();
        var result = Edits.apply(outer, new Edit.Inline(id("bill"), inner, new Point(0, 0), Frame.USUAL,
                new Point(40, 60)));

        assertThat(result).isInstanceOfSatisfying(Refused.class,
                refused -> assertThat(refused.reason()).startsWith("“b” sees input.secret"));
    }

    @Test
    void wiresOfTheSubFlowStayWithTheScope() {
        var extracted = extracted(line(step("second", "{{ data.did }}")), "second");
        var back = ((Applied) inline(extracted)).diagram().flow().graph();
        assertThat(back.wires().values()).filteredOn(wire -> wire.to().equals(id("bill")))
                .hasSize(1).hasOnlyElementsOfType(Wire.Sequence.class);
    }
}
