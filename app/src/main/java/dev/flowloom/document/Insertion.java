package dev.flowloom.document;

import java.util.List;
import java.util.Optional;

import dev.flowloom.model.Graph;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.Wire;
import org.jspecify.annotations.Nullable;

/// Leads a wire through a node: it ends there, and keeps its id, its branch and what it catches; a new one goes on to
/// where it led.
public final class Insertion {
    private Insertion() {}

    /// Whether a node of this kind can stand in the middle of a wire.
    public static boolean suits(Node node) {
        return switch (node) {
            case Node.Step _,Node.SubFlow _,Node.Wait _,Node.Receive _,Node.Approval _,Node.Condition _,Node.Fork _,Node.Scope _,Node.Loop _ ->
                true;
            case Node.Start _,Node.End _,Node.Join _,Node.Foreign _ -> false;
        };
    }

    /// What leads a wire through a node that no wire touches yet; empty where that can't be.
    ///
    /// @param node in the graph, or about to be
    public static Optional<List<Edit>> through(Graph graph, Wire wire, Node node) {
        if (!suits(node) || wire instanceof Wire.Compensation || wire.from().equals(node.id())
                || wire.to().equals(node.id())) {
            return Optional.empty();
        }
        var onward = new Wire.Sequence(Ids.forWire(graph, node.id(), wire.to()), node.id(), firstBranch(node),
                wire.to(), Json.Obj.EMPTY);
        return Optional.of(List.of(new Edit.BendWire(wire.id(), List.of()),
                new Edit.ChangeWire(wire.between(wire.from(), node.id())), new Edit.Connect(onward)));
    }

    private static @Nullable String firstBranch(Node node) {
        return node.branchIds().isEmpty() ? null : node.branchIds().getFirst();
    }
}
