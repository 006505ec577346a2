package dev.flowloom.main;

import java.util.List;
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
    private static final System.Logger LOG = System.getLogger(Engines.class.getName());

    private final Function<StoreLocation, Engine> opening;
    private volatile StoreLocation location;
    private @Nullable Engine engine;
    private final ResourceWatch resources = new ResourceWatch();
    private boolean wasOpen;
    private final AtomicReference<List<LeftRun>> resumed = new AtomicReference<>(List.of());

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
            // What stood still because a store failed was begun here, and is known.
            var left = goOn(opened, location, wasOpen);
            if (!wasOpen) {
                resumed.set(left);
            }
            take(opened);
        }
        return opened;
    }

    private void take(Engine opened) {
        engine = opened;
        wasOpen = true;
        resources.opened(opened);
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

    /// Where runs are kept. Any thread may ask.
    StoreLocation location() {
        return location;
    }

    /// Before it is first opened: where that is.
    synchronized void beginWith(StoreLocation where) {
        if (engine != null) {
            throw new IllegalStateException("the store %s is open".formatted(location));
        }
        location = where;
    }

    /// From now on runs are kept there. What is under way stops where it is.
    ///
    /// @throws StoreException when that can't be opened: all stays as it was
    void use(StoreLocation where) {
        if (isOpen(where)) {
            return;
        }
        // A server may take its time to answer, and meanwhile runs go on where they are.
        var next = opening.apply(where);
        synchronized (this) {
            var left = goOn(next, where, false);
            var before = engine;
            if (before != null) {
                giveUp(before);
            }
            location = where;
            resumed.set(left);
            take(next);
        }
    }

    private synchronized boolean isOpen(StoreLocation where) {
        return engine != null && where.equals(location);
    }

    /// @return what an earlier process left, unless that is known
    /// @throws StoreException where that can't be gone on with: the engine is closed again
    private static List<LeftRun> goOn(Engine opened, StoreLocation where, boolean isKnown) {
        try {
            return resume(opened, where, isKnown);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static List<LeftRun> resume(Engine opened, StoreLocation where, boolean isKnown) {
        var remark = opened.upkeep().remark();
        if (remark != null) {
            LOG.log(System.Logger.Level.WARNING, remark);
        }
        if (where instanceof StoreLocation.InPostgres) {
            // Which of the runs there are left by nobody is for the processes to find out that share it.
            opened.resume();
            return List.of();
        }
        var left = opened.unfinished().stream().filter(run -> isResumed(opened, run)).toList();
        return isKnown
                ? List.of()
                : left.stream().map(run -> new LeftRun(run, nameOf(run, opened), opened.run(run).isPaused())).toList();
    }

    /// A damaged run doesn't keep the others, and the store, from being used.
    private static boolean isResumed(Engine opened, RunId run) {
        try {
            opened.resume(run);
            return true;
        } catch (StoreException e) {
            e.throwUnlessDamaged();
            LOG.log(System.Logger.Level.WARNING, "The run {0} can''t be gone on with. {1}", run, e.message());
            return false;
        }
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
        return resumed.getAndSet(List.of());
    }

    /// Gives up an engine whose store failed, so that the next one opens the store again. Other runs go on in it where
    /// one is damaged.
    void giveUp(Engine failed, StoreException reason) {
        if (reason.kind() != StoreException.Kind.DAMAGED) {
            giveUp(failed);
        }
    }

    private synchronized void giveUp(Engine failed) {
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
