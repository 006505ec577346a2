package dev.flowloom.tool;

import dev.flowloom.geometry.Port;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.NoteId;
import dev.flowloom.model.WireId;

/// What lies under the pointer.
public sealed interface Hit {
    record OnPort(Port port) implements Hit {}

    record OnNode(NodeId node) implements Hit {}

    record OnWire(WireId wire) implements Hit {}

    /// The mark in the middle of a wire, where something can be put in.
    record OnInsert(WireId wire) implements Hit {}

    /// The sign of a container that collapses or opens it.
    record OnSign(NodeId container) implements Hit {}

    /// The corner of an open container that makes it larger.
    record OnCorner(NodeId container) implements Hit {}

    /// A note: where it can be grasped.
    record OnNote(NoteId note) implements Hit {}

    /// The corner of a note that makes it larger.
    record OnNoteCorner(NoteId note) implements Hit {}

    /// What is written at a wire.
    record OnLabel(WireId wire) implements Hit {}

    record OnGround() implements Hit {}
}
