package dev.flowloom.document;

import java.util.List;
import java.util.Objects;

import dev.flowloom.model.Diagram;
import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.Note;
import dev.flowloom.model.NoteId;
import org.junit.jupiter.api.Test;

import static dev.flowloom.document.Diagrams.id;
import static dev.flowloom.document.Diagrams.point;
import static dev.flowloom.document.Diagrams.wire;
import static org.assertj.core.api.Assertions.assertThat;

/// Notes, groups and labels as a document knows them.
class NotesTest {
    private static final NoteId NOTE = new NoteId("note");
    private final Editor editor = new Editor(Diagrams.empty().start(0, 0).step("a", 100, 0).condition("check", 400, 0,
            "big").end("end", 700, 0).chain("start", "a", "check").wire("check", "big", "end")
            .note("note", 100, 100, 208, 96, "Mind this", Note.Color.RED).diagram());

    private Note note(NoteId id) {
        return Objects.requireNonNull(editor.diagram().layout().notes().get(id));
    }

    private List<String> notes() {
        return editor.diagram().layout().notes().keySet().stream().map(NoteId::value).toList();
    }

    @Test
    void aNoteIsAddedAndSelected() {
        editor.apply(new Edit.AddNote(new NoteId("note2"), note(NOTE).withPlace(point(8, 8))));
        assertThat(notes()).containsExactly("note", "note2");
        assertThat(editor.selection().onlyNote()).isEqualTo(new NoteId("note2"));
        editor.undo();
        assertThat(notes()).containsExactly("note");
        assertThat(editor.selection().isEmpty()).isTrue();
    }

    @Test
    void anIdIsGivenOnce() {
        assertThat(editor.apply(new Edit.AddNote(NOTE, note(NOTE)))).isInstanceOf(EditResult.Refused.class);
        assertThat(Ids.forNote(editor.diagram().layout(), Note.Kind.NOTE)).isEqualTo(new NoteId("note2"));
        assertThat(Ids.forNote(editor.diagram().layout(), Note.Kind.GROUP)).isEqualTo(new NoteId("group"));
    }

    @Test
    void lettersTypedOneAfterAnotherAreUndoneTogether() {
        editor.applyInBurst(new Edit.ChangeNote(NOTE, note(NOTE).withText("M")), "note/text");
        editor.applyInBurst(new Edit.ChangeNote(NOTE, note(NOTE).withText("Me")), "note/text");
        editor.undo();
        assertThat(note(NOTE).text()).isEqualTo("Mind this");
    }

    @Test
    void whatIsLeftAsItIsIsNoStep() {
        editor.apply(new Edit.ChangeNote(NOTE, note(NOTE).withText("Mind this")));
        assertThat(editor.canUndo()).isFalse();
    }

    @Test
    void aNoteThatIsGoneCannotBeChanged() {
        var note = note(NOTE);
        editor.apply(new Edit.Delete(Selection.of(NOTE), true));
        assertThat(notes()).isEmpty();
        assertThat(editor.apply(new Edit.ChangeNote(NOTE, note))).isInstanceOf(EditResult.Refused.class);
    }

    @Test
    void nodesAndNotesMoveTogetherInOneStep() {
        editor.apply(Edit.MoveNodes.of(Selection.of(id("a")).plus(Selection.of(NOTE)), 16, 8));
        assertThat(note(NOTE).at()).isEqualTo(point(116, 108));
        assertThat(editor.diagram().layout().place(id("a"))).isEqualTo(point(116, 8));
        editor.undo();
        assertThat(note(NOTE).at()).isEqualTo(point(100, 100));
    }

    @Test
    void aCopyGoesThroughTheClipboardWithItsNotes() {
        var fragment = Fragment.of(editor.diagram(), Selection.of(id("a")).plus(Selection.of(NOTE)));
        assertThat(ClipboardText.read(ClipboardText.write(fragment))).isInstanceOfSatisfying(
                ClipboardText.Found.class,
                found -> editor.apply(new Edit.Paste(found.fragment(), new Point(500, 500))));
        assertThat(note(new NoteId("note2"))).isEqualTo(note(NOTE).withPlace(point(500, 600)));
        assertThat(editor.selection()).isEqualTo(Selection.of(id("a2")).plus(Selection.of(new NoteId("note2"))));
    }

    @Test
    void aNoteAloneIsCopiedToo() {
        var fragment = Fragment.of(editor.diagram(), Selection.of(NOTE));
        assertThat(fragment.isEmpty()).isFalse();
        assertThat(fragment.corner()).isEqualTo(point(100, 100));
        editor.apply(new Edit.Paste(fragment, new Point(0, 0)));
        assertThat(notes()).containsExactly("note", "note2");
    }

    @Test
    void aLabelMovesAndGoesWithItsWire() {
        editor.apply(new Edit.MoveLabel(wire("check-end"), point(0, 24)));
        assertThat(editor.diagram().layout().labels()).containsEntry(wire("check-end"), point(0, 24));
        editor.apply(new Edit.Delete(Selection.of(wire("check-end")), false));
        assertThat(editor.diagram().layout().labels()).isEmpty();
        editor.undo();
        editor.apply(new Edit.MoveLabel(wire("check-end"), Point.ZERO));
        assertThat(editor.diagram().layout().labels()).isEmpty();
    }

    @Test
    void aHistorysLogKeepsWhatBecameOfNotes() {
        var before = editor.diagram();
        editor.apply(new Edit.ChangeNote(NOTE, note(NOTE).withColor(Note.Color.GREEN)));
        assertThat(Delta.between(before, editor.diagram()).applyTo(before)).isEqualTo(editor.diagram());
        Diagram changed = editor.diagram();
        editor.apply(new Edit.Delete(Selection.of(NOTE), true));
        assertThat(Delta.between(changed, editor.diagram()).applyTo(changed)).isEqualTo(editor.diagram());
    }
}
