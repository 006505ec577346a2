package dev.flowloom.panels.inspector;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import dev.flowloom.document.Edit;
import dev.flowloom.document.Editor;
import dev.flowloom.model.Json;
import dev.flowloom.model.Note;
import dev.flowloom.model.NoteId;
import dev.flowloom.panels.Tiles;
import dev.flowloom.panels.form.Controls;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// A note or a group: what is written on it, and what it looks like.
final class NoteSheet extends Sheet {
    private static String noteWords() {
        return tr("A note beside the steps");
    }

    private static String groupWords() {
        return tr("An area behind steps");
    }

    private final NoteId id;

    NoteSheet(Editor editor, NoteId id) {
        super(editor);
        this.id = id;
        addHeader(Tiles.note(), tr("Note"), tr("For people: a run knows nothing of it."));
        addRow(tr("Text"), tr("Of a group its heading."), Controls.prose("note", tr("What is to be known here")),
                () -> textOrNull(note().text()), value -> change("text", note().withText(text(value))));
        addRow(tr("Colour"), "",
                Controls.choice("color", Arrays.stream(Note.Color.values()).map(NoteSheet::word).toList()),
                () -> Json.of(word(note().color())), this::enterColor);
        addRow(tr("Kind"), tr("A group takes along what lies in it."),
                Controls.choice("kind", List.of(noteWords(), groupWords())),
                () -> Json.of(note().kind() == Note.Kind.NOTE ? noteWords() : groupWords()),
                value -> change("kind",
                        note().withKind(text(value).equals(groupWords()) ? Note.Kind.GROUP : Note.Kind.NOTE)));
    }

    private Note note() {
        return Objects.requireNonNull(editor().diagram().layout().notes().get(id), "the sheet outlives its note");
    }

    private static String word(Note.Color color) {
        return switch (color) {
            case YELLOW -> tr("yellow");
            case GREEN -> tr("green");
            case BLUE -> tr("blue");
            case RED -> tr("red");
            case VIOLET -> tr("violet");
            case GREY -> tr("grey");
        };
    }

    private void enterColor(@Nullable Json value) {
        Arrays.stream(Note.Color.values()).filter(color -> word(color).equals(text(value))).findFirst()
                .ifPresent(color -> change("color", note().withColor(color)));
    }

    private void change(String field, Note note) {
        apply(new Edit.ChangeNote(id, note), "%s/%s".formatted(id, field));
    }

    @Override
    boolean fits() {
        return id.equals(editor().selection().onlyNote()) && editor().diagram().layout().notes().containsKey(id);
    }
}
