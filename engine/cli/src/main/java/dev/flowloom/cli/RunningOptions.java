package dev.flowloom.cli;

import dev.flowloom.journal.StoreException;
import dev.flowloom.runtime.Engine;
import dev.flowloom.step.StepTypes;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;

/// The store of a command in which runs go on, and what their history outlives.
final class RunningOptions {
    @Mixin
    private StoreOption store = new StoreOption();

    @Mixin
    private DurabilityOption durability = new DurabilityOption();

    /// Opens the store for a new run, which can as well be kept in another; it is made where there is none.
    Engine openForNewRun(StepTypes types) {
        try {
            return store.open(types, durability.durability());
        } catch (StoreException e) {
            throw e.kind() == StoreException.Kind.BAD_LOCATION
                    ? e
                    : new StoreException(e.kind(), e.what(),
                            e.remedy() + " Or keep the run in another store: give that with --store.", e);
        }
    }

    /// Opens the store, which must be there, to add to what is in it.
    Engine openToChange(StepTypes types) {
        store.requireThere();
        return openExisting(types);
    }

    /// Opens the store to say what would be done, or to do it.
    Engine openToTry(StepTypes types, boolean isTried) {
        return isTried ? store.look(types) : openExisting(types);
    }

    /// Opens the store to go on with what is in it, as [StoreOption#openExisting(StepTypes)] to look at it.
    Engine openExisting(StepTypes types) {
        return store.openExisting(types, durability.durability());
    }

    /// Stays with the engine's runs; whoever leaves them is told how to go on with the same options.
    Attendance attend(Console console, Engine engine, CommandSpec spec) {
        return new Attendance(console, engine, command -> repeated(spec, command),
                new HowToAnswer(store.location(), spec.root().name(), store.repeated()));
    }

    /// Another command with the same options, to be given a run.
    String repeated(CommandSpec spec, String command) {
        return spec.root().name() + " " + command + store.repeated() + durability.repeated();
    }
}
