package dev.flowloom.check.soundness;

import java.util.BitSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.flowloom.model.JoinRule;
import dev.flowloom.model.NodeId;
import org.jspecify.annotations.Nullable;

/// A node where tokens become more or fewer. Between gates a token moves without touching any other.
sealed interface Gate {
    NodeId id();

    /// One for each fork, and so compared by identity.
    final class Fork implements Gate {
        private final NodeId id;
        /// Where the tokens of its branches set out, in the order of its wires.
        final List<Exit> branches;
        /// Whether it makes a difference in which order its branches come to its joins.
        boolean orderMatters;
        /// By the number of a join, how many of its branches lead there.
        private final SortedMap<Integer, Integer> reaching = new TreeMap<>();

        Fork(NodeId id, List<Exit> branches) {
            this.id = id;
            this.branches = List.copyOf(branches);
        }

        @Override
        public NodeId id() {
            return id;
        }

        boolean reaches(int branch, Join join) {
            return branches.get(branch).reach.get(join.number);
        }

        /// To be asked when all reach is known.
        int branchesReaching(Join join) {
            return reaching.computeIfAbsent(join.number,
                    number -> (int) branches.stream().filter(branch -> branch.reach.get(number)).count());
        }

        /// The joins at which its tokens can wait, by number.
        BitSet joins() {
            var joins = new BitSet();
            branches.forEach(branch -> joins.or(branch.settles));
            return joins;
        }
    }

    /// One for each join.
    final class Join implements Gate {
        private final NodeId id;
        final int number;
        final JoinRule rule;
        final Exit out;
        /// Where a token goes on that waited in vain; null where no wire catches that.
        final @Nullable Exit failed;

        Join(NodeId id, int number, JoinRule rule, Exit out, @Nullable Exit failed) {
            this.id = id;
            this.number = number;
            this.rule = rule;
            this.out = out;
            this.failed = failed;
        }

        @Override
        public NodeId id() {
            return id;
        }

        boolean isSelective() {
            return !(rule instanceof JoinRule.All);
        }

        /// How many branches of a fork it waits for.
        int needed(Fork fork) {
            return switch (rule) {
                case JoinRule.All() -> fork.branchesReaching(this);
                case JoinRule.Any() -> 1;
                case JoinRule.Count(var count) -> count;
            };
        }
    }

    /// Where a token comes to its good end.
    record End(NodeId id) implements Gate {}
}
