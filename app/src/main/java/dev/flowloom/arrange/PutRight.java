package dev.flowloom.arrange;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

import dev.flowloom.geometry.Box;
import dev.flowloom.geometry.Shape;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Layout;
import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Sentence;
import org.jspecify.annotations.Nullable;

/// Where a file says that something stands where nobody would find it: far away from all the rest, or below something else.
/// Such a node loses its place, and gets one as a node does that never had any.
///
/// @param problems what was put right
public record PutRight(Diagram diagram, List<Problem> problems) {
    /// No flow is drawn so large that a node of it stands further than this from its middle …
    private static final long REACH = 100_000;
    /// … and so much more for each of its nodes.
    private static final long REACH_OF_NODE = 600;
    private static final int CELL = 256;
    private static final int BELOW = 96;
    /// So many are told by name.
    private static final int NAMED = 10;

    public PutRight {
        problems = List.copyOf(problems);
    }

    public static PutRight of(Diagram diagram) {
        var layout = diagram.layout();
        var placed = placed(diagram);
        if (placed.isEmpty()) {
            return new PutRight(diagram, List.of());
        }
        var missing = new TreeSet<>(diagram.flow().graph().nodes().keySet());
        missing.removeAll(placed);
        var middle = new Point(median(placed.stream().mapToInt(id -> at(id, layout).x())),
                median(placed.stream().mapToInt(id -> at(id, layout).y())));
        long reach = REACH + REACH_OF_NODE * placed.size();
        var far = new TreeSet<>(placed.stream().filter(id -> isFar(at(id, layout), middle, reach)).toList());
        placed.removeAll(far);
        var covered = covered(placed, diagram);
        var moved = new TreeSet<>(far);
        moved.addAll(covered);
        var right = notesNear(middle, reach, wiresNear(middle, reach, without(moved, diagram)));
        var problems = new ArrayList<Problem>();
        tell(missing, Sentence.of("The file has no place for these steps: %s.", names(missing, diagram)), problems);
        tell(far, Sentence.of("These steps stood so far away that nobody would find them: %s.", names(far, diagram)),
                problems);
        tell(covered, Sentence.of("These steps were covered by others: %s.", names(covered, diagram)), problems);
        return new PutRight(right, problems);
    }

    private static SortedSet<NodeId> placed(Diagram diagram) {
        var placed = new TreeSet<>(diagram.flow().graph().nodes().keySet());
        placed.removeIf(id -> diagram.layout().place(id) == null);
        return placed;
    }

    private static Point at(NodeId id, Layout layout) {
        var place = layout.place(id);
        if (place == null) {
            throw new IllegalStateException(id + " has no place");
        }
        return place;
    }

