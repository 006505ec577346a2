package dev.flowloom.panels;

import java.util.List;

import dev.flowloom.document.Diagrams;
import dev.flowloom.model.Items;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.step.StepTypes;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StencilTest {
    private static List<String> found(String typed) {
        return Stencil.all(List.of(), List.of()).values().stream().flatMap(List::stream)
                .filter(stencil -> stencil.matches(typed)).map(Stencil::title).toList();
    }

    @Test
    void wordsAreFoundByTheirBeginningsInAnyOrder() {
        assertThat(found("fork")).containsExactly("Fork", "Join");
        assertThat(found("END fail")).containsExactly("Failing end");
        assertThat(found("ork")).isEmpty();
    }

    @Test
    void eachWayOfRepeatingIsFoundByItsWord() {
        assertThat(found("each")).containsExactly("For each");
        assertThat(found("while")).containsExactly("While");
        assertThat(found("repeat")).containsExactly("Repeat until");
    }

    @Test
    void whatGoesThroughTheRowsOfAFileStandsBesideForEach() {
        try (var types = StepTypes.installed()) {
            var flow = Stencil.all(types.descriptions(), types.sources()).firstEntry().getValue();
            var titles = flow.stream().map(Stencil::title).toList();
            assertThat(titles).containsSubsequence("For each", "Each row of a file", "While");

            var rows = (Stencil.OfNode) flow.get(titles.indexOf("Each row of a file"));
            assertThat(rows.newNode(Diagrams.empty().diagram().flow().graph())).isInstanceOfSatisfying(
                    Node.Loop.class, loop -> assertThat(loop.repeat()).isInstanceOfSatisfying(
                            Node.Repeat.ForEach.class, each -> assertThat(each.items())
                                    .isEqualTo(new Items.Streamed("csv.rows", Json.Obj.EMPTY))));
        }
    }

    @Test
    void everythingIsFoundByNothing() {
        assertThat(found("  ")).hasSize(16);
    }
}
