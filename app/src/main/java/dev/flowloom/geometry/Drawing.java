package dev.flowloom.geometry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

import dev.flowloom.document.Difference;
import dev.flowloom.document.Identity;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Frame;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Layout;
import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;
import dev.flowloom.model.WireId;
import org.jspecify.annotations.Nullable;

/// A diagram on paper: the box of each node and the route of each wire. Shown another diagram, it works out again only
/// what differs and what that touches. Owned by one thread at a time.
public final class Drawing {
    /// So many routes are found at once, in a few milliseconds; of more, only rough ones.
    private static final int FEW_WIRES = 100;
    /// How near to a route a changed box must be for the route to be found anew.
    private static final double NEAR = 2 * Router.STUB;
    /// How far a wire may be led away by a single node.
    private static final double DETOUR = 160;
    private static final Point NOWHERE = new Point(0, 0);
    private static final SortedSet<WireId> NO_WIRES = Collections.emptySortedSet();

    private final Map<NodeId, Box> boxes = new HashMap<>();
    private final SpatialIndex<NodeId> nodeIndex = new SpatialIndex<>();
    private final SpatialIndex<WireId> wireIndex = new SpatialIndex<>();
    private final Map<WireId, Route> routes = new HashMap<>();
    /// What was asked for since a route last changed.
    private final Map<WireId, List<List<Double>>> jumps = new HashMap<>();
    private final SequencedSet<WireId> rough = new LinkedHashSet<>();
    private final Map<NodeId, SortedSet<WireId>> wiresAt = new HashMap<>();
    private final Router router = routerPast(_ -> true);
    private final Labels labels = new Labels(this);
    private final SortedSet<NodeId> open = new TreeSet<>();
    private @Nullable NodeId root;
    private boolean entered;
    private Notes notes = Notes.NONE;
    private Diagram diagram = new Diagram(Flow.of("none", "", Graph.EMPTY), Layout.EMPTY);

    /// What looks different now, or is gone.
    public record Changes(SequencedSet<NodeId> nodes, SequencedSet<WireId> wires) {
        public boolean isEmpty() {
            return nodes.isEmpty() && wires.isEmpty();
        }
    }

    /// A diagram drawn whole, each wire led well. Of a large one that takes a while; any thread may do it, and hand it over.
    public static Drawing of(Diagram diagram) {
        return of(diagram, null);
    }

    /// What stands in a container drawn whole, as [#of(Diagram)] the diagram.
    ///
    /// @param root null to draw all there is
    public static Drawing of(Diagram diagram, @Nullable NodeId root) {
        var drawing = new Drawing();
        drawing.enter(root);
        drawing.show(diagram);
        List.copyOf(drawing.rough).forEach(drawing::lead);
        return drawing;
    }

    public Diagram diagram() {
        return diagram;
    }

    public Graph graph() {
        return diagram.flow().graph();
    }

    /// Draws a diagram in the place of the one before. Where very many wires are new, as in a flow that was just opened,
    /// they are led roughly at first; [#refine(long)] leads them well.
    public Changes show(Diagram next) {
        var before = diagram;
        diagram = next;
        var nodes = new TreeSet<>(Difference.of(before.flow().graph().nodes(), graph().nodes()));
        boolean isEntered = entered;
        nodes.addAll(nested(before));
        nodes.addAll(Difference.of(before.layout().nodes(), next.layout().nodes()));
        var wires = new TreeSet<>(Difference.of(before.flow().graph().wires(), graph().wires()));
        wires.forEach(wire -> relink(before.flow().graph().wire(wire), graph().wire(wire)));
        wires.stream().flatMap(wire -> endsOf(wire, before).stream()).filter(this::isBar).forEach(nodes::add);
        wires.addAll(Difference.of(before.layout().bends(), next.layout().bends()));
        nodes.forEach(node -> wires.addAll(wiresTouchedBy(node)));
        var near = new HashSet<WireId>();
        nodes.forEach(node -> place(node, near));
        if (isEntered || !Identity.same(before.layout().notes(), next.layout().notes())
                || nodes.stream().anyMatch(id -> isContainer(id, before) || isContainer(id, next))) {
            notes = Notes.of(next, this::showsWhatIsIn);
        }
        near.removeAll(wires);
        lead(wires, near);
        Difference.of(before.layout().labels(), next.layout().labels()).forEach(labels::follow);
        wires.addAll(near);
        return new Changes(nodes, wires);
    }

