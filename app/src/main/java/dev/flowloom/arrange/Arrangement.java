package dev.flowloom.arrange;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.flowloom.document.Edit;
import dev.flowloom.geometry.Box;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.WireId;

/// Places for some nodes of a diagram.
///
/// @param places the upper left corner of each node's shape
public record Arrangement(SortedMap<NodeId, Point> places) {
    private static final Point NOWHERE = new Point(0, 0);

    public Arrangement {
        places = Collections.unmodifiableSortedMap(new TreeMap<>(places));
    }

    static Arrangement of(SortedMap<NodeId, Box> boxes) {
        var places = new TreeMap<NodeId, Point>();
        boxes.forEach((id, box) -> places.put(id, box.corner().rounded()));
        return new Arrangement(places);
    }

    /// Puts the nodes in their places as one step. What moves together keeps the shape of the wires in it.
    ///
    /// @param label what is done, for a menu
    public Edit edit(String label, Diagram diagram) {
        return new Edit.Together(label, moves(diagram));
    }

    /// The same, and the wires between these nodes lose the bends a hand gave them.
    public Edit editWithoutBends(String label, Diagram diagram) {
        var edits = moves(diagram);
        for (var wire : diagram.layout().bends().keySet()) {
            if (isWithin(wire, diagram)) {
                edits.add(new Edit.BendWire(wire, List.of()));
            }
        }
        return new Edit.Together(label, edits);
    }

    private boolean isWithin(WireId id, Diagram diagram) {
        var wire = diagram.flow().graph().wire(id);
        return wire != null && places.containsKey(wire.from()) && places.containsKey(wire.to());
    }

    /// Those that move the same way move together.
    private List<Edit> moves(Diagram diagram) {
        Map<Point, List<NodeId>> byWay = new LinkedHashMap<>();
        places.forEach((id, place) -> {
            var old = Objects.requireNonNullElse(diagram.layout().place(id), NOWHERE);
            byWay.computeIfAbsent(place.plus(-old.x(), -old.y()), _ -> new ArrayList<>()).add(id);
        });
        byWay.remove(NOWHERE);
        var moves = new ArrayList<Edit>();
        byWay.forEach((way, nodes) -> moves.add(Edit.MoveNodes.of(nodes, way.x(), way.y())));
        return moves;
    }
}
