package dev.flowloom.document;

import java.util.Collection;
import java.util.List;

import dev.flowloom.model.Diagram;
import dev.flowloom.model.Graph;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.NoteId;
import dev.flowloom.model.WireId;
import org.jspecify.annotations.Nullable;
import org.pcollections.OrderedPSet;

/// The nodes, wires and notes that are selected, each in the order in which they were.
public record Selection(OrderedPSet<NodeId> nodes, OrderedPSet<WireId> wires, OrderedPSet<NoteId> notes) {
    public static final Selection NONE = new Selection(OrderedPSet.empty(), OrderedPSet.empty(), OrderedPSet.empty());

    public static Selection of(NodeId... nodes) {
        return ofNodes(List.of(nodes));
    }

    public static Selection of(WireId... wires) {
        return ofWires(List.of(wires));
    }

    public static Selection of(NoteId... notes) {
        return ofNotes(List.of(notes));
    }

    public static Selection ofNodes(Collection<NodeId> nodes) {
        return new Selection(OrderedPSet.from(nodes), OrderedPSet.empty(), OrderedPSet.empty());
    }

    public static Selection ofWires(Collection<WireId> wires) {
        return new Selection(OrderedPSet.empty(), OrderedPSet.from(wires), OrderedPSet.empty());
    }

    public static Selection ofNotes(Collection<NoteId> notes) {
        return new Selection(OrderedPSet.empty(), OrderedPSet.empty(), OrderedPSet.from(notes));
    }

    /// All nodes and wires of the graph.
    public static Selection all(Graph graph) {
        return ofNodes(graph.nodes().keySet()).plus(ofWires(graph.wires().keySet()));
    }

    public boolean isEmpty() {
        return nodes.isEmpty() && wires.isEmpty() && notes.isEmpty();
    }

    public boolean has(NodeId node) {
        return nodes.contains(node);
    }

    public boolean has(WireId wire) {
        return wires.contains(wire);
    }

    public boolean has(NoteId note) {
        return notes.contains(note);
    }

    /// The one node that is selected; null where it is none, several, or anything else.
    public @Nullable NodeId onlyNode() {
        return nodes.size() == 1 && wires.isEmpty() && notes.isEmpty() ? nodes.iterator().next() : null;
    }

    /// The one wire that is selected; null where it is none, several, or anything else.
    public @Nullable WireId onlyWire() {
        return wires.size() == 1 && nodes.isEmpty() && notes.isEmpty() ? wires.iterator().next() : null;
    }

    /// The one note that is selected; null where it is none, several, or anything else.
    public @Nullable NoteId onlyNote() {
        return notes.size() == 1 && nodes.isEmpty() && wires.isEmpty() ? notes.iterator().next() : null;
    }

    public Selection plus(Selection other) {
        return new Selection(nodes.plusAll(other.nodes), wires.plusAll(other.wires), notes.plusAll(other.notes));
    }

    public Selection toggled(NodeId node) {
        return new Selection(has(node) ? nodes.minus(node) : nodes.plus(node), wires, notes);
    }

    public Selection toggled(WireId wire) {
        return new Selection(nodes, has(wire) ? wires.minus(wire) : wires.plus(wire), notes);
    }

    public Selection toggled(NoteId note) {
        return new Selection(nodes, wires, has(note) ? notes.minus(note) : notes.plus(note));
    }

    /// Without its wires.
    public Selection withoutWires() {
        return new Selection(nodes, OrderedPSet.empty(), notes);
    }

    /// Without what the diagram does not have.
    public Selection within(Diagram diagram) {
        var graph = diagram.flow().graph();
        var goneNodes = nodes.stream().filter(id -> graph.node(id) == null).toList();
        var goneWires = wires.stream().filter(id -> graph.wire(id) == null).toList();
        var goneNotes = notes.stream().filter(id -> !diagram.layout().notes().containsKey(id)).toList();
        return goneNodes.isEmpty() && goneWires.isEmpty() && goneNotes.isEmpty()
                ? this
                : new Selection(nodes.minusAll(goneNodes), wires.minusAll(goneWires), notes.minusAll(goneNotes));
    }
}
