package dev.flowloom.arrange;

import java.util.Collection;
import java.util.Objects;
import java.util.stream.Stream;

import dev.flowloom.geometry.Box;
import dev.flowloom.geometry.Drawing;
import dev.flowloom.geometry.Frames;
import dev.flowloom.geometry.Grid;
import dev.flowloom.geometry.Notes;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Frame;
import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.NoteId;

/// The frames of containers whose nodes are laid out.
final class Opening {
    private Opening() {}

    /// The diagram with all containers open that hold some of the nodes, without being among them.
    static Diagram around(Collection<NodeId> nodes, Diagram diagram) {
        var layout = diagram.layout();
        for (var node : nodes) {
            for (var container : diagram.flow().graph().ancestors(node)) {
                var frame = layout.frame(container);
                layout = nodes.contains(container) || !frame.collapsed()
                        ? layout
                        : layout.with(container, frame.withCollapsed(false));
            }
        }
        return diagram.withLayout(layout);
    }

    /// The diagram with a frame that holds what the container holds.
    ///
    /// @param exactly whether it is no larger than that
    /// @param notes those that belong to it
    static Diagram fitted(NodeId container, boolean exactly, Collection<NoteId> notes, Diagram diagram) {
        var drawing = new Drawing();
        drawing.show(diagram);
        var frame = Objects.requireNonNull(drawing.box(container), container::value);
        return Stream.concat(diagram.flow().graph().level(container).nodes().keySet().stream().map(drawing::box),
                notes.stream().map(diagram.layout().notes()::get).filter(Objects::nonNull).map(Notes::box))
                .filter(Objects::nonNull).reduce(Box::union)
                .map(inner -> framed(container, Frames.holding(exactly ? inner : frame, inner), diagram))
                .orElse(diagram);
    }

    /// Its sides and its middle lie on the grid, by whichever of them it is put in line with others: then what it holds
    /// stays on the grid, wherever it is put.
    private static Diagram framed(NodeId container, Box box, Diagram diagram) {
        var at = new Point(Grid.STEP * (int) Math.floor(box.x() / Grid.STEP),
                Grid.STEP * (int) Math.floor(box.y() / Grid.STEP));
        var frame = Frame.of(even(box.right() - at.x()), even(box.bottom() - at.y()));
        return diagram.withLayout(diagram.layout().with(container, at).with(container, frame));
    }

    private static int even(double size) {
        return 2 * Grid.STEP * (int) Math.ceil(size / (2 * Grid.STEP));
    }
}
