package dev.flowloom.document;

import java.util.List;

import dev.flowloom.model.Diagram;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import org.junit.jupiter.api.Test;

import static dev.flowloom.document.Diagrams.id;
import static dev.flowloom.document.Diagrams.point;
import static org.assertj.core.api.Assertions.assertThat;

class ComparisonTest {
    private final Diagrams base = Diagrams.empty().start(0, 0).step("charge", 80, 0).end("end", 160, 0)
            .chain("start", "charge", "end");

    private Diagram with(Edit edit) {
        return ((EditResult.Applied) Edits.apply(base.diagram(), edit)).diagram();
    }

    @Test
    void theSameFlowDiffersInNothing() {
        assertThat(Comparison.of(base.diagram(), base.diagram())).isEmpty();
    }

    @Test
    void whatOnlyOneOfThemHasIsSaidInBothDirections() {
        var more = base.step("ship", 80, 80).chain("charge", "ship").diagram();
        assertThat(Comparison.of(more, base.diagram())).containsExactly("Only here: step “ship” (ship)",
                "Only here: wire from charge to ship");
        assertThat(Comparison.of(base.diagram(), more)).containsExactly("Only in the file: step “ship” (ship)",
                "Only in the file: wire from charge to ship");
    }

    @Test
    void eachFieldThatChangedIsNamedWithBothValues() {
        var settings = Json.Obj.of("url", Json.of("https://example.com")).with("headers",
                Json.Obj.of("x", Json.of(1)));
        var here = with(new Edit.ReplaceNode(
                Node.Step.of(id("charge"), "Charge", "http.request").withSettings(settings)));
        assertThat(Comparison.of(here, base.diagram())).containsExactly(
                "Changed: step “Charge” (charge), name: \"Charge\" here, \"charge\" in the file",
                "Changed: step “Charge” (charge), settings: {\"url\":\"https://example.com\",\"headers\":{\"x\":1}} "
                        + "here, nothing in the file");
        var other = with(new Edit.ReplaceNode(Node.Step.of(id("charge"), "Charge", "http.request")
                .withSettings(settings.with("headers", Json.Obj.of("x", Json.of(2))))));
        assertThat(Comparison.of(here, other)).containsExactly(
                "Changed: step “Charge” (charge), settings.headers.x: 1 here, 2 in the file");
    }

    @Test
    void whatStandsElsewhereIsSaidWithoutItsNumbers() {
        var here = with(Edit.MoveNodes.of(List.of(id("charge")), 8, 0));
        assertThat(Comparison.of(here, base.diagram()))
                .containsExactly("Moved: step “charge” (charge) stands elsewhere");
        var bent = base.bend("start-charge", point(3, 4)).diagram();
        assertThat(Comparison.of(bent, base.diagram()))
                .containsExactly("Moved: wire from start to charge is bent otherwise");
    }

    @Test
    void theFlowItselfIsComparedToo() {
        var flow = base.diagram().flow();
        var here = base.diagram().withFlow(Flow.of(flow.id(), "Orders", flow.graph()));
        assertThat(Comparison.of(here, base.diagram()))
                .containsExactly("Changed: The flow, name: \"Orders\" here, \"Test\" in the file");
    }

    @Test
    void longValuesAreCut() {
        var here = with(new Edit.Rename(id("charge"), "x".repeat(10_000)));
        assertThat(Comparison.of(base.diagram(), here)).singleElement().asString().hasSizeLessThan(300);
    }
}
