package dev.flowloom.cli;

import java.time.Duration;

import dev.flowloom.journal.Retention;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which runs are kept that are over, as told on the command line.
final class KeptRuns {
    @Option(
            names = "--longest",
            paramLabel = "DURATION",
            converter = DurationOption.class,
            description = "How long after its end a run is kept, such as P90D or PT12H.")
    private @Nullable Duration longest;

    @Option(
            names = "--most",
            paramLabel = "N",
            description = "How many runs are kept that are over, the latest started; runs that others called don't count.")
    private @Nullable Integer most;

    boolean isGiven() {
        return longest != null || most != null;
    }

    /// What is given; of the rest, as it was.
    ///
    /// @throws Failure where it can't be so
    Retention retention(Retention before) {
        try {
            return new Retention(longest == null ? before.longest() : longest, most == null ? before.most() : most);
        } catch (IllegalArgumentException e) {
            throw Failure.wrongInput("--longest and --most must not be negative.", e);
        }
    }
}
