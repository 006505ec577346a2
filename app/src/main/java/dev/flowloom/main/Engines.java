package dev.flowloom.main;

import dev.flowloom.journal.Durability;
import dev.flowloom.journal.StoreException;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.runtime.Engine;
import dev.flowloom.step.StepTypes;
import org.jspecify.annotations.Nullable;

/// The engine of this process, opened when it is first needed. To be used away from the user interface's thread.
final class Engines implements AutoCloseable {
    private final StepTypes types;
    private StoreLocation location;
    private @Nullable Engine engine;

    Engines(StoreLocation location, StepTypes types) {
        this.location = location;
        this.types = types;
    }

    /// The engine on the store; gone on with is what an earlier process left unfinished.
    ///
    /// @throws StoreException when the store can't be opened
    synchronized Engine open() {
        var opened = engine;
        if (opened == null) {
            opened = Engine.open(location, Durability.POWER_SAFE, types);
            engine = opened;
            opened.resume();
        }
        return opened;
    }

    /// Gives up an engine whose store failed, so that the next one opens the store again.
    synchronized void giveUp(Engine failed) {
        if (failed.equals(engine)) {
            close();
        }
    }

    /// From now on runs are kept in memory, until the program ends.
    synchronized void useMemory() {
        close();
        location = new StoreLocation.InMemory();
    }

    @Override
    public synchronized void close() {
        if (engine != null) {
            engine.close();
            engine = null;
        }
    }
}
