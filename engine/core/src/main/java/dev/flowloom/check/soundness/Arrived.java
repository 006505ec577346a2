package dev.flowloom.check.soundness;

import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedSet;
import org.pcollections.PVector;
import org.pcollections.TreePSet;
import org.pcollections.TreePVector;

/// The tokens that wait at a join. Of branches in which nothing else goes on it makes no difference which they are, but
/// only how many.
///
/// @param settled how many of them have come out of such branches
/// @param open the branches of the others
record Arrived(Gate.Join join, int settled, PSortedSet<Integer> open, PVector<Arrival> arrivals) {
    record Arrival(int branch, Trail trail) {}

    static Arrived none(Gate.Join join) {
        return new Arrived(join, 0, TreePSet.empty(), TreePVector.empty());
    }

    Arrived plus(int branch, Trail trail) {
        return new Arrived(join, settled, open.plus(branch), arrivals.plus(new Arrival(branch, trail)));
    }

    /// Nothing else goes on in the branch.
    Arrived settle(int branch) {
        return open.contains(branch) ? new Arrived(join, settled + 1, open.minus(branch), arrivals) : this;
    }

    Arrived minus(int branch) {
        return new Arrived(join, settled, open.minus(branch), arrivals);
    }

    int branches() {
        return settled + open.size();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Arrived that && join == that.join && settled == that.settled && open.equals(that.open);
    }

    @Override
    public int hashCode() {
        return 31 * settled + open.hashCode();
    }
}
