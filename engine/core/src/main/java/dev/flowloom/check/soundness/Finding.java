package dev.flowloom.check.soundness;

import java.util.List;

import dev.flowloom.model.NodeId;
import dev.flowloom.model.Problem.Hop;
import dev.flowloom.model.WireId;

/// Something that can go wrong in one graph, and on which way.
public sealed interface Finding {
    List<Hop> path();

    /// Nothing goes on any more, and the join still waits.
    ///
    /// @param always whether that happens whenever a token comes to it
    /// @param caught whether something around the graph goes on all the same
    /// @param elsewhere where the tokens came to rest that it waits for
    record Starving(NodeId join, boolean always, boolean caught, List<NodeId> elsewhere, List<Hop> path)
            implements
                Finding {
        public Starving {
            elsewhere = List.copyOf(elsewhere);
            path = List.copyOf(path);
        }

        Starving told(boolean isAlways, boolean isCaught) {
            return new Starving(join, isAlways, isCaught, elsewhere, path);
        }
    }

    /// Tokens come to a fork again while others that it sent out are still under way, and so without end.
    record PilingUp(NodeId fork, List<Hop> path) implements Finding {
        public PilingUp {
            path = List.copyOf(path);
        }
    }

    /// Forks, one after the other, whose branches no join brings together.
    ///
    /// @param fork the first of them
    /// @param tokens how many tokens one that comes to it can become; [Multitude#MOST] for that many and more
    record Multiplying(NodeId fork, int tokens, List<Hop> path) implements Finding {
        public Multiplying {
            path = List.copyOf(path);
        }

        /// Whether it can become more than are counted.
        public boolean isMore() {
            return tokens >= Multitude.MOST;
        }
    }

    /// A token comes back to a fork out of one of its branches: as [PilingUp], one branch within the other.
    record Reentered(NodeId fork, List<Hop> path) implements Finding {
        public Reentered {
            path = List.copyOf(path);
        }
    }

    /// Tokens come to the node that the wire leaves, and none can take it.
    ///
    /// @param why what keeps them from it
    record NeverTaken(WireId wire, Hindrance why, List<Hop> path) implements Finding {
        public NeverTaken {
            path = List.copyOf(path);
        }
    }

    /// Nothing can happen any more once there is something to undo, or there never is.
    record NeverUndone(WireId wire, Hindrance why, List<Hop> path) implements Finding {
        public NeverUndone {
            path = List.copyOf(path);
        }
    }

    /// There are more states than are followed; nothing is said of those that were not.
    record GaveUp(int states) implements Finding {
        @Override
        public List<Hop> path() {
            return List.of();
        }
    }

    /// Why something never happens at a node.
    enum Hindrance {
        /// The node fails with no error that the wire catches.
        NO_SUCH_ERROR,
        /// What the container holds never comes to a good end.
        NO_GOOD_END,
        /// What is around it is over as soon as it is done.
        OVER_AT_ONCE
    }
}
