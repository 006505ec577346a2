package dev.flowloom.cli;

import dev.flowloom.run.RunId;
import dev.flowloom.runtime.ThisUser;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The run that a command stops, pauses or lets go on, and what its history shall say of it.
final class ChangedRun {
    /// Who changes runs from here, for their history.
    static final String BY = ThisUser.name();

    @Parameters(index = "0", paramLabel = "RUN", description = "The run's id, as \"runs\" lists it.")
    private String run = "";

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why, for the run's history (default: ${DEFAULT-VALUE}).")
    private String reason;

    /// @param reason what is said where no reason is given
    ChangedRun(String reason) {
        this.reason = reason;
    }

    /// @throws Failure if what was given can't be the id of a run
    RunId id() {
        return RunIds.parse(run);
    }

    String reason() {
        return reason;
    }
}
