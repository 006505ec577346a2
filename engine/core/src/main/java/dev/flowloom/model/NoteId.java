package dev.flowloom.model;

/// Names a note, once in the whole flow.
public record NoteId(String value) implements Comparable<NoteId> {
    public NoteId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a note id: " + value);
        }
    }

    public static boolean isValid(String text) {
        return !text.isBlank() && text.length() <= 100;
    }

    @Override
    public int compareTo(NoteId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
