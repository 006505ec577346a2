package dev.flowloom.geometry;

import dev.flowloom.model.Node;

/// The silhouette of a node, by which kinds are told apart without reading.
public enum Shape {
    /// Start and end.
    ROUND,
    /// Does something.
    CARD,
    /// Decides: its corners are cut.
    CUT_CARD,
    /// Splits or gathers ways.
    BAR,
    /// Holds a graph of its own.
    FRAME;

    public static final double CARD_WIDTH = 208;
    public static final double CARD_HEIGHT = 64;
    public static final double ROUND_SIZE = 40;
    public static final double BAR_WIDTH = 16;

    /// How far apart the ports of branches are.
    static final double BRANCH_PITCH = 24;
    /// How far apart the ways of a bar are.
    public static final double BAR_PITCH = 32;

    public static Shape of(Node node) {
        return switch (node) {
            case Node.Start _,Node.End _ -> ROUND;
            case Node.Step _,Node.SubFlow _,Node.Wait _,Node.Receive _,Node.Foreign _ -> CARD;
            case Node.Condition _,Node.Approval _ -> CUT_CARD;
            case Node.Fork _,Node.Join _ -> BAR;
            case Node.Scope _,Node.Loop _ -> FRAME;
        };
    }

    /// How big a node is drawn.
    ///
    /// @param ways how many wires a bar has on its busier side
    static Box box(Node node, Vec corner, int ways) {
        return switch (of(node)) {
            case ROUND -> new Box(corner.x(), corner.y(), ROUND_SIZE, ROUND_SIZE);
            case CARD, FRAME -> new Box(corner.x(), corner.y(), CARD_WIDTH, CARD_HEIGHT);
            case CUT_CARD -> new Box(corner.x(), corner.y(), CARD_WIDTH,
                    Math.max(CARD_HEIGHT, 16 + BRANCH_PITCH * branches(node)));
            case BAR -> new Box(corner.x(), corner.y(), BAR_WIDTH, Math.max(CARD_HEIGHT, BAR_PITCH * ways));
        };
    }

    /// How many branches leave a node, "otherwise" included; 0 where it is left as a whole.
    static int branches(Node node) {
        return node.branchIds().size();
    }
}
