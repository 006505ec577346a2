package dev.flowloom.panels.inspector;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.flowloom.assist.Candidate;
import dev.flowloom.assist.Script;
import dev.flowloom.assist.Seen.Place;
import dev.flowloom.assist.Syntax;
import dev.flowloom.document.Diagrams;
import dev.flowloom.document.Edit;
import dev.flowloom.document.Editor;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.panels.run.RunHistory;
import dev.flowloom.run.Event;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunId;
import dev.flowloom.run.VisitId;
import org.junit.jupiter.api.Test;

import static dev.flowloom.document.Diagrams.id;
import static org.assertj.core.api.Assertions.assertThat;

class FieldInsightTest {
    private final Editor editor = new Editor(Diagrams.empty().start(0, 0)
            .node(Node.Step.of(id("ask"), "", "http.request")
                    .withInput(Json.Obj.of("number", Json.of("{{ data.order }}"))), 100, 0)
            .chain("start", "ask").diagram());

    private RunHistory ranWith(Json input) {
        var flow = editor.diagram().flow();
        var history = new RunHistory(flow);
        history.add(new Recorded(1, Instant.EPOCH,
                new Event.RunStarted(new RunId("r"), flow.id(), "hash", 1, null, input, 7, Instant.EPOCH)));
        history.add(new Recorded(2, Instant.EPOCH, new Event.NodeEntered(VisitId.FIRST, id("start"), null, null)));
        return history;
    }

    private List<String> offered(Place place) {
        var run = ranWith(Json.Obj.of("order", Json.of(25)));
        var insight = new FieldInsight(
                new Assistance(editor, () -> run, (work, then) -> then.accept(work.get()), _ -> null, new NoCalls()),
                id("ask"), place,
                _ -> {});
        var text = "{{ data. }}";
        return offers(insight, insight.read(text, Syntax.TEMPLATE));
    }

    @Test
    void settingsAreOfferedWhatTheStepsInputMakesOfWhatArrived() {
        assertThat(offered(Place.ARRIVED)).containsExactly("order");
        assertThat(offered(Place.SETTINGS)).containsExactly("number");
    }

    @Test
    void offersWaitForNothingToBeEvaluated() {
        var step = Node.Step.of(id("ask"), "", "http.request").withInput(Json.of("{{ data.order }}"));
        editor.apply(new Edit.ReplaceNode(step));
        var run = ranWith(Json.Obj.of("order", Json.Obj.of("amount", Json.of(25))));
        var later = new ArrayList<Runnable>();
        var insight = new FieldInsight(new Assistance(editor, () -> run,
                (work, then) -> later.add(() -> then.accept(work.get())), _ -> null, new NoCalls()), id("ask"),
                Place.SETTINGS,
                _ -> {});
        var script = insight.read("{{ data. }}", Syntax.TEMPLATE);

        insight.look(script, Syntax.TEMPLATE, _ -> {});
        assertThat(offers(insight, script)).isEmpty();
        later.forEach(Runnable::run);
        assertThat(offers(insight, script)).containsExactly("amount");

        editor.apply(new Edit.ReplaceNode(step.withInput(Json.of("{{ input }}"))));
        assertThat(offers(insight, script)).isEmpty();
    }

    private static List<String> offers(FieldInsight insight, Script script) {
        return insight.offer(script, "{{ data.".length()).candidates().stream().map(Candidate::name).toList();
    }
}
