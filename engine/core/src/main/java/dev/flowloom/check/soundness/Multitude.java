package dev.flowloom.check.soundness;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.flowloom.model.NodeId;
import dev.flowloom.model.Problem.Hop;
import org.jspecify.annotations.Nullable;

/// How many tokens one token can become in the end, at most. A fork's branches that no join brings together are multiplied by
/// each fork after it: forty forks of two make more tokens than anything could hold, and as many states. Counted from the
/// ends, each exit once; going back is left out, since what piles up in a circle is found by following it.
final class Multitude {
    /// More tokens than anybody means to send out.
    static final int MANY = 1_000;
    /// Counted no further.
    static final int MOST = 1_000_000;

    private final Net net;
    private final SortedMap<Integer, Integer> tokens = new TreeMap<>();

    /// @throws Budget.Spent when there is too much to look at
    Multitude(Net net, Budget budget) throws Budget.Spent {
        this.net = net;
        count(budget);
    }

    /// What is found where the tokens become too many; null where they don't.
    Finding.@Nullable Multiplying finding() {
        // A way may lead back: each fork is looked at once.
        var seen = new TreeSet<NodeId>();
        var fork = largestFork(net.start(), seen);
        while (fork != null && tokens(fork) > MANY) {
            seen.add(fork.id());
            var ways = after(fork).filter(exit -> tokens(exit) > 0).toList();
            if (ways.size() > 1) {
                return new Finding.Multiplying(fork.id(), tokens(fork), way(fork));
            }
            // All comes of one way, so it multiplies nothing itself.
            fork = largestFork(ways.getFirst(), seen);
        }
        return null;
    }

    /// Of the forks that come next, but for some, the one of which most tokens come; null where there is none.
    private Gate.@Nullable Fork largestFork(Exit exit, Set<NodeId> but) {
        return exit.legs.stream().map(Exit.Leg::target).filter(Gate.Fork.class::isInstance).map(Gate.Fork.class::cast)
                .filter(fork -> !but.contains(fork.id())).max(Comparator.comparingInt(this::tokens)).orElse(null);
    }

    /// Depth first, without recursion: flows can be long.
    private void count(Budget budget) throws Budget.Spent {
        var begun = new TreeMap<Integer, Exit>();
        Deque<Exit> open = new ArrayDeque<>();
        open.push(net.start());
        while (!open.isEmpty()) {
            var exit = open.peek();
            budget.spend(1 + exit.legs.size());
            if (begun.putIfAbsent(exit.number, exit) == null) {
                exit.legs.stream().flatMap(leg -> after(leg.target())).filter(next -> !begun.containsKey(next.number))
                        .forEach(open::push);
            } else {
                open.pop();
                tokens.computeIfAbsent(exit.number,
                        _ -> exit.legs.stream().mapToInt(leg -> tokens(leg.target())).max().orElse(0));
            }
        }
    }

    /// Where what comes to a fork goes on: in its branches, and from the joins that bring them together.
    private Stream<Exit> after(Gate gate) {
        return gate instanceof Gate.Fork fork
                ? Stream.concat(fork.branches.stream(),
                        fork.joins().stream().mapToObj(net::join).flatMap(Multitude::ways))
                : Stream.empty();
    }

    /// What comes to a join is counted where it goes on from there, with the fork whose branches it joins.
    private int tokens(Gate gate) {
        return switch (gate) {
            case Gate.End _ -> 1;
            case Gate.Join _ -> 0;
            case Gate.Fork fork -> (int) Math.min(sent(fork), MOST);
        };
    }

    /// A join that goes on with the first ones cancels what the branches still do that lead to it, and with that what would come to
    /// another join: one of these sends on, and not all.
    private long sent(Gate.Fork fork) {
        long all = fork.branches.stream().mapToLong(this::tokens).sum();
        long joined = 0;
        long selected = 0;
        var cancelled = new BitSet();
        var joins = fork.joins().stream().mapToObj(net::join)
                .sorted(Comparator.comparingInt((Gate.Join join) -> tokens(join)).reversed()).toList();
        for (var join : joins) {
            if (!join.isSelective()) {
                joined += tokens(join);
                continue;
            }
            var branches = leading(fork, join);
            if (!branches.intersects(cancelled)) {
                selected += tokens(join);
                cancelled.or(branches);
            }
        }
        long left = IntStream.range(0, fork.branches.size()).filter(branch -> !cancelled.get(branch))
                .mapToLong(branch -> tokens(fork.branches.get(branch))).sum();
        return joined + Math.max(all, left + selected);
    }

    private static BitSet leading(Gate.Fork fork, Gate.Join join) {
        var branches = new BitSet();
        IntStream.range(0, fork.branches.size()).filter(branch -> fork.reaches(branch, join)).forEach(branches::set);
        return branches;
    }

    private int tokens(Gate.Join join) {
        return ways(join).mapToInt(this::tokens).max().orElse(0);
    }

    /// On from a join, or from its waiting in vain.
    private static Stream<Exit> ways(Gate.Join join) {
        return join.failed == null ? Stream.of(join.out) : Stream.of(join.out, join.failed);
    }

    private int tokens(Exit exit) {
        return tokens.getOrDefault(exit.number, 0);
    }

    /// To a fork, and on from there from fork to fork as far as they multiply.
    private List<Hop> way(Gate.Fork to) {
        var hops = new ArrayList<>(way(net.start(), to));
        var seen = new TreeSet<NodeId>();
        Gate.Fork fork = to;
        while (seen.add(fork.id())) {
            var branch = fork.branches.stream().max(Comparator.comparingInt(this::tokens)).orElseThrow();
            var next = largestFork(branch, seen);
            if (next == null || tokens(next) <= 1) {
                break;
            }
            branch.legs.stream().filter(leg -> leg.target().equals(next)).findFirst()
                    .ifPresent(leg -> hops.addAll(leg.hops()));
            fork = next;
        }
        return hops;
    }

    /// A way to a gate over the fewest gates.
    private static List<Hop> way(Exit from, Gate to) {
        var cameBy = new TreeMap<Integer, List<Hop>>();
        var open = new ArrayDeque<>(List.of(from));
        cameBy.put(from.number, List.of());
        while (!open.isEmpty()) {
            var exit = open.remove();
            for (var leg : exit.legs) {
                var hops = new ArrayList<>(cameBy.getOrDefault(exit.number, List.of()));
                hops.addAll(leg.hops());
                if (leg.target().equals(to)) {
                    return hops;
                }
                next(leg.target()).filter(next -> cameBy.putIfAbsent(next.number, hops) == null).forEach(open::add);
            }
        }
        return List.of();
    }

    private static Stream<Exit> next(Gate gate) {
        return switch (gate) {
            case Gate.Fork fork -> fork.branches.stream();
            case Gate.Join join -> ways(join);
            case Gate.End _ -> Stream.empty();
        };
    }
}
