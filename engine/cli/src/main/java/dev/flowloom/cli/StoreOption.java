package dev.flowloom.cli;

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

    Engine open(StepTypes types) {
        return Engine.open(location(), Durability.POWER_SAFE, types,
                EngineSettings.DEFAULT.withListener(new SilentListener()));
    }

    /// The option as it was given, with a space before it, to be repeated in a command; empty where it wasn't.
    String repeated() {
        if (named == null) {
            return "";
        }
        return named.matches("[\\w./:=-]+") ? " --store " + named : " --store '" + named + "'";
    }
}
