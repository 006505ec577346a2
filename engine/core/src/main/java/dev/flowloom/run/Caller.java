package dev.flowloom.run;

/// Who had a run started: the visit at a sub-flow of another run.
///
/// @param depth how many runs are around the one that was started
public record Caller(RunId run, VisitId visit, int depth) {
    /// Deeper, a flow most likely calls itself without an end.
    static final int DEEPEST = 10;

    public Caller {
        if (depth < 1) {
            throw new IllegalArgumentException("a run that was called has at least one around it: " + depth);
        }
    }
}
