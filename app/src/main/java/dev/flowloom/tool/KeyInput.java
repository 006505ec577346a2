package dev.flowloom.tool;

/// A key went down or up.
public record KeyInput(Key key, boolean down, Modifiers modifiers) implements UserInput {

    /// The keys that mean something on the canvas.
    public enum Key {
        ESCAPE,
        DELETE,
        ENTER,
        SPACE,
        LEFT,
        RIGHT,
        UP,
        DOWN,
        PLUS,
        MINUS,
        DIGIT_0,
        DIGIT_1,
        A,
        C,
        D,
        E,
        F2,
        G,
        H,
        N,
        R,
        S,
        V,
        X,
        Y,
        Z
    }
}
