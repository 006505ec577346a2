package dev.flowloom.document;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.flowloom.model.Diagram;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Layout;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.NoteId;
import dev.flowloom.model.WireId;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/// What leads from one diagram to another: small where the two share most of what they hold.
///
/// @param put what is new or another: a diagram with nothing else in it
/// @param header whether what is said of the flow as a whole, and the layout's extras, are among it
public record Delta(Diagram put, boolean header, Gone gone) {
    /// What a delta from nothing starts with.
    public static final Diagram NOTHING = new Diagram(Flow.of("part", "", Graph.EMPTY), Layout.EMPTY);

    /// What only the first of the diagrams has.
    public record Gone(Set<NodeId> nodes, Set<WireId> wires, Set<NodeId> places, Set<WireId> bends,
            Set<WireId> labels, Set<NoteId> notes) {
        public static final Gone NOTHING = new Gone(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of());
    }

    // Objects are compared by identity, since JSON objects with their fields in another order are equal but are written
    // as other text. What is another object though it is equal makes the delta larger, never wrong.
    public static Delta between(Diagram before, Diagram after) {
        var old = before.flow().graph();
        var now = after.flow().graph();
        boolean header = !sameHeader(before.flow(), after.flow())
                || !Identity.same(before.layout().extras(), after.layout().extras());
        return new Delta(
                new Diagram((header ? after : NOTHING).flow().withGraph(changed(old, now)),
                        changed(before.layout(), after.layout())
                                .withExtras(header ? after.layout().extras() : NOTHING.layout().extras())),
                header, gone(before, after));
    }

    // What is put is written as a flow, in which nodes and wires stand inside of their containers. So these are in it too.
    private static Graph changed(Graph before, Graph after) {
        var wires = changed(before.wires(), after.wires());
        var ids = new TreeSet<>(Difference.of(before.nodes(), after.nodes()));
        ids.addAll(Difference.of(before.parents(), after.parents()));
        wires.values().forEach(wire -> {
            var holder = after.parent(wire);
            if (holder != null) {
                ids.add(after.node(wire.from()) == null ? wire.to() : wire.from());
            }
        });
        List.copyOf(ids).forEach(id -> ids.addAll(after.ancestors(id)));
        var graph = new Graph(TreePMap.empty(), wires, TreePMap.empty());
        for (var id : ids) {
            var node = after.node(id);
            graph = node == null ? graph : graph.with(node).withParent(id, after.parent(id));
        }
        return graph;
    }

    // A frame is written beside its node's place.
    private static Layout changed(Layout before, Layout after) {
        var layout = new Layout(changed(before.nodes(), after.nodes()), changed(before.frames(), after.frames()),
                changed(before.bends(), after.bends()), changed(before.labels(), after.labels()),
                changed(before.notes(), after.notes()), after.extras());
        for (var id : layout.frames().keySet()) {
            var place = after.place(id);
            layout = place == null ? layout : layout.with(id, place);
        }
        for (var id : layout.nodes().keySet()) {
            var frame = after.frames().get(id);
            layout = frame == null ? layout : layout.with(id, frame);
        }
        return layout;
    }

    private static Gone gone(Diagram before, Diagram after) {
        var old = before.layout();
        var now = after.layout();
        return new Gone(gone(before.flow().graph().nodes(), after.flow().graph().nodes()),
                gone(before.flow().graph().wires(), after.flow().graph().wires()), gone(old.nodes(), now.nodes()),
                gone(old.bends(), now.bends()), gone(old.labels(), now.labels()), gone(old.notes(), now.notes()));
    }

    private static boolean sameHeader(Flow before, Flow after) {
        return before.id().equals(after.id()) && before.name().equals(after.name())
                && before.description().equals(after.description())
                && before.expressions().equals(after.expressions())
                && Identity.same(before.inputSchema(), after.inputSchema())
                && Identity.same(before.errorRules(), after.errorRules())
                && Identity.same(before.resources(), after.resources())
                && Identity.same(before.extras(), after.extras());
    }

    private static <K extends Comparable<K>, V> PSortedMap<K, V> changed(SortedMap<K, V> before,
            SortedMap<K, V> after) {
        PSortedMap<K, V> changed = TreePMap.empty();
        for (var key : Difference.of(before, after)) {
            var value = after.get(key);
            changed = value == null ? changed : changed.plus(key, value);
        }
        return changed;
    }

    private static <K extends Comparable<K>, V> Set<K> gone(SortedMap<K, V> before, SortedMap<K, V> after) {
        return Difference.of(before, after).stream().filter(key -> !after.containsKey(key))
                .collect(Collectors.toUnmodifiableSet());
    }

    /// The second diagram, made of the first.
    public Diagram applyTo(Diagram before) {
        var flow = header ? put.flow() : before.flow();
        return new Diagram(flow.withGraph(graph(before.flow().graph())), layout(before.layout()));
    }

    private Graph graph(Graph before) {
        var added = put.flow().graph();
        return new Graph(before.nodes().minusAll(gone.nodes).plusAll(added.nodes()),
                before.wires().minusAll(gone.wires).plusAll(added.wires()),
                before.parents().minusAll(gone.nodes).minusAll(added.nodes().keySet()).plusAll(added.parents()));
    }

    private Layout layout(Layout before) {
        var added = put.layout();
        return new Layout(before.nodes().minusAll(gone.places).plusAll(added.nodes()),
                before.frames().minusAll(gone.places).plusAll(added.frames()),
                before.bends().minusAll(gone.bends).plusAll(added.bends()),
                before.labels().minusAll(gone.labels).plusAll(added.labels()),
                before.notes().minusAll(gone.notes).plusAll(added.notes()),
                header ? added.extras() : before.extras());
    }
}
