package dev.flowloom.cli;

import dev.flowloom.journal.StoreException;
import dev.flowloom.run.RunId;
import dev.flowloom.runtime.EngineListener;

/// Hears what the command learns from the outcome of its run as well, and tells in its own way.
final class SilentListener implements EngineListener {
    @Override
    public void runBroken(RunId run, Throwable cause) {}

    @Override
    public void storeFailed(StoreException cause) {}
}
