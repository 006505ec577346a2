package dev.flowloom.tool;

import dev.flowloom.geometry.Vec;

/// The pointer did something.
///
/// @param at in the window
/// @param clicks how many presses followed each other quickly, this one included
public record PointerInput(Action action, Vec at, Button button, Modifiers modifiers, int clicks)
        implements
            UserInput {

    public enum Action { PRESS, MOVE, RELEASE }

    /// Which button an action is of; none when the pointer only moves.
    public enum Button { NONE, PRIMARY, MIDDLE, SECONDARY }
}
