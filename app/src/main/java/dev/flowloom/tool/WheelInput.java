package dev.flowloom.tool;

import dev.flowloom.geometry.Vec;

/// The wheel turned, or two fingers moved.
///
/// @param delta by how many pixels what is shown shall move
public record WheelInput(Vec at, Vec delta, Modifiers modifiers) implements UserInput {
    /// How many pixels one notch of a wheel is.
    static final double NOTCH = 40;
}