    /// What may be seen or hidden now that wasn't before, since a container was entered, collapsed or opened, or nodes came
    /// to stand in another one.
    private Collection<NodeId> nested(Diagram before) {
        if (entered) {
            entered = false;
            return graph().nodes().keySet();
        }
        var changed = Difference.of(before.layout().frames(), diagram.layout().frames());
        changed.addAll(Difference.of(before.flow().graph().parents(), graph().parents()));
        List.copyOf(changed).forEach(id -> changed.addAll(graph().inside(id)));
        return changed;
    }

    /// Draws from now on only what stands in a container, or all there is. It is seen when a diagram is shown the next
    /// time.
    public void enter(@Nullable NodeId container) {
        entered = entered || !Objects.equals(root, container);
        root = container;
    }

    /// The container that is entered; null where none is.
    public @Nullable NodeId root() {
        return root;
    }

    private boolean isSeen(NodeId node) {
        if (root == null && graph().parents().isEmpty()) {
            return true;
        }
        return showsWhatIsIn(graph().parent(node));
    }

    private static boolean isContainer(NodeId id, Diagram diagram) {
        return diagram.flow().graph().node(id) instanceof Node.Container;
    }

    /// Whether what stands in a container is seen, or, where it is null, what stands in none.
    private boolean showsWhatIsIn(@Nullable NodeId container) {
        for (var parent = container; parent != null; parent = graph().parent(parent)) {
            if (parent.equals(root)) {
                return true;
            }
            if (diagram.layout().frame(parent).collapsed()) {
                return false;
            }
        }
        return root == null;
    }

    /// Whether the node is a container that shows what it holds.
    public boolean isOpen(NodeId node) {
        return isOpen(graph().node(node));
    }

    private boolean isOpen(@Nullable Node node) {
        return node instanceof Node.Container && !diagram.layout().frame(node.id()).collapsed();
    }

    /// The open containers that are seen.
    public SortedSet<NodeId> openContainers() {
        return Collections.unmodifiableSortedSet(open);
    }

    /// Whether a node lies there for the hand: an open container only where it can be grasped.
    public boolean isTouched(NodeId node, Vec paper) {
        var box = boxes.get(node);
        return box != null && (!isOpen(node) || Frames.isGrip(box, paper));
    }

    /// Of many, those that only run near to what moved stay as they are until they are refined: a rough way would be no
    /// better than the one they had.
    private void lead(Collection<WireId> changed, Collection<WireId> near) {
        if (changed.size() + near.size() <= FEW_WIRES) {
            changed.forEach(this::lead);
            near.forEach(this::lead);
        } else {
            changed.forEach(this::leadRoughly);
            rough.addAll(near);
        }
    }

    /// Whether some wires are only roughly led.
    public boolean isRough() {
        return !rough.isEmpty();
    }

    /// How many wires are only roughly led.
    public int roughWires() {
        return rough.size();
    }

    /// Leads wires well that are only roughly led so far, for about so long.
    ///
    /// @return whether some are left
    public boolean refine(long nanos) {
        long begin = System.nanoTime();
        while (!rough.isEmpty() && System.nanoTime() - begin < nanos) {
            lead(rough.getFirst());
        }
        return !rough.isEmpty();
    }

    /// How big a new node is.
    public static Box boxOf(Node node, Vec corner) {
        return node instanceof Node.Container
                ? new Box(corner.x(), corner.y(), Frame.USUAL.width(), Frame.USUAL.height())
                : Shape.box(node, corner, 0);
    }

    public void eachBox(BiConsumer<NodeId, Box> visitor) {
        boxes.forEach(visitor);
    }

    /// Draws the nodes of a diagram alone, where wires don't matter; once.
    public void place(Diagram only) {
        diagram = only;
        only.flow().graph().nodes().keySet().forEach(id -> place(id, new ArrayList<>()));
        notes = Notes.of(only, this::showsWhatIsIn);
    }

    /// The notes that are seen.
    public Notes notes() {
        return notes;
    }

    public @Nullable Box box(NodeId node) {
        return boxes.get(node);
    }

    public @Nullable Route route(WireId wire) {
        return routes.get(wire);
    }

    /// A wire's label; null where it has none.
    public @Nullable PlacedLabel label(WireId id) {
        return labels.of(id);
    }

    /// The wires whose labels may be in an area: those that run near, and those whose labels were moved there.
    public SortedSet<WireId> labelsNear(Box area) {
        return labels.near(area);
    }

