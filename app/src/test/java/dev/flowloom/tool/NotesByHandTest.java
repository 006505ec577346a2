package dev.flowloom.tool;

import java.util.List;
import java.util.Objects;

import dev.flowloom.document.Diagrams;
import dev.flowloom.document.Edit;
import dev.flowloom.document.Selection;
import dev.flowloom.geometry.Box;
import dev.flowloom.geometry.Notes;
import dev.flowloom.geometry.Vec;
import dev.flowloom.model.Note;
import dev.flowloom.model.NoteId;
import dev.flowloom.tool.PointerInput.Action;
import dev.flowloom.tool.PointerInput.Button;
import org.junit.jupiter.api.Test;

import static dev.flowloom.document.Diagrams.id;
import static dev.flowloom.document.Diagrams.point;
import static org.assertj.core.api.Assertions.assertThat;

/// Notes and groups under the hand.
class NotesByHandTest {
    private static final Modifiers ALT = new Modifiers(false, false, true);
    private final HeadlessEditor hand = new HeadlessEditor(Diagrams.empty().start(0, 40).step("a", 64, 28)
            .step("b", 304, 28).chain("start", "a", "b")
            .scope("scope", 64, 400, 400, 208).step("inner", 104, 472).in("scope", "inner")
            .note("inScope", 104, 544, 104, 48, "in it", Note.Color.GREY)
            .group("group", 560, 200, 320, 240, "Together", Note.Color.BLUE)
            .step("grouped", 592, 264).step("beside", 592, 480)
            .note("within", 640, 352, 104, 64, "in the group", Note.Color.GREEN)
            .note("note", 64, 200, 208, 96, "Mind this", Note.Color.YELLOW));

    private static NoteId noteId(String id) {
        return new NoteId(id);
    }

    private Note note(String id) {
        return Objects.requireNonNull(hand.editor.diagram().layout().notes().get(noteId(id)), id);
    }

    private Box box(String id) {
        return Notes.box(note(id));
    }

    private boolean isSeen(String note) {
        return hand.drawing().notes().box(noteId(note)) != null;
    }

    private List<String> selected() {
        return hand.editor.selection().notes().stream().map(NoteId::value).toList();
    }

    private HeadlessEditor doubleClick(double x, double y) {
        return hand.click(x, y).pointer(Action.PRESS, x, y, Button.PRIMARY, Modifiers.NONE, 2).release();
    }

    @Test
    void theKeyNAddsANoteAtThePointerAndLetsItBeWritten() {
        hand.move(500, 120).key(KeyInput.Key.N);
        assertThat(selected()).containsExactly("note2");
        assertThat(box("note2").contains(new Vec(500, 120))).isTrue();
        assertThat(hand.written).containsExactly(noteId("note2"));
        hand.editor.undo();
        assertThat(hand.editor.diagram().layout().notes()).doesNotContainKey(noteId("note2"));
    }

    @Test
    void shiftNPutsAGroupAroundTheSelection() {
        hand.click(168, 60).click(400, 60, Modifiers.SHIFT).key(KeyInput.Key.N, Modifiers.SHIFT);
        assertThat(note("group2").kind()).isEqualTo(Note.Kind.GROUP);
        assertThat(box("group2").contains(Objects.requireNonNull(hand.drawing().box(id("a"))))).isTrue();
        assertThat(box("group2").contains(Objects.requireNonNull(hand.drawing().box(id("b"))))).isTrue();
        assertThat(hand.written).containsExactly(noteId("group2"));
    }

    @Test
    void shiftNWithNothingSelectedPutsAnEmptyGroupAtThePointer() {
        hand.move(500, 120).key(KeyInput.Key.N, Modifiers.SHIFT);
        assertThat(box("group2").contains(new Vec(500, 120))).isTrue();
    }

    @Test
    void aClickSelectsANoteAndShiftAddsAnother() {
        hand.click(168, 240).click(168, 60, Modifiers.SHIFT);
        assertThat(selected()).containsExactly("note");
        assertThat(hand.selected()).containsExactly("a");
        hand.click(168, 240, Modifiers.SHIFT);
        assertThat(selected()).isEmpty();
    }

