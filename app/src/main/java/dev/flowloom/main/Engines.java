package dev.flowloom.main;

import java.util.function.Function;

import dev.flowloom.journal.Durability;
import dev.flowloom.journal.StoreException;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.runtime.Engine;
import dev.flowloom.step.StepTypes;
import org.jspecify.annotations.Nullable;

/// The engine of this process, opened when it is first needed. To be used away from the user interface's thread.
final class Engines implements AutoCloseable {
    private final Function<StoreLocation, Engine> opening;
    private StoreLocation location;
    private @Nullable Engine engine;

    Engines(StoreLocation location, StepTypes types) {
        this(location, where -> Engine.open(where, Durability.POWER_SAFE, types));
    }

    /// @param opening makes an engine on the store at a location
    Engines(StoreLocation location, Function<StoreLocation, Engine> opening) {
        this.location = location;
        this.opening = opening;
    }

    /// The engine on the store; gone on with is what an earlier process left unfinished.
    ///
    /// @throws StoreException when the store can't be opened
    synchronized Engine open() {
        var opened = engine;
        if (opened == null) {
            opened = opening.apply(location);
            engine = opened;
            opened.resume();
        }
        return opened;
    }

    /// Gives up an engine whose store failed, so that the next one opens the store again.
    synchronized void giveUp(Engine failed) {
        if (failed.equals(engine)) {
            try {
                close();
            } catch (StoreException e) {
                // It failed before, and that was told.
            }
        }
    }

    /// From now on runs are kept in memory, until the program ends.
    synchronized void useMemory() {
        var opened = engine;
        if (opened != null) {
            giveUp(opened);
        }
        location = new StoreLocation.InMemory();
    }

    @Override
    public synchronized void close() {
        var opened = engine;
        engine = null;
        if (opened != null) {
            opened.close();
        }
    }
}
