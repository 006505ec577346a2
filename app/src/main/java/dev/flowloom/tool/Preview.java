package dev.flowloom.tool;

import java.util.Collections;
import java.util.SequencedSet;

import dev.flowloom.document.Edit;
import dev.flowloom.geometry.Port;
import dev.flowloom.geometry.Vec;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.WireId;
import org.jspecify.annotations.Nullable;

/// What is shown of a gesture that has not ended.
public sealed interface Preview {
    Preview NONE = new Nothing();

    record Nothing() implements Preview {}

    /// The diagram as it would be after the edit.
    ///
    /// @param lit the wire that the edit is about; null where it is about none
    /// @param target the container that something would be put into; null where there is none
    record Provisional(Edit edit, @Nullable WireId lit, @Nullable NodeId target) implements Preview {
        Provisional(Edit edit) {
            this(edit, null, null);
        }
    }

    /// The diagram as the gesture would leave it, made already: so that little is done for each move.
    ///
    /// @param target the container that something would be put into; null where there is none
    record Drawn(Diagram diagram, @Nullable NodeId target) implements Preview {}

    /// A rubber band between two points of the paper.
    record Band(Vec from, Vec to) implements Preview {}

    /// A wire being drawn.
    ///
    /// @param to the pointer, on the paper
    /// @param target the node it would lead to; null over the ground
    /// @param refusal why it may not lead there; null where it may
    record Wire(Port from, Vec to, @Nullable NodeId target, @Nullable String refusal) implements Preview {}

    /// A wire whose end is being led elsewhere.
    ///
    /// @param from its other end, on the paper
    /// @param to the pointer, on the paper
    /// @param target the node it would begin or end at; null over the ground
    /// @param refusal why it may not; null where it may
    record LooseEnd(WireId wire, Vec from, Vec to, @Nullable NodeId target, @Nullable String refusal)
            implements
                Preview {}

    /// A cut across wires, which are those that would go.
    record Slash(Vec from, Vec to, SequencedSet<WireId> wires) implements Preview {
        public Slash {
            wires = Collections.unmodifiableSequencedSet(wires);
        }
    }

    /// A node that is about to be put down.
    ///
    /// @param into the wire that it would be put into; null where there is none
    /// @param target the container that it would be put into; null where there is none
    record Ghost(Node node, Point at, @Nullable WireId into, @Nullable NodeId target) implements Preview {}
}
