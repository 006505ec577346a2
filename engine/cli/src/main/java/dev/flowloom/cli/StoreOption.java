package dev.flowloom.cli;

import java.nio.file.Files;

import dev.flowloom.journal.Durability;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.runtime.Engine;
import dev.flowloom.runtime.EngineSettings;
import dev.flowloom.step.StepTypes;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which store a command works on.
final class StoreOption {
    @Option(
            names = "--store",
            paramLabel = "URL",
            description = "Where runs are kept: a path, or a URL such as jdbc:h2:./mine. Without it, the user's own store, "
                    + "which the workbench uses too.")
    private @Nullable String named;

    StoreLocation location() {
        return named == null ? StoreLocation.ofUser() : StoreLocation.parse(named);
    }

    Engine open(StepTypes types, Durability durability) {
        return open(location(), durability, types);
    }

    private static Engine open(StoreLocation location, Durability durability, StepTypes types) {
        return Engine.open(location, durability, types,
                EngineSettings.DEFAULT.withListener(new SilentListener()));
    }

    /// Opens the store to look at it. Where there is none it isn't made: where one was named that is a mistake, and the
    /// user's own is as if it were empty.
    ///
    /// @throws Failure where there is no store of that name
    Engine openExisting(StepTypes types) {
        return openExisting(types, Durability.POWER_SAFE);
    }

    /// As the other, to go on with what is in it.
    Engine openExisting(StepTypes types, Durability durability) {
        boolean isMissing = location() instanceof StoreLocation.OnDisk file && !Files.exists(file.database());
        if (isMissing && named != null) {
            throw Failure.wrongInput("There is no store %s. Check --store; \"run\" makes one.".formatted(location()),
                    null);
        }
        return open(isMissing ? new StoreLocation.InMemory() : location(), durability, types);
    }

    /// Where there is no store, what is added to it would be lost, or wait for nobody.
    ///
    /// @throws Failure where there is none
    void requireThere() {
        if (location() instanceof StoreLocation.OnDisk file && !Files.exists(file.database())) {
            throw Failure.wrongInput("There is no store %s, and so no run. Check --store; \"run\" makes one."
                    .formatted(location()), null);
        }
    }

    /// The option as it was given, with a space before it, to be repeated in a command; empty where it wasn't.
    String repeated() {
        if (named == null) {
            return "";
        }
        return named.matches("[\\w./:=-]+") ? " --store " + named : " --store '" + named + "'";
    }
}
