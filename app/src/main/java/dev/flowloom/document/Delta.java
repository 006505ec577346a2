package dev.flowloom.document;

import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

import dev.flowloom.model.Diagram;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Layout;
import dev.flowloom.model.NodeId;
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
    public record Gone(Set<NodeId> nodes, Set<WireId> wires, Set<NodeId> places, Set<WireId> bends) {
        public static final Gone NOTHING = new Gone(Set.of(), Set.of(), Set.of(), Set.of());
    }

    // Objects are compared by identity, since JSON objects with their fields in another order are equal but are written
    // as other text. What is another object though it is equal makes the delta larger, never wrong.
    public static Delta between(Diagram before, Diagram after) {
        var old = before.flow().graph();
        var now = after.flow().graph();
        boolean header = !sameHeader(before.flow(), after.flow())
                || !Identity.same(before.layout().extras(), after.layout().extras());
        var graph = new Graph(changed(old.nodes(), now.nodes()), changed(old.wires(), now.wires()));
        var layout = new Layout(changed(before.layout().nodes(), after.layout().nodes()),
                changed(before.layout().bends(), after.layout().bends()),
                header ? after.layout().extras() : NOTHING.layout().extras());
        var gone = new Gone(gone(old.nodes(), now.nodes()), gone(old.wires(), now.wires()),
                gone(before.layout().nodes(), after.layout().nodes()),
                gone(before.layout().bends(), after.layout().bends()));
        return new Delta(new Diagram((header ? after : NOTHING).flow().withGraph(graph), layout), header, gone);
    }

    private static boolean sameHeader(Flow before, Flow after) {
        return before.id().equals(after.id()) && before.name().equals(after.name())
                && before.description().equals(after.description())
                && before.expressions().equals(after.expressions())
                && Identity.same(before.inputSchema(), after.inputSchema())
                && Identity.same(before.errorRules(), after.errorRules())
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
                before.wires().minusAll(gone.wires).plusAll(added.wires()));
    }

    private Layout layout(Layout before) {
        return new Layout(before.nodes().minusAll(gone.places).plusAll(put.layout().nodes()),
                before.bends().minusAll(gone.bends).plusAll(put.layout().bends()),
                header ? put.layout().extras() : before.extras());
    }
}