    public SortedSet<NodeId> nodesTouching(Box area) {
        return nodeIndex.touching(area);
    }

    /// Where upright parts of other wires cross a level part of this one, so that it has to jump; from left to right.
    ///
    /// @param part which of the route's parts, counted from its start
    public List<Double> jumps(WireId id, int part) {
        var route = routes.get(id);
        return route == null ? List.of() : jumps.computeIfAbsent(id, _ -> jumps(id, route)).get(part);
    }

    private List<List<Double>> jumps(WireId id, Route route) {
        var all = new ArrayList<List<Double>>();
        for (int i = 1; i < route.points().size(); i++) {
            all.add(jumps(id, route.points().get(i - 1), route.points().get(i)));
        }
        return all;
    }

    private List<Double> jumps(WireId id, Vec from, Vec to) {
        if (from.y() != to.y()) {
            return List.of();
        }
        return wireIndex.touching(Box.between(from, to)).stream().filter(other -> !other.equals(id)).map(routes::get)
                .filter(Objects::nonNull).flatMap(other -> other.uprightsAcross(from, to).stream()).sorted()
                .distinct().toList();
    }

    /// The nodes whose boxes are of a kind.
    public List<NodeId> nodes(Predicate<Box> test) {
        return boxes.entrySet().stream().filter(entry -> test.test(entry.getValue())).map(Map.Entry::getKey).sorted()
                .toList();
    }

    /// The wires of a graph that would run through an area if a node weren't there, which they go around now. Only those
    /// near the area are looked at.
    public List<Wire> wiresUnder(Box area, NodeId without, Graph graph) {
        return wireIndex.touching(area.grown(DETOUR)).stream().map(graph::wire).filter(Objects::nonNull)
                .filter(wire -> boxes.get(wire.from()) != null && boxes.get(wire.to()) != null)
                .filter(wire -> new WireEnds(this, wire)
                        .route(routerPast(id -> !id.equals(without) && !graph().ancestors(wire.from()).contains(id)),
                                diagram.layout().bends().getOrDefault(wire.id(), List.of()))
                        .crosses(area))
                .toList();
    }

    public SortedSet<WireId> wiresTouching(Box area) {
        return wireIndex.touching(area);
    }

    /// The wires that begin or end at a node.
    public SequencedSet<WireId> wiresAt(NodeId node) {
        return wiresAt.getOrDefault(node, NO_WIRES);
    }

    /// The smallest box around all nodes and notes; null where there is none.
    public @Nullable Box bounds() {
        return Stream.concat(boxes.values().stream(), notes.shown().values().stream()).reduce(Box::union).orElse(null);
    }

    /// Where a port sits; null where its node is gone.
    public @Nullable Vec position(Port port) {
        var node = graph().node(port.node());
        var box = boxes.get(port.node());
        return node == null || box == null ? null : Ports.position(port, node, box);
    }

    /// The way of a wire that is being drawn: as it would run to the target, else to the pointer.
    public List<Vec> draft(Port port, Vec pointer, @Nullable NodeId target) {
        var start = position(port);
        if (start == null) {
            return List.of(pointer, pointer);
        }
        var box = target == null ? null : boxes.get(target);
        var end = box == null ? pointer : new Vec(box.x(), box.centre().y());
        var middle = Math.round((start.x() + end.x()) / 2);
        return port.kind() == Port.Kind.SEQUENCE
                ? Route.through(List.of(start, new Vec(middle, start.y()), new Vec(middle, end.y()), end), true)
                        .points()
                : Route.through(List.of(start, start.plus(0, Router.STUB), end), false).points();
    }

    private void relink(@Nullable Wire old, @Nullable Wire now) {
        if (old != null) {
            unlink(old.from(), old.id());
            unlink(old.to(), old.id());
        }
        if (now != null) {
            wiresAt.computeIfAbsent(now.from(), _ -> new TreeSet<>()).add(now.id());
            wiresAt.computeIfAbsent(now.to(), _ -> new TreeSet<>()).add(now.id());
        }
    }

    private void unlink(NodeId node, WireId wire) {
        wiresAt.computeIfPresent(node, (_, wires) -> {
            wires.remove(wire);
            return wires.isEmpty() ? null : wires;
        });
    }

    private List<NodeId> endsOf(WireId id, Diagram before) {
        var old = before.flow().graph().wire(id);
        var now = graph().wire(id);
        return Stream.of(old, now).filter(Objects::nonNull)
                .flatMap(wire -> Stream.of(wire.from(), wire.to())).toList();
    }

