package dev.flowloom.panels;

import javafx.scene.layout.StackPane;

import dev.flowloom.model.Node;
import dev.flowloom.model.Node.Outcome;
import dev.flowloom.step.StepDescription;

/// The tiles that stand for things: an icon on the ground of its category.
public final class Tiles {
    private static final double SIZE = 32;
    private static final double SMALL = 24;
    private static final String CONTROL = "control";

    private Tiles() {}

    public static StackPane of(StepDescription step) {
        return Icon.tile(step.icon(), Stencil.tone(step.category()), SIZE);
    }

    /// For what this version doesn't know.
    public static StackPane unknown() {
        return Icon.tile(Icon.Shape.PACKAGE, CONTROL, SIZE);
    }

    public static StackPane flow() {
        return Icon.tile(Icon.Shape.FLOW, CONTROL, SIZE);
    }

    public static StackPane note() {
        return Icon.tile(Icon.Shape.NOTE, CONTROL, SIZE);
    }

    public static StackPane wire() {
        return Icon.tile(Icon.Shape.WIRE, CONTROL, SIZE);
    }

    /// For a node that steers the flow.
    public static StackPane of(Node node) {
        return Icon.tile(icon(node), CONTROL, SIZE);
    }

    /// For a line of a list.
    public static StackPane small(Node node) {
        return Icon.tile(icon(node), CONTROL, SMALL);
    }

    /// For a line of a list.
    public static StackPane small(StepDescription step) {
        return Icon.tile(step.icon(), Stencil.tone(step.category()), SMALL);
    }

    private static String icon(Node node) {
        return switch (node) {
            case Node.Start _ -> Icon.Shape.START;
            case Node.End end -> end.outcome() instanceof Outcome.Failed ? Icon.Shape.FAILING_END : Icon.Shape.END;
            case Node.SubFlow _ -> Icon.Shape.SUB_FLOW;
            case Node.Condition _ -> Icon.Shape.CONDITION;
            case Node.Fork _ -> Icon.Shape.FORK;
            case Node.Join _ -> Icon.Shape.JOIN;
            case Node.Wait _ -> Icon.Shape.WAIT;
            case Node.Receive _ -> Icon.Shape.ENVELOPE;
            case Node.Approval _ -> Icon.Shape.PERSON;
            case Node.Scope _ -> Icon.Shape.FRAME;
            case Node.Loop _ -> Icon.Shape.LOOP;
            case Node.Step _,Node.Foreign _ -> Icon.Shape.PACKAGE;
        };
    }
}
