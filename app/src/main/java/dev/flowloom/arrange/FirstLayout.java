package dev.flowloom.arrange;

import dev.flowloom.document.History;
import dev.flowloom.model.Diagram;

/// How a flow is drawn that comes without a place for any of its nodes, as from a hand or a program that writes only what
/// the flow does.
public final class FirstLayout {
    private FirstLayout() {}

    /// The diagram laid out, if none of its nodes has a place; else as it is.
    public static Diagram of(Diagram diagram) {
        var nodes = diagram.flow().graph().nodes().keySet();
        if (nodes.isEmpty() || nodes.stream().anyMatch(id -> diagram.layout().place(id) != null)) {
            return diagram;
        }
        var placed = History.ofRead(diagram).diagram();
        return AutoLayout.of(placed, nodes, Direction.LEFT_TO_RIGHT).applied(placed);
    }
}
