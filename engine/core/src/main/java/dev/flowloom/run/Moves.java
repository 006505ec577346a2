package dev.flowloom.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import org.jspecify.annotations.Nullable;

/// Where what was done by one definition stands in another one. A branch of a fork is the same as long as its wire is, whatever
/// number it has.
final class Moves {
    /// A node, and the branches of forks by which it is come to in what holds it, as a place has them.
    private record Way(NodeId node, String branches) implements Comparable<Way> {
        private static final Comparator<Way> ORDER = Comparator.comparing(Way::node).thenComparing(Way::branches);

        @Override
        public int compareTo(Way other) {
            return ORDER.compare(this, other);
        }

        Way by(NodeId next) {
            return new Way(next, branches);
        }

        Way by(NodeId next, String branch) {
            return new Way(next, branches + branch + "/");
        }

        /// The branch that was taken last is joined with the others.
        Way joined(NodeId next) {
            int last = branches.lastIndexOf('/', branches.length() - 2);
            return new Way(next, branches.substring(0, last + 1));
        }
    }

    /// What can be come to.
    ///
    /// @param isAll whether that is all; otherwise there is too much of it to know
    private record Reach(SortedSet<Way> known, boolean isAll) {
        boolean mayHold(Way way) {
            return !isAll || known.contains(way);
        }
    }

    /// So many are looked at in a container; more of them there are where circles go through forks.
    private static final int MOST_WAYS = 10_000;

    private final Program before;
    private final Program now;
    private final Reach outermost;
    /// In each container of the new definition.
    private final SortedMap<NodeId, Reach> within = new TreeMap<>();

    Moves(Program before, Program now) {
        this.before = before;
        this.now = now;
        this.outermost = reach(now.start());
    }

    /// Null where a run that begins anew doesn't come to it.
    @Nullable
    Place moved(Place place) {
        var moved = new ArrayList<String>();
        var branches = new StringBuilder();
        var reach = outermost;
        for (var part : place.text().split("/", -1)) {
            int hash = part.indexOf('#');
            if (hash < 0) {
                var branch = branch(part);
                if (branch == null) {
                    return null;
                }
                branches.append(branch).append('/');
                moved.add(branch);
            } else {
                var node = new NodeId(part.substring(0, hash));
                if (!reach.mayHold(new Way(node, branches.toString()))) {
                    return null;
                }
                moved.add(part);
                branches.setLength(0);
                reach = within.computeIfAbsent(node, container -> reach(now.startOf(container)));
            }
        }
        return new Place(String.join("/", moved));
    }

    private @Nullable String branch(String part) {
        int dot = part.indexOf('.');
        var fork = new NodeId(part.substring(0, dot));
        int branch = Integer.parseInt(part.substring(dot + 1));
        var wires = before.ways(fork);
        var there = now.ways(fork);
        for (int i = 0; i < there.size(); i++) {
            if (branch < wires.size() && there.get(i).id().equals(wires.get(branch).id())) {
                return branch(fork, i);
            }
        }
        return null;
    }

    private static String branch(NodeId fork, int number) {
        return fork + "." + number;
    }

    private Reach reach(@Nullable NodeId start) {
        var found = new TreeSet<Way>();
        var open = new ArrayDeque<Way>();
        if (start != null) {
            open.add(new Way(start, ""));
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

    /// With the branches as a token has them.
    private List<Way> next(Way way) {
        var next = new ArrayList<Way>();
        var wires = now.ways(way.node());
        for (int i = 0; i < wires.size(); i++) {
            var to = wires.get(i).to();
            next.add(switch (now.node(way.node())) {
                case Node.Fork fork -> way.by(to, branch(fork.id(), i));
                case Node.Join _ -> way.joined(to);
                case Node.Start _,Node.End _,Node.Step _,Node.SubFlow _,Node.Condition _,Node.Wait _,Node.Receive _,Node.Approval _,Node.Container _,Node.Foreign _ ->
                    way.by(to);
            });
        }
        now.catches(way.node()).forEach(wire -> next.add(way.by(wire.to())));
        return next;
    }
}
