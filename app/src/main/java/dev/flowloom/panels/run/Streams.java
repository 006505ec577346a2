package dev.flowloom.panels.run;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.flowloom.model.Graph;
import dev.flowloom.model.Items;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import org.jspecify.annotations.Nullable;

/// The loops of a flow that go through sources, which may be of any length, and what stands in them.
record Streams(SortedSet<NodeId> loops, SortedSet<NodeId> within) {

    static Streams of(Graph graph) {
        var loops = new TreeSet<NodeId>();
        graph.nodes().values().stream().filter(Streams::isStream).forEach(node -> loops.add(node.id()));
        var within = new TreeSet<NodeId>();
        graph.nodes().keySet().stream()
                .filter(node -> !Collections.disjoint(graph.ancestors(node), loops)).forEach(within::add);
        return new Streams(loops, within);
    }

    private static boolean isStream(Node node) {
        return node instanceof Node.Loop loop
                && loop.repeat() instanceof Node.Repeat.ForEach(Items.Streamed _, _, _, _);
    }

    boolean isStream(@Nullable NodeId node) {
        return node != null && loops.contains(node);
    }

    boolean isWithin(NodeId node) {
        return within.contains(node);
    }
}
