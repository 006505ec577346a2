package dev.flowloom.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import dev.flowloom.model.Branch;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Json;
import dev.flowloom.model.Layout;
import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;
import dev.flowloom.model.WireId;

/// Makes large flows, the same for the same seed: columns of steps and conditions, each led to from the column before,
/// with one and a half wires for each node.
public final class BigFlow {
    private static final int PITCH_X = 288;
    private static final int PITCH_Y = 112;
    private static final int LABEL_ROOM = 96;
    private static final double CONDITIONS = 0.13;
    private static final double ERRORS = 0.3;

    private final Random chance;
    private final List<List<Node>> columns = new ArrayList<>();
    private Graph graph = Graph.EMPTY;
    private Layout layout = Layout.EMPTY;

    private BigFlow(long seed) {
        chance = new Random(seed);
    }

    public static Diagram of(int size, long seed) {
        return new BigFlow(seed).make(size);
    }

    private Diagram make(int size) {
        int rows = Math.max(3, (int) Math.round(Math.sqrt(size * 1.6)));
        column(1, rows, false);
        column(1, rows, false);
        while (graph.nodes().size() + rows < size) {
            column(Math.min(rows, 3 * columns.getLast().size()), rows, false);
        }
        column(size - graph.nodes().size(), rows, true);
        for (int i = 0; i + 1 < columns.size(); i++) {
            connect(columns.get(i), columns.get(i + 1));
        }
        return new Diagram(Flow.of("big", "Big flow of " + size, graph), layout);
    }

    private void column(int size, int rows, boolean last) {
        var column = new ArrayList<Node>();
        for (int row = 0; row < size; row++) {
            var id = new NodeId("n%02dx%02d".formatted(columns.size(), row));
            var node = last
                    ? new Node.End(id, "Done", new Node.Outcome.Completed(null), Json.Obj.EMPTY)
                    : node(id, size < rows);
            column.add(node);
            graph = graph.with(node);
            double top = (row + (rows - size) / 2.0) * PITCH_Y;
            layout = layout.with(node.id(), new Point(columns.size() * PITCH_X + LABEL_ROOM, (int) top / 8 * 8));
        }
        columns.add(column);
    }

    /// As long as the columns grow each node must lead to several others.
    private Node node(NodeId id, boolean grows) {
        if (columns.isEmpty()) {
            return new Node.Start(id, "Start", Json.Obj.EMPTY);
        }
        if (grows || (columns.size() > 1 && chance.nextDouble() < CONDITIONS)) {
            return new Node.Condition(id, "Which way " + id + "?", List.of(
                    new Branch("high", "high", "input.amount > 500", Json.Obj.EMPTY),
                    new Branch("low", "low", "input.amount < 50", Json.Obj.EMPTY)), Json.Obj.EMPTY);
        }
        return Node.Step.of(id, "Work on part " + id, "data.transform")
                .withSettings(Json.Obj.EMPTY.with("value", Json.of("{{ input.amount }}")));
    }

    private void connect(List<Node> column, List<Node> next) {
        for (int row = 0; row < column.size(); row++) {
            var node = column.get(row);
            int straight = row * next.size() / column.size();
            switch (node) {
                case Node.Condition _ -> {
                    var targets = next.size() > column.size() ? row * 3 : straight - 1;
                    sequence(node, "high", at(next, targets));
                    sequence(node, "low", at(next, targets + 1));
                    sequence(node, Branch.OTHERWISE, at(next, targets + 2));
                }
                case Node.Step _ when chance.nextDouble() < ERRORS -> {
                    sequence(node, "", at(next, straight));
                    error(node, at(next, straight + 1 + chance.nextInt(2)));
                }
                default -> sequence(node, "", at(next, straight));
            }
        }
    }

    private static Node at(List<Node> column, int row) {
        return column.get(Math.floorMod(row, column.size()));
    }

    private void sequence(Node from, String branch, Node to) {
        var id = new WireId("%s-%s%s".formatted(from.id(), branch, to.id()));
        graph = graph.with(new Wire.Sequence(id, from.id(), branch.isEmpty() ? null : branch, to.id(),
                Json.Obj.EMPTY));
    }

    private void error(Node from, Node to) {
        graph = graph.with(new Wire.OnError(new WireId("%s-error-%s".formatted(from.id(), to.id())), from.id(),
                to.id(), Wire.Catch.ANYTHING, Json.Obj.EMPTY));
    }
}
