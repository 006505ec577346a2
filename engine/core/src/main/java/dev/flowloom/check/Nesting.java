package dev.flowloom.check;

import java.util.SortedMap;
import java.util.TreeMap;

import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;
import dev.flowloom.model.WireId;
import org.jspecify.annotations.Nullable;

/// The branches of forks that a token stands in, the innermost last. There is one object for each, so that they are
/// compared by identity.
final class Nesting {
    private final @Nullable Nesting outer;
    private final Wire.@Nullable Sequence branch;
    private final int depth;
    private final SortedMap<WireId, Nesting> inner = new TreeMap<>();

    private Nesting(@Nullable Nesting outer, Wire.@Nullable Sequence branch, int depth) {
        this.outer = outer;
        this.branch = branch;
        this.depth = depth;
    }

    /// In no fork.
    static Nesting none() {
        return new Nesting(null, null, 0);
    }

    Nesting in(Wire.Sequence branch) {
        return inner.computeIfAbsent(branch.id(), _ -> new Nesting(this, branch, depth + 1));
    }

    /// What is left when the innermost fork's tokens are joined.
    Nesting joined() {
        return outer == null ? this : outer;
    }

    /// The branch of the innermost fork; null in no fork.
    Wire.@Nullable Sequence branch() {
        return branch;
    }

    /// The innermost fork; null in no fork.
    @Nullable
    NodeId fork() {
        return branch == null ? null : branch.from();
    }

    boolean isIn(NodeId fork) {
        for (var at = this; at != null; at = at.outer) {
            if (fork.equals(at.fork())) {
                return true;
            }
        }
        return false;
    }

    /// Whether tokens nested so can be under way at the same time: they stand in different branches of one fork.
    boolean isBeside(Nesting other) {
        var a = this;
        var b = other;
        while (a.depth > b.depth) {
            a = a.joined();
        }
        while (b.depth > a.depth) {
            b = b.joined();
        }
        while (a.outer != b.outer) {
            a = a.joined();
            b = b.joined();
        }
        return a != b && a.fork() != null && a.fork().equals(b.fork());
    }
}
