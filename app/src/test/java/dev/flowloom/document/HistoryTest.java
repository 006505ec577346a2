package dev.flowloom.document;

import java.util.ArrayList;
import java.util.List;

import dev.flowloom.model.Node;
import org.junit.jupiter.api.Test;

import static dev.flowloom.document.Diagrams.id;
import static org.assertj.core.api.Assertions.assertThat;

class HistoryTest {
    private final Editor editor = new Editor(Diagrams.empty().step("charge", 0, 0).step("ship", 240, 0).diagram());

    @Test
    void lettersTypedInOneBurstAreUndoneTogether() {
        editor.applyInBurst(new Edit.Rename(id("charge"), "C"), "charge/name");
        editor.applyInBurst(new Edit.Rename(id("charge"), "Ca"), "charge/name");
        editor.applyInBurst(new Edit.Rename(id("charge"), "Car"), "charge/name");

        editor.undo();

        assertThat(name()).isEqualTo("charge");
        assertThat(editor.canUndo()).isFalse();
        editor.redo();
        assertThat(name()).isEqualTo("Car");
    }

    @Test
    void aBurstEndsWhenSomethingElseIsTypedInto() {
        editor.applyInBurst(new Edit.Rename(id("charge"), "C"), "charge/name");
        editor.applyInBurst(new Edit.Rename(id("ship"), "S"), "ship/name");
        editor.undo();

        assertThat(name()).isEqualTo("C");
    }

    @Test
    void aBurstEndsWhenTheInputIsLeftAndWhenTheFlowIsSaved() {
        editor.applyInBurst(new Edit.Rename(id("charge"), "C"), "charge/name");
        editor.endBurst();
        editor.applyInBurst(new Edit.Rename(id("charge"), "Ca"), "charge/name");
        editor.markSaved();
        editor.applyInBurst(new Edit.Rename(id("charge"), "Car"), "charge/name");

        editor.undo();
        assertThat(name()).isEqualTo("Ca");
        editor.undo();
        assertThat(name()).isEqualTo("C");
    }

    @Test
    void undoingPastASaveShowsTheFileAsChangedAndBackAgainAsSaved() {
        editor.apply(new Edit.Rename(id("charge"), "one"));
        editor.markSaved();
        assertThat(editor.isChanged()).isFalse();

        editor.undo();
        assertThat(editor.isChanged()).isTrue();

        editor.redo();
        assertThat(editor.isChanged()).isFalse();
    }

    @Test
    void theSavedStateIsLostWhenAnotherWayIsTaken() {
        editor.apply(new Edit.Rename(id("charge"), "one"));
        editor.markSaved();
        editor.undo();
        editor.apply(new Edit.Rename(id("charge"), "one"));

        assertThat(editor.isChanged()).isTrue();
    }

    @Test
    void whatIsEditedWhileASaveIsUnderWayIsStillToBeSaved() {
        editor.apply(new Edit.Rename(id("charge"), "one"));
        var saving = editor.revision();
        editor.apply(new Edit.Rename(id("charge"), "two"));
        editor.markSaved(saving);

        assertThat(editor.isChanged()).isTrue();
        editor.undo();
        assertThat(editor.isChanged()).isFalse();
    }

    @Test
    void menusSayWhatIsUndoneAndRedone() {
        editor.apply(new Edit.AddNode(Node.Step.of(id("log"), "Log it", "log"), Diagrams.point(0, 0)));
        assertThat(editor.undoLabel()).isEqualTo("Add “Log it”");
        editor.undo();
        assertThat(editor.redoLabel()).isEqualTo("Add “Log it”");
        assertThat(editor.undoLabel()).isNull();
    }

    @Test
    void anEditThatChangesNothingIsNotRecorded() {
        editor.apply(new Edit.Rename(id("charge"), "charge"));
        editor.apply(Edit.MoveNodes.of(List.of(id("charge")), 0, 0));

        assertThat(editor.canUndo()).isFalse();
        assertThat(editor.isChanged()).isFalse();
    }

    @Test
    void whatIsSelectedIsNotRecorded() {
        editor.select(Selection.of(id("charge"), id("ship")));
        editor.select(Selection.NONE);

        assertThat(editor.canUndo()).isFalse();
        assertThat(editor.isChanged()).isFalse();
    }

    @Test
    void whatIsNoLongerThereIsNoLongerSelected() {
        editor.select(Selection.of(id("charge"), id("ship")));
        editor.apply(new Edit.Delete(Selection.of(id("ship")), true));

        assertThat(editor.selection().nodes()).containsExactly(id("charge"));
    }

    @Test
    void listenersHearWhatChangedUntilTheyLeave() {
        var heard = new ArrayList<Editor.Change>();
        var listening = editor.listen(heard::add);

        editor.select(Selection.of(id("ship")));
        editor.select(Selection.of(id("ship")));
        listening.cancel();
        editor.undo();

        assertThat(heard).hasSize(1);
        assertThat(heard.getFirst().ofSelection()).isTrue();
        assertThat(heard.getFirst().ofDiagram()).isFalse();
    }

    @Test
    void aReadOnlyFlowRefusesEditsAndStaysAsItIs() {
        var readOnly = new Editor(editor.diagram(), true);

        assertThat(readOnly.apply(new Edit.Rename(id("charge"), "x"))).isInstanceOf(EditResult.Refused.class);
        assertThat(readOnly.isChanged()).isFalse();
    }

    private String name() {
        var node = editor.graph().node(id("charge"));
        return node == null ? "gone" : node.name();
    }
}
