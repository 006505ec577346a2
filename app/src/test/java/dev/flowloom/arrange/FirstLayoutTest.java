package dev.flowloom.arrange;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import dev.flowloom.document.Diagrams;
import dev.flowloom.geometry.Drawing;
import dev.flowloom.json.DefinitionReader;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Layout;
import dev.flowloom.model.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.flowloom.document.Diagrams.id;
import static dev.flowloom.document.Diagrams.point;
import static org.assertj.core.api.Assertions.assertThat;

/// How flows look that say nothing of how they look.
class FirstLayoutTest {

    static List<Path> samples() throws IOException {
        return AutoLayoutTest.samples();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void aFileWithoutALayoutIsDrawnAsIfItHadBeenLaidOut(Path file) throws IOException {
        var plain = Objects.requireNonNull(DefinitionReader.read(Files.readAllBytes(file)).diagram())
                .withLayout(Layout.EMPTY);
        var drawn = FirstLayout.of(plain);
        var nodes = drawn.flow().graph().nodes().keySet();

        assertThat(drawn.flow()).isEqualTo(plain.flow());
        assertThat(drawn.layout().nodes().keySet()).isEqualTo(nodes);
        assertThat(AutoLayout.of(drawn, nodes, Direction.LEFT_TO_RIGHT).applied(drawn).layout())
                .isEqualTo(drawn.layout());
        assertReadsFromLeftToRight(drawn);
    }

    private static void assertReadsFromLeftToRight(Diagram diagram) {
        var drawing = new Drawing();
        drawing.show(diagram);
        for (var wire : diagram.flow().graph().wires().values()) {
            if (wire instanceof Wire.Sequence) {
                assertThat(Objects.requireNonNull(drawing.box(wire.from())).right()).as("%s", wire)
                        .isLessThan(Objects.requireNonNull(drawing.box(wire.to())).x());
            }
        }
    }

    @Test
    void whereANodeHasAPlaceAllIsLeftAsItIs() {
        var diagram = Diagrams.empty().start(40, 40).step("a", 0, 0).chain("start", "a").diagram();
        var some = diagram.withLayout(Layout.EMPTY.with(id("a"), point(16, 8)));
        assertThat(FirstLayout.of(some)).isSameAs(some);
    }

    @Test
    void ofNothingThereIsNoLayout() {
        var empty = Diagrams.empty().diagram();
        assertThat(FirstLayout.of(empty)).isSameAs(empty);
    }
}
