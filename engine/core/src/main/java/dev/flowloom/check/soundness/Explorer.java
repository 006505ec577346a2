package dev.flowloom.check.soundness;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Problem.Hop;

/// Follows every state that a graph can come to, as far as the budget goes.
final class Explorer implements Moves.Log {
    private final Wires wires;
    private final Budget budget;
    private final Moves moves = new Moves(this);
    // Asked only whether something is in it: its order has no say in anything.
    private final Set<Content> seen = new HashSet<>();
    private final Deque<Content> open = new ArrayDeque<>();
    private final SortedMap<Integer, Trail> left = new TreeMap<>();
    private final SortedMap<Integer, Exit> exits = new TreeMap<>();
    private final Set<Gate.Join> arrived = new HashSet<>();
    private final Set<Gate.Join> wentOn = new HashSet<>();
    private final SortedMap<NodeId, Finding.Starving> starving = new TreeMap<>();
    private final SortedMap<NodeId, Finding> growing = new TreeMap<>();
    private final SortedSet<NodeId> givenUp = new TreeSet<>();
    private boolean completes;

    Explorer(Wires wires, Budget budget) {
        this.wires = wires;
        this.budget = budget;
    }

    /// @throws Budget.Spent when there are too many states; what was found until then is true all the same
    void explore() throws Budget.Spent {
        var net = new Net(wires, budget);
        var start = net.start();
        var multiplying = new Multitude(net, budget).finding();
        if (multiplying != null) {
            growing.put(multiplying.fork(), multiplying);
            return;
        }
        left(start, Trail.NONE);
        add(Content.of(new Live(start, Trail.NONE)));
        while (!open.isEmpty()) {
            // First for the shortest ways; where there are many, so that at least some are followed to their ends.
            var state = budget.isHalfSpent() ? open.removeLast() : open.removeFirst();
            if (state.moves()) {
                addAll(moves.after(state));
            } else {
                rest(state);
            }
        }
    }

    private void addAll(Collection<Content> states) throws Budget.Spent {
        for (var state : states) {
            add(state);
        }
    }

    private void add(Content state) throws Budget.Spent {
        budget.spend(1 + state.size());
        if (seen.add(state)) {
            open.add(state);
        }
    }

    /// Nothing goes on any more.
    private void rest(Content state) throws Budget.Spent {
        var waiting = state.allFrames().filter(frame -> !frame.joins.isEmpty()).toList();
        completes |= waiting.isEmpty();
        for (var frame : waiting) {
            frame.joins.values().stream().filter(here -> here.join().failed == null && !waitsForOthers(frame, here))
                    .forEach(here -> starving.computeIfAbsent(here.join().id(), _ -> starving(frame, here)));
        }
        var caught = state.allFrames().flatMap(frame -> frame.joins.values().stream())
                .filter(here -> here.join().failed != null).map(here -> here.join().id()).toList();
        if (!caught.isEmpty()) {
            givenUp.addAll(caught);
            add(new GivingUp(this::left).after(state));
        }
    }

    /// Whether it would have gone on if the joins before it had, or asks for more than can ever come.
    private static boolean waitsForOthers(Frame frame, Arrived here) {
        long stuck = frame.branches.entrySet().stream()
                .filter(branch -> frame.fork.reaches(branch.getKey(), here.join()) && !isCaught(branch.getValue()))
                .count();
        int needed = here.join().needed(frame.fork);
        return here.branches() + stuck >= needed || needed > frame.fork.branchesReaching(here.join());
    }

    /// Joins give up in the order of arrival, and so not always first the one that the others wait for.
    private static boolean isCaught(Content content) {
        return content.allFrames().flatMap(frame -> frame.joins.values().stream())
                .anyMatch(arrived -> arrived.join().failed != null);
    }