    @Test
    void aNoteIsDraggedOnTheGrid() {
        hand.drag(168, 240, 179, 262);
        assertThat(note("note").at()).isEqualTo(point(72, 224));
        hand.editor.undo();
        assertThat(note("note").at()).isEqualTo(point(64, 200));
    }

    @Test
    void nodesAndNotesAreDraggedTogetherInOneStep() {
        hand.click(168, 240).click(168, 60, Modifiers.SHIFT).drag(168, 60, 168, 180);
        assertThat(note("note").at()).isEqualTo(point(64, 324));
        assertThat(hand.place("a")).isEqualTo(point(64, 152));
        hand.editor.undo();
        assertThat(note("note").at()).isEqualTo(point(64, 200));
        assertThat(hand.editor.canUndo()).isFalse();
    }

    @Test
    void aGroupTakesAlongWhatLiesInItAndNothingElse() {
        hand.drag(600, 212, 600, 236);
        assertThat(note("group").at()).isEqualTo(point(560, 224));
        assertThat(hand.place("grouped")).isEqualTo(point(592, 288));
        assertThat(note("within").at()).isEqualTo(point(640, 376));
        assertThat(hand.place("beside")).isEqualTo(point(592, 480));
        assertThat(note("note").at()).isEqualTo(point(64, 200));
    }

    @Test
    void insideAGroupLiesGroundThatSelectsItByAClick() {
        hand.click(840, 330);
        assertThat(selected()).containsExactly("group");
        hand.key(KeyInput.Key.ESCAPE).drag(800, 250, 850, 420);
        assertThat(note("group").at()).isEqualTo(point(560, 200));
        hand.click(840, 330).drag(840, 330, 840, 354);
        assertThat(note("group").at()).isEqualTo(point(560, 224));
    }

    @Test
    void aDoubleClickInAGroupAddsSomethingThere() {
        doubleClick(840, 330);
        assertThat(hand.asked).hasSize(1);
        assertThat(hand.written).isEmpty();
    }

    @Test
    void aMarqueeSelectsNotesItTouchesAndGroupsItHolds() {
        hand.drag(20, 180, 100, 230);
        assertThat(selected()).containsExactly("note");
        hand.drag(620, 330, 700, 400);
        assertThat(selected()).containsExactly("within");
        hand.drag(540, 180, 900, 460);
        assertThat(selected()).containsExactlyInAnyOrder("group", "within");
        assertThat(hand.selected()).containsExactly("grouped");
    }

    @Test
    void everythingIncludesTheNotes() {
        hand.key(KeyInput.Key.A, Modifiers.SHORTCUT);
        assertThat(selected()).contains("note", "group", "within", "inScope");
    }

    @Test
    void aNotesCornerMakesItLargerButNeverTooSmall() {
        hand.drag(268, 292, 308, 340);
        assertThat(box("note")).isEqualTo(new Box(64, 200, 248, 144));
        hand.drag(308, 340, 70, 210);
        assertThat(box("note")).isEqualTo(new Box(64, 200, Note.LEAST, Note.LEAST));
    }

    @Test
    void altDragCopiesANoteAndAGroupWithWhatLiesInIt() {
        hand.press(168, 240, ALT).move(180, 300).move(168, 320).release();
        assertThat(note("note2")).isEqualTo(note("note").withPlace(point(64, 280)));
        assertThat(note("note").at()).isEqualTo(point(64, 200));
        hand.press(600, 212, ALT).move(560, 100).move(600, 20).release();
        assertThat(hand.node("grouped2")).isNotNull();
        assertThat(note("group2").text()).isEqualTo("Together");
    }

    @Test
    void copyPasteCutAndDuplicateCarryNotes() {
        hand.click(168, 240).key(KeyInput.Key.C, Modifiers.SHORTCUT).move(500, 600)
                .key(KeyInput.Key.V, Modifiers.SHORTCUT);
        assertThat(note("note2").text()).isEqualTo("Mind this");
        hand.key(KeyInput.Key.D, Modifiers.SHORTCUT);
        assertThat(note("note3").at()).isEqualTo(note("note2").at().plus(24, 24));
        hand.key(KeyInput.Key.X, Modifiers.SHORTCUT);
        assertThat(hand.editor.diagram().layout().notes()).doesNotContainKey(noteId("note3"));
    }

