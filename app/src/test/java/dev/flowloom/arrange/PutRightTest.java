package dev.flowloom.arrange;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import dev.flowloom.bench.BigFlow;
import dev.flowloom.document.Diagrams;
import dev.flowloom.document.History;
import dev.flowloom.geometry.Drawing;
import dev.flowloom.json.DefinitionReader;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.Note;
import dev.flowloom.model.NoteId;
import dev.flowloom.model.Problem;
import org.junit.jupiter.api.Test;

import static dev.flowloom.document.Diagrams.id;
import static dev.flowloom.document.Diagrams.wire;
import static org.assertj.core.api.Assertions.assertThat;

/// Steps that a file puts where nobody would find them.
class PutRightTest {
    private static Diagrams row() {
        return Diagrams.empty().start("start", 0, 12).step("a", 100, 0).step("b", 400, 0).end("end", 700, 12)
                .chain("start", "a", "b", "end");
    }

    private static List<String> told(Diagram diagram) {
        return PutRight.of(diagram).problems().stream().map(Problem::message).toList();
    }

    private static Diagram opened(Diagram diagram) {
        return History.ofRead(PutRight.of(diagram).diagram()).diagram();
    }

    @Test
    void whatIsFarAwayStandsBesideTheOthersAndIsTold() {
        var diagram = row().step("lost", 2_000_000_000, -2_000_000_000).chain("a", "lost")
                .bend("a-lost", new Point(1_000_000, 0)).diagram();

        assertThat(told(diagram)).containsExactly("These steps stood so far away that nobody would find them: lost.");
        var place = Objects.requireNonNull(opened(diagram).layout().place(id("lost")));
        assertThat(Math.abs(place.x()) + Math.abs(place.y())).isLessThan(2_000);
        assertThat(opened(diagram).layout().bends()).isEmpty();
        assertThat(opened(diagram).layout().place(id("b"))).isEqualTo(new Point(400, 0));
    }

    @Test
    void whatLiesUnderAnotherStandsBesideItAndIsTold() {
        var diagram = row().step("c", 104, 8).step("d", 104, 8).diagram();

        assertThat(told(diagram)).containsExactly("These steps were covered by others: c, d.");
        var drawing = Drawing.of(opened(diagram));
        var boxes = diagram.flow().graph().nodes().keySet().stream().map(drawing::box).toList();
        for (var one : boxes) {
            assertThat(boxes).filteredOn(other -> !other.equals(one))
                    .noneMatch(other -> Objects.requireNonNull(other).intersects(Objects.requireNonNull(one)));
        }
    }

    @Test
    void whatOnlyTouchesAnotherOrStandsInAScopeThereIsLeftAlone() {
        var diagram = row().step("c", 100, 40).scope("scope", 96, -8, 400, 300).step("in", 104, 8).in("scope", "in")
                .diagram();

        assertThat(PutRight.of(diagram)).isEqualTo(new PutRight(diagram, List.of()));
    }

    @Test
    void whatHasNoPlaceIsToldUnlessNothingHasOne() {
        var diagram = row().diagram();
        var some = diagram.withLayout(diagram.layout().without(id("b")));
        var none = diagram.withLayout(some.layout().without(id("a")).without(id("start")).without(id("end")));

        assertThat(told(some)).containsExactly("The file has no place for these steps: b.");
        assertThat(told(none)).isEmpty();
    }

    @Test
    void bendsLabelsAndNotesFromFarAwayComeNearToo() {
        var diagram = row().bend("a-b", new Point(2_000_000_000, 0)).diagram();
        var layout = diagram.layout().withLabel(wire("b-end"), new Point(-2_000_000_000, 5))
                .with(new NoteId("n"),
                        Note.of(Note.Kind.NOTE, new Point(0, 2_000_000_000), 160, 80, "", Note.Color.YELLOW));
        var right = PutRight.of(diagram.withLayout(layout)).diagram().layout();

        assertThat(right.bends()).isEmpty();
        assertThat(right.labels()).isEmpty();
        assertThat(Objects.requireNonNull(right.notes().get(new NoteId("n"))).at().y()).isLessThan(1_000);
    }

    @Test
    void aFlowThatBeginsFarFromTheMiddleOfThePaperIsLeftAlone() {
        var diagram = Diagrams.empty().start("start", -900_000, 912).step("a", -899_900, 900).chain("start", "a")
                .diagram();

        assertThat(PutRight.of(diagram).problems()).isEmpty();
    }

    @Test
    void flowsThatAreDrawnWellAreLeftAsTheyAre() throws IOException {
        try (var files = Files.list(Path.of("..", "flows"))) {
            for (var file : files.filter(it -> it.toString().endsWith(".flow.json")).toList()) {
                var diagram = Objects.requireNonNull(DefinitionReader.read(Files.readAllBytes(file)).diagram());
                assertThat(PutRight.of(diagram)).as(file.toString()).isEqualTo(new PutRight(diagram, List.of()));
            }
        }
        var big = BigFlow.of(5_000, 3);
        assertThat(PutRight.of(big).problems()).isEmpty();
    }
}
