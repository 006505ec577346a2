package dev.flowloom.model;

/// Names a wire, once in the whole flow, containers included. By habit `from-to`, which reads well in a diff.
public record WireId(String value) implements Comparable<WireId> {
    public WireId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a wire id: " + value);
        }
    }

    public static boolean isValid(String text) {
        return !text.isBlank() && text.length() <= 300;
    }

    @Override
    public int compareTo(WireId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
