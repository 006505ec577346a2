package dev.flowloom.geometry;

import java.util.Objects;
import java.util.Random;

import dev.flowloom.document.Diagrams;
import dev.flowloom.model.Note;
import dev.flowloom.model.NoteId;
import dev.flowloom.model.Wire;
import dev.flowloom.model.WireId;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

import static dev.flowloom.document.Diagrams.wire;
import static org.assertj.core.api.Assertions.assertThat;

/// That what lies near is found without looking at everything.
class NearbyTest {
    private static final Box HERE = new Box(0, 0, 600, 400);

    private final Drawing drawing = new Drawing();

    @Test
    void aLabelIsFoundWhereAHandPutItAndFollowsItsWire() {
        var flow = Diagrams.empty().step("a", 0, 0).step("b", 300, 200).error("a", Wire.Catch.ANYTHING, "b");
        drawing.show(flow.diagram());
        assertThat(drawing.labelsNear(HERE)).containsExactly(wire("a-b"));

        drawing.show(flow.label("a-b", 5000, 0).diagram());
        var label = Objects.requireNonNull(drawing.label(wire("a-b")));
        assertThat(drawing.labelsNear(label.box())).containsExactly(wire("a-b"));

        var moved = flow.label("a-b", 5000, 0).step("a", 0, 3000).step("b", 300, 3200);
        drawing.show(moved.diagram());
        assertThat(drawing.labelsNear(label.box())).isEmpty();
        assertThat(drawing.labelsNear(Objects.requireNonNull(drawing.label(wire("a-b"))).box()))
                .containsExactly(wire("a-b"));

        drawing.show(moved.label("a-b", 0, 0).diagram());
        assertThat(drawing.labelsNear(new Box(4000, 2000, 3000, 2000))).isEmpty();
    }

    @Test
    void aLabelIsFoundWhereTheLineToItsWireRuns() {
        drawing.show(Diagrams.empty().step("a", 0, 0).step("b", 300, 200).error("a", Wire.Catch.ANYTHING, "b")
                .label("a-b", 4000, 0).diagram());

        assertThat(drawing.labelsNear(new Box(2000, -100, 100, 600))).containsExactly(wire("a-b"));
    }

    @RepeatedTest(5)
    void notesAreFoundInTheOrderOfPainting(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        var flow = Diagrams.empty();
        for (int i = 0; i < 60; i++) {
            int x = random.nextInt(4000);
            int y = random.nextInt(4000);
            int size = 96 + random.nextInt(900);
            flow = random.nextBoolean()
                    ? flow.note("n" + i, x, y, size, size, "", Note.Color.GREY)
                    : flow.group("n" + i, x, y, size, size, "", Note.Color.GREY);
        }
        drawing.show(flow.diagram());
        var notes = drawing.notes();

        for (int i = 0; i < 40; i++) {
            var area = new Box(random.nextInt(4000), random.nextInt(4000), random.nextInt(900), random.nextInt(900));
            assertThat(notes.touching(area)).containsExactlyElementsOf(notes.shown().entrySet().stream()
                    .filter(entry -> entry.getValue().intersects(area)).map(entry -> entry.getKey()).toList());
        }
        assertThat(notes.touching(new Box(9000, 9000, 10, 10))).isEmpty();
        assertThat(notes.box(new NoteId("none"))).isNull();
    }

    @Test
    void whatIsNearHasNoLabelWithoutAWire() {
        drawing.show(Diagrams.empty().step("a", 0, 0).label("gone", 40, 40).diagram());

        assertThat(drawing.labelsNear(HERE)).isEmpty();
        assertThat(drawing.label(new WireId("gone"))).isNull();
    }
}
