package dev.flowloom.check.soundness;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.pcollections.PVector;
import org.pcollections.TreePMap;
import org.pcollections.TreePVector;

/// One visit of a fork: what goes on in its branches, and what waits at its joins. A part of a state.
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
    private final int hash;
    private final boolean moves;
    private final int size;

    private Frame(Gate.Fork fork, Trail entry, PSortedMap<Integer, Content> branches,
            PSortedMap<Integer, Arrived> joins, PVector<Trail> gone) {
        this.fork = fork;
        this.entry = entry;
        this.branches = branches;
        this.joins = joins;
        this.gone = gone;
        hash = Objects.hash(fork.id(), branches, joins);
        moves = branches.values().stream().anyMatch(Content::moves);
        size = 1 + joins.size() + branches.values().stream().mapToInt(Content::size).sum();
    }

    static Frame of(Gate.Fork fork, Trail entry) {
        PSortedMap<Integer, Content> branches = TreePMap.empty();
        for (int branch = 0; branch < fork.branches.size(); branch++) {
            branches = branches.plus(branch, Content.of(new Live(fork.branches.get(branch), entry.plus(List.of()))));
        }
        return new Frame(fork, entry, branches, TreePMap.empty(), TreePVector.empty());
    }

    Frame with(int branch, Content content) {
        return new Frame(fork, entry, content.isEmpty() ? branches.minus(branch) : branches.plus(branch, content),
                joins, gone);
    }

    Frame with(Arrived arrived) {
        int join = arrived.join().number;
        return new Frame(fork, entry, branches,
                arrived.branches() == 0 ? joins.minus(join) : joins.plus(join, arrived), gone);
    }

    Frame without(Gate.Join join) {
        return new Frame(fork, entry, branches, joins.minus(join.number), gone);
    }

    Frame withGone(Trail trail) {
        return new Frame(fork, entry, branches, joins, gone.plus(trail));
    }

    Arrived at(Gate.Join join) {
        return joins.getOrDefault(join.number, Arrived.none(join));
    }

    /// Whether something goes on in a branch that leads to the join.
    boolean movesTowards(Gate.Join join) {
        return branches.entrySet().stream()
                .anyMatch(branch -> branch.getValue().moves() && fork.reaches(branch.getKey(), join));
    }

    boolean isOver() {
        return branches.isEmpty() && joins.isEmpty();
    }

    boolean moves() {
        return moves;
    }

    int size() {
        return size;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof Frame that && hash == that.hash && fork == that.fork
                && branches.equals(that.branches) && joins.equals(that.joins));
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