    private static Finding.Starving starving(Frame frame, Arrived here) {
        var elsewhere = new TreeSet<NodeId>();
        var trails = new ArrayList<>(here.arrivals().stream().map(Arrived.Arrival::trail).toList());
        for (var other : frame.joins.values()) {
            if (other.join() != here.join()) {
                elsewhere.add(other.join().id());
                other.arrivals().forEach(arrival -> trails.add(arrival.trail()));
            }
        }
        frame.branches.values().stream().flatMap(Content::allFrames)
                .flatMap(inner -> inner.joins.values().stream()).forEach(inner -> {
                    elsewhere.add(inner.join().id());
                    inner.arrivals().forEach(arrival -> trails.add(arrival.trail()));
                });
        for (var gone : frame.gone) {
            elsewhere.add(gone.hops().getLast().to());
            trails.add(gone);
        }
        var path = new ArrayList<Hop>(frame.entry.whole());
        trails.forEach(trail -> path.addAll(trail.since(frame.entry)));
        return new Finding.Starving(here.join().id(), false, false, List.copyOf(elsewhere), path);
    }

    @Override
    public void left(Exit exit, Trail trail) {
        left.putIfAbsent(exit.number, trail);
        exits.putIfAbsent(exit.number, exit);
    }

    @Override
    public void arrived(Gate.Join join) {
        arrived.add(join);
    }

    @Override
    public void wentOn(Gate.Join join) {
        wentOn.add(join);
    }

    @Override
    public void reentered(Gate.Fork fork, Trail trail) {
        growing.putIfAbsent(fork.id(), new Finding.Reentered(fork.id(), trail.whole()));
    }

    @Override
    public void pilesUp(Gate.Fork fork, Trail trail) {
        growing.putIfAbsent(fork.id(), new Finding.PilingUp(fork.id(), trail.whole()));
    }

    @Override
    public boolean leavesWork(Gate.Fork fork, Gate.Join join) {
        return fork.branches.stream().anyMatch(branch -> !branch.reach.get(join.number) && takesTime(branch));
    }

    private boolean takesTime(Exit branch) {
        return branch.passed.keySet().stream().map(wires::node).anyMatch(node -> switch (node) {
            case Node.Step step -> !step.disabled();
            case Node.SubFlow _,Node.Wait _,Node.Receive _,Node.Approval _,Node.Container _,Node.Fork _ -> true;
            case Node.Start _,Node.End _,Node.Condition _,Node.Join _,Node.Foreign _ -> false;
        });
    }

    /// Whether a token can come to its end with nothing left waiting.
    boolean completes() {
        return completes;
    }

    /// The joins whose waiting in vain nothing catches.
    boolean canStarve() {
        return !starving.isEmpty();
    }

    /// Whether what was not seen can't happen. Where tokens grow without end not all of it was followed.
    boolean isWhole() {
        return growing.isEmpty();
    }

    int states() {
        return seen.size();
    }

    /// @param whole whether all states were followed
    /// @param caught whether something around the graph goes on where a join in it waits in vain
    /// @param unfollowed nodes to which ways lead that were not followed
    Stream<Finding> findings(boolean whole, boolean caught, SortedSet<NodeId> unfollowed) {
        var never = new TreeSet<NodeId>();
        arrived.stream().filter(join -> whole && !wentOn.contains(join) && !unfollowed.contains(join.id()))
                .forEach(join -> never.add(join.id()));
        return Stream.concat(growing.values().stream(),
                starving.values().stream().map(found -> found.told(never.contains(found.join()), caught)));
    }

    /// The nodes that a token can come to.
    SortedSet<NodeId> entered() {
        var entered = new TreeSet<NodeId>();
        exits.values().forEach(exit -> entered.addAll(exit.passed.keySet()));
        return entered;
    }

    /// A way to a node that a token can come to.
    List<Hop> way(NodeId node) {
        return exits.values().stream().filter(exit -> exit.passed.containsKey(node)).findFirst()
                .map(exit -> left.getOrDefault(exit.number, Trail.NONE).plus(Net.way(exit, node)).whole())
                .orElse(List.of());
    }

    /// Whether it can happen at a join that it waits in vain, and an error wire is taken.
    boolean givesUp(NodeId join) {
        return givenUp.contains(join);
    }
}
