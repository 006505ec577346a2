package dev.flowloom.tool;

import java.util.List;
import java.util.Objects;

import dev.flowloom.document.Edit;
import dev.flowloom.geometry.Box;
import dev.flowloom.geometry.Frames;
import dev.flowloom.geometry.Vec;
import dev.flowloom.model.NodeId;
import org.jspecify.annotations.Nullable;

/// A container's lower right corner is being dragged. It always holds what stands in it.
///
/// @param box where the frame was
/// @param least what the frame must hold; null where that is nothing
/// @param anchor where the drag began, on the paper
/// @param pointer in the window
/// @param edit what is done if it ends now
record Resizing(NodeId container, Box box, @Nullable Box least, Vec anchor, Vec pointer, Edit edit)
        implements
            Dragging {

    static Resizing begun(NodeId container, Vec at, View view) {
        var box = Objects.requireNonNull(view.drawing().box(container), "it is seen");
        var least = view.graph().inside(container).stream().map(view.drawing()::box).filter(Objects::nonNull)
                .reduce(Box::union).orElse(null);
        return new Resizing(container, box, least, view.camera().toPaper(at), at, Room.resize(container, box));
    }

    @Override
    public Resizing to(Vec at, Camera camera, View view) {
        var way = camera.toPaper(at).minus(anchor);
        var wanted = new Box(box.x(), box.y(), Math.max(1, box.width() + way.x()),
                Math.max(1, box.height() + way.y()));
        var holding = least == null ? wanted : Frames.holding(wanted, least);
        return new Resizing(container, box, least, anchor, at, Room.resize(container, holding));
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
