package dev.flowloom.model;

import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/// Something a person can mend: what is wrong, where, and how to mend it.
///
/// @param code a stable word for the kind of problem, such as `wire.dangling`
/// @param what what is wrong and why
/// @param cure what to do about it
/// @param path the wires that tokens take for it to come true, in that order; empty where it doesn't depend on them
public record Problem(Level level, String code, Place place, Sentence what, Sentence cure, List<Hop> path) {
    public Problem {
        path = List.copyOf(path);
    }

    public Problem(Level level, String code, Place place, Sentence what, Sentence cure) {
        this(level, code, place, what, cure, List.of());
    }

    /// An error keeps the flow from running, a warning does not.
    public enum Level { ERROR, WARNING }

    /// Where a problem is: each part that is known.
    ///
    /// @param pointer a JSON pointer (RFC 6901) into the definition's file; empty for the whole
    public record Place(@Nullable NodeId node, @Nullable WireId wire, String pointer, @Nullable Position position) {
        public static final Place WHOLE = new Place(null, null, "", null);

        public static Place at(String pointer) {
            return new Place(null, null, pointer, null);
        }

        public static Place at(NodeId node, String pointer) {
            return new Place(node, null, pointer, null);
        }

        public static Place at(WireId wire, String pointer) {
            return new Place(null, wire, pointer, null);
        }
    }

    /// A place in a text; the first line and the first column are 1.
    public record Position(int line, int column) {}

    /// A wire that a token takes, and the nodes it joins.
    public record Hop(NodeId from, WireId wire, NodeId to) {
        public static Hop of(Wire wire) {
            return new Hop(wire.from(), wire.id(), wire.to());
        }
    }

    public static Problem error(String code, Place place, Sentence what, Sentence cure) {
        return new Problem(Level.ERROR, code, place, what, cure);
    }

    public static Problem warning(String code, Place place, Sentence what, Sentence cure) {
        return new Problem(Level.WARNING, code, place, what, cure);
    }

    /// What is wrong and why, in English: for logs and the command line.
    public String message() {
        return what.english();
    }

    /// What to do about it, in English: for logs and the command line.
    public String remedy() {
        return cure.english();
    }

    /// The nodes on the way that leads there, in order; empty where there is none. Where tokens go side by side the way of
    /// each follows that of the one before.
    ///
    /// @param naming what a node is called
    public String way(Function<NodeId, String> naming) {
        var text = new StringBuilder();
        NodeId at = null;
        for (var hop : path) {
            if (!hop.from().equals(at)) {
                text.append(at == null ? "" : "; ").append(naming.apply(hop.from()));
            }
            text.append(" → ").append(naming.apply(hop.to()));
            at = hop.to();
        }
        return text.toString();
    }

    public boolean isError() {
        return level == Level.ERROR;
    }

    /// The same, with the way that leads there.
    public Problem along(List<Hop> hops) {
        return new Problem(level, code, place, what, cure, hops);
    }

    /// The same inside of something that stands there in the file.
    public Problem within(String pointer) {
        return new Problem(level, code,
                new Place(place.node, place.wire, pointer + place.pointer, place.position), what, cure,
                path);
    }

    public Problem at(Position position) {
        return new Problem(level, code, new Place(place.node, place.wire, place.pointer, position), what, cure,
                path);
    }
}
