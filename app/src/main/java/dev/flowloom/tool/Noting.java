package dev.flowloom.tool;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import dev.flowloom.document.Edit;
import dev.flowloom.document.Ids;
import dev.flowloom.document.Selection;
import dev.flowloom.geometry.Box;
import dev.flowloom.geometry.Frames;
import dev.flowloom.geometry.Grid;
import dev.flowloom.geometry.Notes;
import dev.flowloom.geometry.Vec;
import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.Node;
import dev.flowloom.model.Note;
import dev.flowloom.model.NoteId;

import static dev.flowloom.language.Texts.tr;

/// What is done to notes and groups other than by dragging.
public final class Noting {
    private Noting() {}

    /// Adds an empty one around a place, and lets it be written.
    public static List<Act> add(Note.Kind kind, Vec middle, View view) {
        return add(fresh(kind, middle, view), view);
    }

    /// Puts a group around what is selected; around a place where nothing is.
    static List<Act> group(Vec middle, View view) {
        var selection = view.selection();
        return Stream.concat(selection.nodes().stream().map(view.drawing()::box),
                selection.notes().stream().map(view.drawing().notes()::box)).filter(Objects::nonNull)
                .reduce(Box::union).map(inner -> add(around(inner), view))
                .orElseGet(() -> add(Note.Kind.GROUP, middle, view));
    }

    private static List<Act> add(Note note, View view) {
        if (view.state().readOnly()) {
            return List.of(new Act.Say(tr("This flow can only be looked at, not changed.")));
        }
        var id = Ids.forNote(view.state().diagram().layout(), note.kind());
        return List.of(new Act.Do(edit(id, note, view)), new Act.Select(Selection.of(id)), new Act.Write(id));
    }

    static Edit edit(NoteId id, Note note, View view) {
        return Room.withinEntered(new Edit.AddNote(id, note), Notes.box(note), view);
    }

    /// One with nothing written on it, of the usual size. Not where a collapsed container would hide it.
    static Note fresh(Note.Kind kind, Vec middle, View view) {
        var size = switch (kind) {
            case NOTE -> new Vec(208, 96);
            case GROUP -> new Vec(400, 208);
        };
        var at = new Point(Grid.snap(middle.x() - size.x() / 2), Grid.snap(middle.y() - size.y() / 2));
        var note = Note.of(kind, at, (int) size.x(), (int) size.y(), "", switch (kind) {
            case NOTE -> Note.Color.YELLOW;
            case GROUP -> Note.Color.BLUE;
        });
        return view.graph().nodes().values().stream().filter(Node.Container.class::isInstance).map(Node::id)
                .filter(id -> view.state().diagram().layout().frame(id).collapsed()).map(view::frame)
                .filter(frame -> frame.contains(Notes.box(note))).findFirst()
                .map(frame -> note.withPlace(new Point(at.x(), Grid.snap(frame.bottom()) + Grid.STEP))).orElse(note);
    }

    private static Note around(Box inner) {
        var box = Notes.groupAround(inner);
        return Note.of(Note.Kind.GROUP, box.corner().rounded(), (int) box.width(), (int) box.height(), "",
                Note.Color.BLUE);
    }

    /// Whether a place in a group is ground, on which something can be put, and not its heading or its rim.
    static boolean isGround(NoteId id, Vec paper, View view) {
        var note = view.state().diagram().layout().notes().get(id);
        return note != null && note.kind() == Note.Kind.GROUP && !Frames.isGrip(Notes.box(note), paper);
    }
}
