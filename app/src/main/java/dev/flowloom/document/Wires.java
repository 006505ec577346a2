package dev.flowloom.document;

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
}
