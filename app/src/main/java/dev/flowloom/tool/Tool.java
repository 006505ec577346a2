package dev.flowloom.tool;

import java.util.List;

import dev.flowloom.geometry.Guide;

/// A state of the hand: what it is in the middle of doing. Immutable; an input leads to the next one.
public sealed interface Tool permits Idle, Pressed, Marquee, Dragging, Wiring, MakingRoom, Panning, Hand,
        Hanging {

    Outcome on(UserInput input, View view);

    default Preview preview() {
        return Preview.NONE;
    }

    /// The lines on which what is dragged stands with its neighbours.
    default List<Guide> guides() {
        return List.of();
    }

    default Pose pose() {
        return Pose.ARROW;
    }

    /// Whether it goes on when something else edits the diagram meanwhile, such as an undo. What is about nodes or wires
    /// doesn't: they may be gone, or elsewhere.
    default boolean outlivesEdits() {
        return false;
    }

    /// Whether the passing of time matters: near the window's edge the paper moves along.
    default boolean wantsTicks() {
        return false;
    }

    /// How the pointer looks.
    enum Pose { ARROW, OPEN_HAND, CLOSED_HAND, CROSS, MOVE, RESIZE, REFUSED }
}
