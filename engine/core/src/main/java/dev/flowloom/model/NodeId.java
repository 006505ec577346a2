package dev.flowloom.model;

import java.util.regex.Pattern;

/// Names a node, once in the whole flow, nested graphs included. Letters of any script, digits and `_`, not starting
/// with a digit: so that an expression can say `steps.reserveStock` without quoting.
public record NodeId(String value) implements Comparable<NodeId> {
    private static final Pattern FORM = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]{0,99}");

    public NodeId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a node id: " + value);
        }
    }

    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    @Override
    public int compareTo(NodeId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
