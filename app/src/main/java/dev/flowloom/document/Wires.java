package dev.flowloom.document;

import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;
import dev.flowloom.model.WireId;

/// Copies of wires.
final class Wires {
    private Wires() {}

    static Wire withId(Wire wire, WireId id) {
        return switch (wire) {
            case Wire.Sequence w -> new Wire.Sequence(id, w.from(), w.branch(), w.to(), w.extras());
            case Wire.OnError w -> new Wire.OnError(id, w.from(), w.to(), w.caught(), w.extras());
            case Wire.Compensation w -> new Wire.Compensation(id, w.from(), w.to(), w.extras());
        };
    }

    /// A wire that leads to and from a node under another id.
    static Wire withEnd(Wire wire, NodeId old, NodeId next) {
        var from = wire.from().equals(old) ? next : wire.from();
        var to = wire.to().equals(old) ? next : wire.to();
        return switch (wire) {
            case Wire.Sequence w -> new Wire.Sequence(w.id(), from, w.branch(), to, w.extras());
            case Wire.OnError w -> new Wire.OnError(w.id(), from, to, w.caught(), w.extras());
            case Wire.Compensation w -> new Wire.Compensation(w.id(), from, to, w.extras());
        };
    }
}
