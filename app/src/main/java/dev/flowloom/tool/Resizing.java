package dev.flowloom.tool;

import java.util.List;
import java.util.Objects;

import dev.flowloom.document.Edit;
import dev.flowloom.geometry.Box;
import dev.flowloom.geometry.Frames;
import dev.flowloom.geometry.Grid;
import dev.flowloom.geometry.Notes;
import dev.flowloom.geometry.Vec;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Note;
import dev.flowloom.model.NoteId;
import org.jspecify.annotations.Nullable;

/// The lower right corner of a container or a note is being dragged. A container always holds what stands in it.
///
/// @param box where it was
/// @param least what it must hold; null where that is nothing
/// @param anchor where the drag began, on the paper
/// @param pointer in the window
/// @param edit what is done if it ends now
record Resizing(Resized what, Box box, @Nullable Box least, Vec anchor, Vec pointer, Edit edit) implements Dragging {

    /// What is made larger or smaller.
    private sealed interface Resized {
        Edit to(Box box, View view);
    }

    private record AContainer(NodeId id) implements Resized {
        @Override
        public Edit to(Box box, View view) {
            return Room.resize(id, box);
        }
    }

    private record ANote(NoteId id, Note note) implements Resized {
        @Override
        public Edit to(Box box, View view) {
            var sized = note.withSize(Grid.snap(box.right()) - note.at().x(), Grid.snap(box.bottom()) - note.at().y());
            return Room.withinEntered(new Edit.ChangeNote(id, sized), Notes.box(sized), view);
        }
    }

    static Resizing begun(NodeId container, Vec at, View view) {
        var box = Objects.requireNonNull(view.drawing().box(container), "it is seen");
        var least = view.graph().inside(container).stream().map(view.drawing()::box).filter(Objects::nonNull)
                .reduce(Box::union).orElse(null);
        return begun(new AContainer(container), box, least, at, view);
    }

    static Resizing begun(NoteId id, Vec at, View view) {
        var note = Objects.requireNonNull(view.state().diagram().layout().notes().get(id), "it is seen");
        return begun(new ANote(id, note), Notes.box(note), null, at, view);
    }

    private static Resizing begun(Resized what, Box box, @Nullable Box least, Vec at, View view) {
        return new Resizing(what, box, least, view.camera().toPaper(at), at, what.to(box, view));
    }

    @Override
    public Resizing to(Vec at, Camera camera, View view) {
        var way = camera.toPaper(at).minus(anchor);
        var wanted = new Box(box.x(), box.y(), Math.max(1, box.width() + way.x()),
                Math.max(1, box.height() + way.y()));
        var holding = least == null ? wanted : Frames.holding(wanted, least);
        return new Resizing(what, box, least, anchor, at, what.to(holding, view));
    }

    @Override
    public List<Act> end() {
        return List.of(new Act.Do(edit));
    }

    @Override
    public Preview preview() {
        return new Preview.Provisional(edit);
    }

    @Override
    public Pose pose() {
        return Pose.RESIZE;
    }
}
