package dev.flowloom.run;

/// Names one time through a graph: 0 is the run itself, 1 the first time through what a container holds.
public record PassId(int number) implements Comparable<PassId> {
    public static final PassId RUN = new PassId(0);

    public PassId {
        if (number < 0) {
            throw new IllegalArgumentException("passes are numbered from 0: " + number);
        }
    }

    public boolean isRun() {
        return number == 0;
    }

    public PassId next() {
        return new PassId(number + 1);
    }

    @Override
    public int compareTo(PassId other) {
        return Integer.compare(number, other.number);
    }

    @Override
    public String toString() {
        return Integer.toString(number);
    }
}
