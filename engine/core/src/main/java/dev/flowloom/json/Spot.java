package dev.flowloom.json;

import dev.flowloom.model.NodeId;
import dev.flowloom.model.Problem;
import dev.flowloom.model.WireId;
import org.jspecify.annotations.Nullable;

/// A place in a definition while it is read, and how bad it is when something can't be used there.
record Spot(Pointer pointer, @Nullable NodeId node, @Nullable WireId wire, Problem.Level level) {

    static Spot root(Problem.Level level) {
        return new Spot(Pointer.ROOT, null, null, level);
    }

    Spot field(String name) {
        return new Spot(pointer.field(name), node, wire, level);
    }

    Spot item(int index) {
        return new Spot(pointer.item(index), node, wire, level);
    }

    Spot of(NodeId node) {
        return new Spot(pointer, node, null, level);
    }

    Spot of(WireId wire) {
        return new Spot(pointer, null, wire, level);
    }

    Spot harmless() {
        return new Spot(pointer, node, wire, Problem.Level.WARNING);
    }

    Problem.Place place() {
        return new Problem.Place(node, wire, pointer.toString(), null);
    }
}
