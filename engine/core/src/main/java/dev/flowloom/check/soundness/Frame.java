package dev.flowloom.check.soundness;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.pcollections.PVector;
import org.pcollections.TreePMap;
import org.pcollections.TreePVector;

/// One visit of a fork: what goes on in its branches, and what waits at its joins. A part of a state. A fork may have many
/// branches, and a move changes one of them: what is asked often is kept up to date, and not worked out.
final class Frame {
    final Gate.Fork fork;
    /// How the token came that it sent on.
    final Trail entry;
    /// By branch, those in which something is.
    final PSortedMap<Integer, Content> branches;
    /// By the join's number.
    final PSortedMap<Integer, Arrived> joins;
    /// The ways of tokens that came to their ends in it.
    final PVector<Trail> gone;
    private final Sums sums;

    /// Over all branches.
    private record Sums(int hash, int moving, int size) {
        static final Sums NONE = new Sums(0, 0, 0);

        Sums plus(int branch, Content content) {
            return plus(branch, content, 1);
        }

        Sums minus(int branch, Content content) {
            return plus(branch, content, -1);
        }

        private Sums plus(int branch, Content content, int times) {
            return new Sums(hash + times * (branch + 1) * (content.hashCode() | 1),
                    moving + (content.moves() ? times : 0), size + times * content.size());
        }
    }

    private Frame(Gate.Fork fork, Trail entry, PSortedMap<Integer, Content> branches,
            PSortedMap<Integer, Arrived> joins, PVector<Trail> gone, Sums sums) {
        this.fork = fork;
        this.entry = entry;
        this.branches = branches;
        this.joins = joins;
        this.gone = gone;
        this.sums = sums;
    }

    static Frame of(Gate.Fork fork, Trail entry) {
        var frame = new Frame(fork, entry, TreePMap.empty(), TreePMap.empty(), TreePVector.empty(), Sums.NONE);
        for (int branch = 0; branch < fork.branches.size(); branch++) {
            var token = new Live(fork.branches.get(branch), entry.plus(List.of()));
            frame = frame.with(branch, Content.of(token));
        }
        return frame;
    }

    Frame with(int branch, Content content) {
        var before = branches.get(branch);
        var without = before == null ? sums : sums.minus(branch, before);
        return content.isEmpty()
                ? new Frame(fork, entry, branches.minus(branch), joins, gone, without)
                : new Frame(fork, entry, branches.plus(branch, content), joins, gone, without.plus(branch, content));
    }

    Frame with(Arrived arrived) {
        int join = arrived.join().number;
        return new Frame(fork, entry, branches,
                arrived.branches() == 0 ? joins.minus(join) : joins.plus(join, arrived), gone, sums);
    }

    Frame without(Gate.Join join) {
        return new Frame(fork, entry, branches, joins.minus(join.number), gone, sums);
    }

    Frame withGone(Trail trail) {
        return new Frame(fork, entry, branches, joins, gone.plus(trail), sums);
    }

    Arrived at(Gate.Join join) {
        return joins.getOrDefault(join.number, Arrived.none(join));
    }

    /// Whether something goes on in a branch that leads to the join.
    boolean movesTowards(Gate.Join join) {
        return moves() && branches.entrySet().stream()
                .anyMatch(branch -> branch.getValue().moves() && fork.reaches(branch.getKey(), join));
    }

    boolean isOver() {
        return branches.isEmpty() && joins.isEmpty();
    }

    boolean moves() {
        return sums.moving() > 0;
    }

    int size() {
        return 1 + joins.size() + sums.size();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof Frame that && fork == that.fork && sums.equals(that.sums)
                && branches.equals(that.branches) && joins.equals(that.joins));
    }

    @Override
    public int hashCode() {
        return 31 * (31 * fork.id().hashCode() + sums.hash()) + joins.hashCode();
    }
}
