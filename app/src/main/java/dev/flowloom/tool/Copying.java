package dev.flowloom.tool;

import java.util.List;
import java.util.Objects;

import dev.flowloom.document.Edit;
import dev.flowloom.document.Fragment;
import dev.flowloom.document.Selection;
import dev.flowloom.geometry.Grid;
import dev.flowloom.geometry.Vec;
import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.NodeId;
import org.jspecify.annotations.Nullable;

/// A copy of nodes and notes is being dragged out of them.
///
/// @param corner the upper left corner of what is copied
/// @param anchor where the drag began, on the paper
/// @param pointer in the window
/// @param at where the copy's upper left corner would be
/// @param container what the copy would stand in; null where that is nothing
record Copying(Fragment fragment, Point corner, Vec anchor, Vec pointer, Point at, @Nullable NodeId container)
        implements
            Dragging {

    static Copying begun(Selection all, Vec at, View view) {
        var fragment = Fragment.of(view.state().diagram(), all);
        var corner = Objects.requireNonNull(fragment.corner(), "something is dragged");
        return new Copying(fragment, corner, view.camera().toPaper(at), at, corner,
                all.nodes().isEmpty() ? null : view.graph().parent(all.nodes().iterator().next()));
    }

    @Override
    public Copying to(Vec at, Camera camera, View view) {
        var way = camera.toPaper(at).minus(anchor);
        return new Copying(fragment, corner, anchor, at, corner.plus(Grid.snap(way.x()), Grid.snap(way.y())),
                view.containerAt(camera.toPaper(at), List.of()));
    }

    @Override
    public List<Act> end() {
        return at.equals(corner) ? List.of() : List.of(new Act.Do(edit()));
    }

    private Edit edit() {
        return new Edit.Paste(fragment, at, container);
    }

    @Override
    public Preview preview() {
        return new Preview.Provisional(edit());
    }

    @Override
    public Pose pose() {
        return Pose.MOVE;
    }
}
