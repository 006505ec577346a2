package dev.flowloom.cli;

import dev.flowloom.journal.Durability;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.journal.Stores;
import dev.flowloom.runtime.Engine;
import dev.flowloom.runtime.EngineSettings;
import dev.flowloom.step.StepTypes;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Which store a command works on.
final class StoreOption {
    @Option(
            names = "--store",
            paramLabel = "URL",
            // A URL would be broken in two where it doesn't stand at the beginning of a line.
            description = {"Where runs are kept: a path, or a URL such as",
                    "jdbc:h2:./mine or",
                    "jdbc:postgresql://host/database.",
                    "Without it, the user's own store, which the workbench uses too."})
    private @Nullable String named;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    StoreLocation location() {
        return named == null ? StoreLocation.ofUser() : StoreLocation.parse(named);
    }

    Engine open(StepTypes types, Durability durability) {
        return told(Engine.open(location(), durability, types, settings()));
    }

    /// Opens the store to be examined: nothing is changed, and nothing told.
    Engine examine(StepTypes types) {
        return Engine.look(location(), types, settings());
    }

    private EngineSettings settings() {
        return EngineSettings.DEFAULT.withListener(new CommandListener(spec.commandLine().getErr()));
    }

    private Engine told(Engine engine) {
        var remark = engine.upkeep().remark();
        if (remark != null) {
            spec.commandLine().getErr().println(remark);
        }
        return engine;
    }

    /// Opens the store to be read alone, which needs no more than to be allowed to. Where there is none it isn't made: where
    /// one was named that is a mistake, and the user's own is as if it were empty.
    ///
    /// @throws Failure where there is no store of that name
    Engine look(StepTypes types) {
        return told(Engine.look(existing(), types, settings()));
    }

    /// As [#look(StepTypes)], to change something in it.
    Engine openExisting(StepTypes types) {
        return openExisting(types, Durability.POWER_SAFE);
    }

    /// As [#look(StepTypes)], to go on with what is in it.
    Engine openExisting(StepTypes types, Durability durability) {
        return told(Engine.open(existing(), durability, types, settings()));
    }

    private StoreLocation existing() {
        boolean isMissing = isMissing();
        if (isMissing && named != null) {
            throw Failure.wrongInput("There is no store %s. Check --store; \"run\" makes one.".formatted(location()),
                    null);
        }
        return isMissing ? new StoreLocation.InMemory() : location();
    }

    /// Where there is no store, what is added to it would be lost, or wait for nobody.
    ///
    /// @throws Failure where there is none
    void requireThere() {
        if (isMissing()) {
            throw Failure.wrongInput("There is no store %s, and so no run. Check --store; \"run\" makes one."
                    .formatted(location()), null);
        }
    }

    private boolean isMissing() {
        var location = location();
        return !(location instanceof StoreLocation.InMemory) && !Stores.exists(location);
    }

    /// The option as it was given, but for a password, with a space before it, to be repeated in a command; empty where it
    /// wasn't.
    String repeated() {
        if (named == null) {
            return "";
        }
        return " --store " + Shell.quoted(StoreLocation.shown(named));
    }
}
