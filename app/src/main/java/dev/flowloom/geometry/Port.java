package dev.flowloom.geometry;

import dev.flowloom.model.Json;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;
import dev.flowloom.model.WireId;
import org.jspecify.annotations.Nullable;

/// A place on a node's rim from which a wire can be drawn.
///
/// @param branch the branch of a condition whose port it is; null for any other
public record Port(NodeId node, Kind kind, @Nullable String branch) {
    /// What kind of wire leaves the port.
    public enum Kind { SEQUENCE, ERROR, COMPENSATION }

    /// The wire from this port to a node.
    public Wire wire(WireId id, NodeId to) {
        return switch (kind) {
            case SEQUENCE -> new Wire.Sequence(id, node, branch, to, Json.Obj.EMPTY);
            case ERROR -> new Wire.OnError(id, node, to, Wire.Catch.ANYTHING, Json.Obj.EMPTY);
            case COMPENSATION -> new Wire.Compensation(id, node, to, Json.Obj.EMPTY);
        };
    }

    /// The port that a wire leaves.
    public static Port of(Wire wire) {
        return switch (wire) {
            case Wire.Sequence sequence -> new Port(wire.from(), Kind.SEQUENCE, sequence.branch());
            case Wire.OnError _ -> new Port(wire.from(), Kind.ERROR, null);
            case Wire.Compensation _ -> new Port(wire.from(), Kind.COMPENSATION, null);
        };
    }
}
