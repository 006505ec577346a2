package dev.flowloom.tool;

import dev.flowloom.document.Edit;
import dev.flowloom.geometry.Port;
import dev.flowloom.geometry.Vec;
import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import org.jspecify.annotations.Nullable;

/// What is shown of a gesture that has not ended.
public sealed interface Preview {
    Preview NONE = new Nothing();

    record Nothing() implements Preview {}

    /// The diagram as it would be after the edit.
    record Provisional(Edit edit) implements Preview {}

    /// A rubber band between two points of the paper.
    record Band(Vec from, Vec to) implements Preview {}

    /// A wire being drawn.
    ///
    /// @param to the pointer, on the paper
    /// @param target the node it would lead to; null over the ground
    /// @param refusal why it may not lead there; null where it may
    record Wire(Port from, Vec to, @Nullable NodeId target, @Nullable String refusal) implements Preview {}

    /// A node that is about to be put down.
    record Ghost(Node node, Point at) implements Preview {}
}
