package dev.flowloom.check.soundness;

import java.util.BitSet;

/// At which forks it makes a difference in which order the branches go on. Nearly everywhere it makes none: branches touch
/// each other at their joins alone. There are two exceptions. A join that goes on with the first ones cancels the others,
/// and so may take from another join what that one waits for. And of several tokens in one branch, those that come to a
/// join after it went on wait there for themselves.
final class Orders {
    private Orders() {}

    static void work(Net net, Budget budget) throws Budget.Spent {
        // The last ones found stand nearest to the ends, so that one round finds nearly everything.
        boolean grown = true;
        while (grown) {
            grown = false;
            for (var exit : net.exits().reversed()) {
                budget.spend(1 + exit.legs.size());
                grown |= grow(net, exit);
            }
        }
        for (var fork : net.forks()) {
            fork.orderMatters = matters(net, fork);
        }
    }

    private static boolean grow(Net net, Exit exit) {
        int reach = exit.reach.cardinality();
        int settles = exit.settles.cardinality();
        boolean multiplies = exit.multiplies;
        exit.ahead.forEach(gate -> look(exit, gate));
        exit.legs.forEach(leg -> take(net, exit, leg.target()));
        return exit.reach.cardinality() > reach || exit.settles.cardinality() > settles
                || exit.multiplies != multiplies;
    }

    private static void look(Exit exit, Gate gate) {
        switch (gate) {
            case Gate.Fork fork -> fork.branches.forEach(branch -> exit.reach.or(branch.reach));
            case Gate.Join join -> {
                exit.reach.set(join.number);
                exit.reach.or(join.out.reach);
                if (join.failed != null) {
                    exit.reach.or(join.failed.reach);
                }
            }
            case Gate.End _ -> {
            }
        }
    }

    private static void take(Net net, Exit exit, Gate gate) {
        switch (gate) {
            case Gate.Fork fork -> {
                var joins = fork.joins();
                exit.multiplies |= joins.cardinality() > 1
                        || fork.branches.stream().anyMatch(branch -> branch.multiplies);
                joins.stream().mapToObj(net::join).forEach(join -> {
                    exit.settles.or(join.out.settles);
                    exit.multiplies |= join.out.multiplies;
                    if (join.failed != null) {
                        exit.settles.or(join.failed.settles);
                    }
                });
            }
            case Gate.Join join -> {
                exit.settles.set(join.number);
                // One that waited in vain goes on in the same branch.
                if (join.failed != null) {
                    exit.settles.or(join.failed.settles);
                }
            }
            case Gate.End _ -> {
            }
        }
    }

    private static boolean matters(Net net, Gate.Fork fork) {
        return fork.joins().stream().mapToObj(net::join).anyMatch(join -> {
            var only = new BitSet();
            only.set(join.number);
            return fork.branches.stream().filter(branch -> branch.reach.get(join.number))
                    .anyMatch(branch -> join.isSelective() ? !isWithin(branch.settles, only) : branch.multiplies);
        });
    }

    private static boolean isWithin(BitSet some, BitSet all) {
        var rest = (BitSet) some.clone();
        rest.andNot(all);
        return rest.isEmpty();
    }
}
