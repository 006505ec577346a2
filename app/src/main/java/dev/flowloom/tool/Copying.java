package dev.flowloom.tool;

import java.util.List;
import java.util.Objects;

import dev.flowloom.document.Edit;
import dev.flowloom.document.EditResult;
import dev.flowloom.document.Edits;
import dev.flowloom.document.Fragment;
import dev.flowloom.document.Selection;
import dev.flowloom.geometry.Guide;
import dev.flowloom.geometry.Snapping;
import dev.flowloom.geometry.Vec;
import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.NodeId;
import org.jspecify.annotations.Nullable;

/// A copy of nodes and notes is being dragged out of them. The copy is made once, where they stand, and then moved.
///
/// @param corner the upper left corner of what is copied
/// @param copied the diagram with the copy; null where nothing of the selection can be copied
/// @param anchor where the drag began, on the paper
/// @param pointer in the window
/// @param snapping how the copy snaps
/// @param at where the copy's upper left corner would be
/// @param container what the copy would stand in; null where that is nothing
/// @param guides the lines on which the copy stands with its neighbours
record Copying(Fragment fragment, Point corner, EditResult.@Nullable Applied copied, Snapping snapping, Vec anchor,
        Vec pointer, Point at, @Nullable NodeId container, List<Guide> guides) implements Dragging {

    /// @param snapping the point that the grid draws
    static Copying begun(Selection all, Vec snapping, Vec at, View view) {
        var fragment = Fragment.of(view.state().diagram(), all);
        var corner = Objects.requireNonNull(fragment.corner(), "something is dragged");
        var copied = Edits.apply(view.state().diagram(), new Edit.Paste(fragment, corner, null));
        return new Copying(fragment, corner, copied instanceof EditResult.Applied applied ? applied : null,
                view.snapping(view.extent(all), snapping, List.of()), view.camera().toPaper(at), at, corner,
                all.nodes().isEmpty() ? null : view.graph().parent(all.nodes().iterator().next()), List.of());
    }

    @Override
    public Copying to(Vec at, Camera camera, View view) {
        var paper = camera.toPaper(at);
        var snapped = snapping.by(paper.minus(anchor));
        return new Copying(fragment, corner, copied, snapping, anchor, at, corner.plus(snapped.dx(), snapped.dy()),
                view.containerAt(paper, List.of()), snapped.guides());
    }

    @Override
    public List<Act> end() {
        return at.equals(corner) ? List.of() : List.of(new Act.Do(new Edit.Paste(fragment, at, container)));
    }

    @Override
    public Preview preview() {
        if (copied == null) {
            return Preview.NONE;
        }
        var move = Edit.MoveNodes.of(copied.added(), at.x() - corner.x(), at.y() - corner.y());
        return Edits.apply(copied.diagram(), move) instanceof EditResult.Applied moved
                ? new Preview.Drawn(moved.diagram(), container)
                : Preview.NONE;
    }

    @Override
    public List<Guide> guides() {
        return guides;
    }

    @Override
    public Pose pose() {
        return Pose.MOVE;
    }
}
