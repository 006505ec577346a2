package dev.flowloom.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import org.jspecify.annotations.Nullable;

/// Where what was done by one definition stands in another one. A branch of a fork is the same as long as its wire is, whatever
/// number it has.
final class Moves {
    /// A node, and the branches of forks by which it is come to in what holds it.
    private record Way(NodeId node, List<String> branches) {}

    /// What can be come to.
    ///
    /// @param isAll whether that is all; otherwise there is too much of it to know
    private record Reach(Set<Way> known, boolean isAll) {
        boolean mayHold(Way way) {
            return !isAll || known.contains(way);
        }
    }

    /// So many are looked at in a container; more of them there are where circles go through forks.
    private static final int MOST_WAYS = 10_000;

    private final Program before;
    private final Program now;
    /// In each container of the new definition.
    private final Map<@Nullable NodeId, Reach> ways = new HashMap<>();

    Moves(Program before, Program now) {
        this.before = before;
        this.now = now;
    }

    /// Null where a run that begins anew doesn't come to it.
    @Nullable
    Place moved(Place place) {
        var moved = new ArrayList<String>();
        var branches = new ArrayList<String>();
        @Nullable
        NodeId container = null;
        for (var part : place.text().split("/", -1)) {
            int hash = part.indexOf('#');
            if (hash < 0) {
                var branch = branch(part);
                if (branch == null) {
                    return null;
                }
                branches.add(branch);
                moved.add(branch);
            } else {
                var node = new NodeId(part.substring(0, hash));
                if (!isCome(container, new Way(node, List.copyOf(branches)))) {
                    return null;
                }
                moved.add(part);
                branches.clear();
                container = node;
            }
        }
        return new Place(String.join("/", moved));
    }

    private @Nullable String branch(String part) {
        int dot = part.indexOf('.');
        var fork = new NodeId(part.substring(0, dot));
        int branch = Integer.parseInt(part.substring(dot + 1));
        var wires = before.ways(fork);
        if (branch < wires.size()) {
            var there = now.ways(fork);
            for (int i = 0; i < there.size(); i++) {
                if (there.get(i).id().equals(wires.get(branch).id())) {
                    return fork + "." + i;
                }
            }
        }
        return null;
    }

    private boolean isCome(@Nullable NodeId container, Way way) {
        return ways.computeIfAbsent(container, this::waysIn).mayHold(way);
    }

    private Reach waysIn(@Nullable NodeId container) {
        var found = new HashSet<Way>();
        var open = new ArrayDeque<Way>();
        var start = container == null ? now.start() : now.startOf(container);
        if (start != null) {
            open.add(new Way(start, List.of()));
        }
        for (var way = open.poll(); way != null; way = open.poll()) {
            if (found.size() == MOST_WAYS) {
                return new Reach(found, false);
            }
            if (found.add(way)) {
                open.addAll(next(way));
            }
        }
        return new Reach(found, true);
    }

    private List<Way> next(Way way) {
        var next = new ArrayList<Way>();
        var wires = now.ways(way.node());
        for (int branch = 0; branch < wires.size(); branch++) {
            next.add(new Way(wires.get(branch).to(), branchesAfter(way, branch)));
        }
        now.catches(way.node()).forEach(wire -> next.add(new Way(wire.to(), way.branches())));
        return next;
    }

    /// As a token has them.
    private List<String> branchesAfter(Way way, int branch) {
        var branches = way.branches();
        return switch (now.node(way.node())) {
            case Node.Fork fork -> {
                var more = new ArrayList<>(branches);
                more.add(fork.id() + "." + branch);
                yield List.copyOf(more);
            }
            case Node.Join _ -> branches.isEmpty() ? branches : branches.subList(0, branches.size() - 1);
            case Node.Start _,Node.End _,Node.Step _,Node.SubFlow _,Node.Condition _,Node.Wait _,Node.Receive _,Node.Approval _,Node.Container _,Node.Foreign _ ->
                branches;
        };
    }
}
