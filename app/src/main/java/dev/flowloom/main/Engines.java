package dev.flowloom.main;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import dev.flowloom.journal.Durability;
import dev.flowloom.journal.StoreException;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.journal.Stores;
import dev.flowloom.model.Flow;
import dev.flowloom.run.RunId;
import dev.flowloom.runtime.Engine;
import dev.flowloom.step.StepTypes;
import org.jspecify.annotations.Nullable;

/// The engine of this process, opened when it is first needed. To be used away from the user interface's thread, but for
/// [#takeResumed()] and [#resources()].
final class Engines implements AutoCloseable {
    private final Function<StoreLocation, Engine> opening;
    private StoreLocation location;
    private @Nullable Engine engine;
    private final ResourceWatch resources = new ResourceWatch();
    private boolean wasOpen;
    private final AtomicReference<@Nullable List<LeftRun>> resumed = new AtomicReference<>();

    /// A run that an earlier process left unfinished.
    ///
    /// @param flow what its flow is called
    record LeftRun(RunId run, String flow, boolean paused) {}

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
            resources.opened(opened);
            goOn(opened);
        }
        return opened;
    }

    /// How much room the store takes, in bytes. It isn't opened for that.
    synchronized long size() {
        var opened = engine;
        return opened == null ? Stores.size(location) : opened.upkeep().size();
    }

    /// How it stands with the resources that steps use. Any thread may ask.
    ResourceWatch resources() {
        return resources;
    }

    private void goOn(Engine opened) {
        var left = opened.unfinished();
        left.forEach(opened::resume);
        // What stood still because a store failed was begun here, and is known.
        if (!wasOpen && !left.isEmpty()) {
            resumed.set(left.stream().map(run -> new LeftRun(run, nameOf(run, opened), opened.run(run).isPaused()))
                    .toList());
        }
        wasOpen = true;
    }

    private static String nameOf(RunId run, Engine opened) {
        try {
            return nameOf(opened.flow(run));
        } catch (RuntimeException e) {
            // What is wrong with it is told where it is gone on with.
            return run.toString();
        }
    }

    /// What to call a flow whose file isn't known.
    static String nameOf(Flow flow) {
        return flow.name().isBlank() ? flow.id() : flow.name();
    }

    /// The runs of earlier processes that go on here, or are paused here, for the first who asks; empty for others. Any thread may ask.
    List<LeftRun> takeResumed() {
        return Objects.requireNonNullElse(resumed.getAndSet(null), List.of());
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
            resources.closed();
            opened.close();
        }
    }
}
