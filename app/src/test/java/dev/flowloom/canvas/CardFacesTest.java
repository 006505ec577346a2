package dev.flowloom.canvas;

import java.util.Objects;

import dev.flowloom.language.Language;
import dev.flowloom.language.Texts;
import dev.flowloom.model.Items;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.step.StepTypes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static dev.flowloom.document.Diagrams.id;
import static org.assertj.core.api.Assertions.assertThat;

/// What the face of a loop says of what it goes through.
class CardFacesTest {
    private final StepTypes types = StepTypes.installed();
    private final CardFaces faces = new CardFaces(types::describe);

    @AfterEach
    void close() {
        Texts.speak(Language.ENGLISH);
        types.close();
    }

    private static Node.Loop loop(Node.Repeat.ForEach repeat) {
        return new Node.Loop(id("each"), "", repeat, Json.Obj.EMPTY);
    }

    private static Node.Loop rows(int batch, int concurrency) {
        return loop(new Node.Repeat.ForEach("", concurrency).withBatch(batch).withItems(
                new Items.Streamed("csv.rows", Json.Obj.of("file", Json.of("orders.csv")))));
    }

    @Test
    void aLoopOverASourceSaysWhatItReadsAndHowMuchAtATime() {
        assertThat(faces.of(rows(1, 1)).summary()).isEqualTo("rows of orders.csv");
        assertThat(faces.of(rows(5, 2)).summary()).isEqualTo("rows of orders.csv, 5 at a time, 2 at once");
        assertThat(faces.of(rows(1, 1)).icon()).isEqualTo(Objects.requireNonNull(types.describe("csv.rows")).icon());

        Texts.speak(Language.KOREAN);
        assertThat(faces.of(rows(5, 2)).summary()).isEqualTo("orders.csv의 행, 한 번에 5개, 동시에 2개");
    }

    @Test
    void oneOverAListSaysSoAsBefore() {
        assertThat(faces.of(loop(new Node.Repeat.ForEach("data.lines", 1))).summary())
                .isEqualTo("every item of data.lines");
        assertThat(faces.of(loop(new Node.Repeat.ForEach("data.lines", 3).withBatch(4))).summary())
                .isEqualTo("every 4 items of data.lines, 3 at once");
        assertThat(faces.of(loop(new Node.Repeat.ForEach("data.lines", 1))).icon()).isEqualTo(Icons.LOOP);
    }

    @Test
    void aSourceThatIsNotInstalledIsNamed() {
        var face = faces.of(loop(new Node.Repeat.ForEach("", 1)
                .withItems(new Items.Streamed("other.rows", Json.Obj.EMPTY))));
        assertThat(face.summary()).isEqualTo("not installed: other.rows");
        assertThat(face.icon()).isEqualTo(Icons.LOOP);
    }
}
