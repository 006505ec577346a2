package dev.flowloom.cli.progress;

/// How often a loop over a source has gone through what it holds.
///
/// @param done how often to its end
/// @param failed how often it failed
record Tally(long done, long failed) {
    static final Tally NONE = new Tally(0, 0);
    private static final int DEAD_LETTERS_TOLD = 10;

    Tally plusDone(long times) {
        return new Tally(done + times, failed);
    }

    Tally plusFailed() {
        return new Tally(done, failed + 1);
    }

    /// Whether it is worth a line: 1, 2, 5, 10, 20, 50 and so on.
    boolean isRound() {
        long rest = done + failed;
        while (rest % 10 == 0 && rest > 0) {
            rest /= 10;
        }
        return rest == 1 || rest == 2 || rest == 5;
    }

    boolean tellsOfDeadLetters() {
        return failed <= DEAD_LETTERS_TOLD;
    }

    /// @param batches whether each time it goes through several items
    String words(boolean batches) {
        var sum = (batches ? "%,d batches done" : "%,d done").formatted(done);
        return failed == 0 ? sum : "%s, %,d failed".formatted(sum, failed);
    }
}
