package dev.flowloom.run;

/// Names one arrival of a token at a node: the first of a run is 1.
public record VisitId(int number) implements Comparable<VisitId> {
    public static final VisitId FIRST = new VisitId(1);

    public VisitId {
        if (number < 1) {
            throw new IllegalArgumentException("visits are numbered from 1: " + number);
        }
    }

    public VisitId next() {
        return new VisitId(number + 1);
    }

    @Override
    public int compareTo(VisitId other) {
        return Integer.compare(number, other.number);
    }

    @Override
    public String toString() {
        return Integer.toString(number);
    }
}