    private static int median(IntStream values) {
        var sorted = values.sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static boolean isFar(Point point, Point middle, long reach) {
        return Math.abs((long) point.x() - middle.x()) > reach || Math.abs((long) point.y() - middle.y()) > reach;
    }

    /// Those that lie under another by more than half. What holds others is left where it is, for their sake.
    private static SortedSet<NodeId> covered(SortedSet<NodeId> placed, Diagram diagram) {
        var covered = new TreeSet<NodeId>();
        Map<Cell, List<Box>> taken = new HashMap<>();
        for (var id : placed) {
            var box = box(id, diagram);
            if (box != null) {
                var container = diagram.flow().graph().ancestors(id).stream().findFirst().orElse(null);
                var cells = cells(box, container);
                if (cells.stream().flatMap(cell -> taken.getOrDefault(cell, List.of()).stream())
                        .anyMatch(other -> covers(other, box))) {
                    covered.add(id);
                } else {
                    cells.forEach(cell -> taken.computeIfAbsent(cell, _ -> new ArrayList<>()).add(box));
                }
            }
        }
        return covered;
    }

    /// A square of the paper, or of the inside of a container.
    private record Cell(@Nullable NodeId container, int column, int row) {}

    private static List<Cell> cells(Box box, @Nullable NodeId container) {
        var cells = new ArrayList<Cell>();
        for (int column = cell(box.x()); column <= cell(box.right()); column++) {
            for (int row = cell(box.y()); row <= cell(box.bottom()); row++) {
                cells.add(new Cell(container, column, row));
            }
        }
        return cells;
    }

    private static int cell(double at) {
        return (int) Math.floor(at / CELL);
    }

    private static boolean covers(Box one, Box other) {
        double width = Math.min(one.right(), other.right()) - Math.max(one.x(), other.x());
        double height = Math.min(one.bottom(), other.bottom()) - Math.max(one.y(), other.y());
        double smaller = Math.min(one.width() * one.height(), other.width() * other.height());
        return width > 0 && height > 0 && width * height > smaller / 2;
    }

    private static @Nullable Box box(NodeId id, Diagram diagram) {
        var node = diagram.flow().graph().node(id);
        var at = at(id, diagram.layout());
        return node == null ? null : switch (Shape.of(node)) {
            case ROUND -> new Box(at.x(), at.y(), Shape.ROUND_SIZE, Shape.ROUND_SIZE);
            case CARD, CUT_CARD -> new Box(at.x(), at.y(), Shape.CARD_WIDTH, Shape.CARD_HEIGHT);
            case BAR -> new Box(at.x(), at.y(), Shape.BAR_WIDTH, Shape.CARD_HEIGHT);
            case FRAME -> null;
        };
    }

    /// Bends lead to where the nodes stood: they go with the places.
    private static Diagram without(SortedSet<NodeId> moved, Diagram diagram) {
        var layout = diagram.layout();
        for (var id : moved) {
            var frame = layout.frames().get(id);
            layout = frame == null ? layout.without(id) : layout.without(id).with(id, frame);
        }
        for (var wire : diagram.flow().graph().wires().values()) {
            layout = moved.contains(wire.from()) || moved.contains(wire.to())
                    ? layout.withBends(wire.id(), List.of())
                    : layout;
        }
        return diagram.withLayout(layout);
    }

    private static Diagram wiresNear(Point middle, long reach, Diagram diagram) {
        var layout = diagram.layout();
        for (var bends : diagram.layout().bends().entrySet()) {
            layout = bends.getValue().stream().anyMatch(point -> isFar(point, middle, reach))
                    ? layout.withBends(bends.getKey(), List.of())
                    : layout;
        }
        for (var label : diagram.layout().labels().entrySet()) {
            layout = isFar(label.getValue(), Point.ZERO, reach)
                    ? layout.withLabel(label.getKey(), Point.ZERO)
                    : layout;
        }
        return diagram.withLayout(layout);
    }

    /// Notes from far away stand below each other, under all the rest.
    private static Diagram notesNear(Point middle, long reach, Diagram diagram) {
        var layout = diagram.layout();
        var places = layout.nodes().values();
        int x = places.stream().mapToInt(Point::x).min().orElse(middle.x());
        int y = places.stream().mapToInt(Point::y).max().orElse(middle.y()) + 2 * BELOW;
        for (var entry : diagram.layout().notes().entrySet()) {
            var note = entry.getValue();
            if (isFar(note.at(), middle, reach)) {
                layout = layout.with(entry.getKey(), note.withPlace(new Point(x, y)));
                y += note.height() + BELOW;
            }
        }
        return diagram.withLayout(layout);
    }

    private static Sentence names(SortedSet<NodeId> nodes, Diagram diagram) {
        var named = nodes.stream().limit(NAMED).map(diagram.flow().graph()::node)
                .map(node -> node == null ? "" : node.title()).toList();
        return nodes.size() > NAMED
                ? Sentence.of("%s and %,d more", Sentence.listed(named), nodes.size() - NAMED)
                : Sentence.listed(named);
    }

    private static void tell(SortedSet<NodeId> nodes, Sentence what, List<Problem> problems) {
        if (!nodes.isEmpty()) {
            problems.add(Problem.warning("layout.place",
                    Problem.Place.at(nodes.first(), "/layout/nodes/" + nodes.first()), what,
                    Sentence.of(
                            "They stand beside the others now. Move them if you like, and save the flow to keep that.")));
        }
    }
}