    /// The wires of a node, and of the bars beside it, whose ways are sorted by where their other ends are.
    private Collection<WireId> wiresTouchedBy(NodeId node) {
        var touched = new TreeSet<WireId>(wiresAt(node));
        for (var id : wiresAt(node)) {
            var wire = graph().wire(id);
            if (wire != null) {
                var other = wire.from().equals(node) ? wire.to() : wire.from();
                touched.addAll(isBar(other) ? wiresAt(other) : NO_WIRES);
            }
        }
        return touched;
    }

    private void place(NodeId id, Collection<WireId> touched) {
        var old = boxes.get(id);
        var node = graph().node(id);
        var now = node == null || !isSeen(id) ? null : boxOf(node);
        if (now != null && isOpen(node)) {
            open.add(id);
        } else {
            open.remove(id);
        }
        if (now == null ? old == null : now.equals(old)) {
            return;
        }
        if (now == null) {
            boxes.remove(id);
            nodeIndex.remove(id);
        } else {
            boxes.put(id, now);
            nodeIndex.put(id, now);
        }
        touched(old, now).forEach(area -> wireIndex.collect(area.grown(NEAR), touched));
    }

    /// Where a box was and is; one area where it moved by little.
    private static List<Box> touched(@Nullable Box old, @Nullable Box now) {
        return old != null && now != null && old.intersects(now)
                ? List.of(old.union(now))
                : Stream.of(old, now).filter(Objects::nonNull).toList();
    }

    private Box boxOf(Node node) {
        return boxOf(node, isBar(node.id()) ? Math.max(ins(node.id()).size(), outs(node.id()).size()) : 0);
    }

    /// @param ways how many wires a bar has at its longer side
    private Box boxOf(Node node, int ways) {
        return isOpen(node)
                ? Notes.frame(node.id(), diagram.layout())
                : Shape.box(node, Vec.of(diagram.layout().nodes().getOrDefault(node.id(), NOWHERE)), ways);
    }

    private void lead(WireId id) {
        rough.remove(id);
        lead(id, ends -> ends.route(router(id), diagram.layout().bends().getOrDefault(id, List.of())));
    }

    /// Wires run inside of containers without going around these.
    private Router router(WireId id) {
        var wire = graph().wire(id);
        var around = wire == null ? List.<NodeId>of() : graph().ancestors(wire.from());
        return around.isEmpty() ? router : routerPast(node -> !around.contains(node));
    }

    private Router routerPast(Predicate<NodeId> isObstacle) {
        return new Router(area -> nodeIndex.touching(area).stream().filter(isObstacle).map(boxes::get)
                .filter(Objects::nonNull).toList());
    }

    private void leadRoughly(WireId id) {
        rough.add(id);
        lead(id, WireEnds::roughRoute);
    }

    private void lead(WireId id, Function<WireEnds, Route> way) {
        jumps.clear();
        routes.remove(id);
        wireIndex.remove(id);
        var wire = graph().wire(id);
        if (wire != null && boxes.get(wire.from()) != null && boxes.get(wire.to()) != null) {
            var route = way.apply(new WireEnds(this, wire));
            routes.put(id, route);
            wireIndex.put(id, route.parts());
        }
        labels.follow(id);
    }

    /// The ordinary wires out of a bar, from the top.
    List<Wire> outs(NodeId node) {
        return ways(node, wire -> wire.from().equals(node) ? wire.to() : null);
    }

    /// The wires into a bar, from the top.
    List<Wire> ins(NodeId node) {
        return ways(node, wire -> wire.to().equals(node) ? wire.from() : null);
    }

    private List<Wire> ways(NodeId node, Function<Wire, @Nullable NodeId> otherEnd) {
        return wiresAt(node).stream().map(graph()::wire).filter(Objects::nonNull)
                .filter(wire -> otherEnd.apply(wire) != null)
                .sorted(Comparator.comparingDouble(wire -> height(otherEnd.apply(wire)))).toList();
    }

    /// From the layout and not from the box: when bars are placed the boxes beside them may not have been, yet.
    private double height(@Nullable NodeId node) {
        var found = node == null ? null : graph().node(node);
        return found == null ? 0 : boxOf(found, 0).centre().y();
    }

    private boolean isBar(NodeId id) {
        var node = graph().node(id);
        return node != null && Shape.of(node) == Shape.BAR;
    }
}