    @Test
    void deleteTakesAGroupAwayAndLeavesWhatLiesInIt() {
        hand.click(600, 212).key(KeyInput.Key.DELETE);
        assertThat(hand.editor.diagram().layout().notes()).doesNotContainKey(noteId("group")).containsKey(
                noteId("within"));
        assertThat(hand.node("grouped")).isNotNull();
    }

    @Test
    void arrowsNudgeNotesAndNudgesAreUndoneTogether() {
        hand.click(168, 240).key(KeyInput.Key.RIGHT).key(KeyInput.Key.DOWN, Modifiers.SHIFT);
        assertThat(note("note").at()).isEqualTo(point(72, 240));
        hand.editor.undo();
        assertThat(note("note").at()).isEqualTo(point(64, 200));
    }

    @Test
    void aDoubleClickEnterAndF2LetItBeWritten() {
        doubleClick(168, 240);
        hand.key(KeyInput.Key.ENTER).key(KeyInput.Key.F2);
        assertThat(hand.written).containsExactly(noteId("note"), noteId("note"), noteId("note"));
    }

    @Test
    void aScopeTakesAlongTheNotesInItsFrame() {
        hand.drag(300, 416, 300, 440);
        assertThat(note("inScope").at()).isEqualTo(point(104, 568));
        assertThat(note("note").at()).isEqualTo(point(64, 200));
    }

    @Test
    void aCollapsedScopeHidesTheNotesInItAndStillTakesThemAlong() {
        hand.click(300, 416).key(KeyInput.Key.X);
        assertThat(isSeen("inScope")).isFalse();
        assertThat(isSeen("note")).isTrue();
        hand.drag(140, 432, 140, 456);
        assertThat(note("inScope").at()).isEqualTo(point(104, 568));
        hand.key(KeyInput.Key.X);
        assertThat(isSeen("inScope")).isTrue();
    }

    @Test
    void anEnteredScopeShowsItsOwnNotesAndGrowsWithThem() {
        hand.click(300, 416).key(KeyInput.Key.ENTER);
        assertThat(isSeen("inScope")).isTrue();
        assertThat(isSeen("note")).isFalse();
        hand.drag(150, 560, 800, 660);
        assertThat(isSeen("inScope")).isTrue();
        hand.move(900, 100).key(KeyInput.Key.N);
        assertThat(isSeen("note2")).isTrue();
    }

    @Test
    void aNewNoteIsNeverHiddenByACollapsedScope() {
        hand.click(300, 416).key(KeyInput.Key.X).move(340, 540).key(KeyInput.Key.N);
        assertThat(isSeen("note2")).isTrue();
    }

    @Test
    void aNoteThatIsDraggedToWhereItIsHiddenIsSpokenOf() {
        hand.click(300, 416).key(KeyInput.Key.X).drag(168, 240, 300, 540);
        assertThat(isSeen("note")).isFalse();
        assertThat(hand.said).singleElement().asString().contains("hidden until you expand it");
    }

    @Test
    void makingRoomPushesNotesToo() {
        hand.key(KeyInput.Key.S).drag(20, 180, 20, 220);
        assertThat(note("note").at()).isEqualTo(point(64, 240));
        assertThat(hand.place("a")).isEqualTo(point(64, 28));
    }

    @Test
    void aNoteFromThePaletteIsPutDownAndWritten() {
        hand.start(PlacingNote.of(Note.Kind.NOTE)).move(700, 100);
        assertThat(hand.tool().preview()).isInstanceOf(Preview.Provisional.class);
        hand.release();
        assertThat(box("note2").contains(new Vec(700, 100))).isTrue();
        assertThat(hand.written).containsExactly(noteId("note2"));
    }

    @Test
    void whatIsSelectedIsGoneFromTheSelectionWithItsDeletion() {
        hand.click(168, 240);
        hand.editor.apply(new Edit.Delete(Selection.of(noteId("note")), true));
        assertThat(selected()).isEmpty();
    }
}
