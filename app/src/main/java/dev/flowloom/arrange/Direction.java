package dev.flowloom.arrange;

/// Which way a flow reads when it is laid out.
public enum Direction {
    LEFT_TO_RIGHT, TOP_TO_BOTTOM;

    boolean isLevel() {
        return this == LEFT_TO_RIGHT;
    }
}
