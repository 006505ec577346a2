package dev.flowloom.model;

import org.jspecify.annotations.Nullable;

/// Leads from a node to a node of the same graph. `extras` keeps the fields this version does not know.
public sealed interface Wire {
    WireId id();

    NodeId from();

    NodeId to();

    Json.Obj extras();

    /// The same wire between other nodes.
    Wire between(NodeId from, NodeId to);

    /// The ordinary way of a token.
    ///
    /// @param branch the branch of the condition it leaves; null where it leaves anything else
    record Sequence(WireId id, NodeId from, @Nullable String branch, NodeId to, Json.Obj extras) implements Wire {
        @Override
        public Sequence between(NodeId from, NodeId to) {
            return new Sequence(id, from, branch, to, extras);
        }
    }

    /// The way of a token whose step failed with an error that the wire catches.
    record OnError(WireId id, NodeId from, NodeId to, Catch caught, Json.Obj extras) implements Wire {
        @Override
        public OnError between(NodeId from, NodeId to) {
            return new OnError(id, from, to, caught, extras);
        }
    }

    /// Leads from a step to the step that undoes it.
    record Compensation(WireId id, NodeId from, NodeId to, Json.Obj extras) implements Wire {
        @Override
        public Compensation between(NodeId from, NodeId to) {
            return new Compensation(id, from, to, extras);
        }
    }

    /// Which errors an error wire catches. Of several wires at a step a code goes before a severity, and both
    /// before anything.
    sealed interface Catch {
        Catch ANYTHING = new Anything();

        record Code(String pattern) implements Catch {
            public Code {
                if (pattern.isBlank()) {
                    throw new IllegalArgumentException("an error wire needs a code to catch");
                }
            }
        }

        record OfSeverity(Severity severity) implements Catch {}

        record Anything() implements Catch {}
    }
}
