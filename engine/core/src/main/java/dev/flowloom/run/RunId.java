package dev.flowloom.run;

/// Names one run of a flow.
public record RunId(String value) implements Comparable<RunId> {
    public RunId {
        if (value.isBlank() || value.length() > 100) {
            throw new IllegalArgumentException("not a run id: " + value);
        }
    }

    /// The run that a visit at a sub-flow calls: the same whenever it is asked for.
    RunId called(VisitId visit) {
        return new RunId(value + "." + visit);
    }

    @Override
    public int compareTo(RunId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
