package dev.flowloom.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

import dev.flowloom.journal.StoreException;
import dev.flowloom.run.RunId;
import dev.flowloom.runtime.EngineListener;

/// Tells what the command doesn't learn from the outcome of its run as well.
///
/// @param err where it is told
record CommandListener(PrintWriter err) implements EngineListener {
    @Override
    public void runsLost(List<RunId> runs) {
        err.printf("This process stood still for longer than its lease, so another one goes on with %s now.%n",
                runs.stream().map(RunId::value).collect(Collectors.joining(", ")));
        err.flush();
    }

    @Override
    public void runBroken(RunId run, Throwable cause) {}

    @Override
    public void storeFailed(StoreException cause) {}
}
