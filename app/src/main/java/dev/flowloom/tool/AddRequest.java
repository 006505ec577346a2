package dev.flowloom.tool;

import dev.flowloom.geometry.Port;
import dev.flowloom.geometry.Vec;
import dev.flowloom.model.WireId;

/// Where a node is to go that is yet to be chosen.
public sealed interface AddRequest {
    /// Where the hand is, on the paper.
    Vec at();

    /// On empty ground.
    record Here(Vec at) implements AddRequest {}

    /// At the end of a wire from a port.
    record After(Vec at, Port from) implements AddRequest {}

    /// Into the middle of a wire.
    record Into(Vec at, WireId wire) implements AddRequest {}
}
