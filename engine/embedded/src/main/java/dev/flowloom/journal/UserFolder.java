package dev.flowloom.journal;

import java.nio.file.Path;
import java.util.Locale;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/// The folder where an operating system keeps a program's data of one user.
final class UserFolder {
    private UserFolder() {}

    static Path of(String os, Path home, UnaryOperator<@Nullable String> environment) {
        var name = os.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            return absolute(environment.apply("LOCALAPPDATA"), home.resolve("AppData").resolve("Local"))
                    .resolve("Flowloom");
        }
        if (name.startsWith("mac")) {
            return home.resolve("Library").resolve("Application Support").resolve("Flowloom");
        }
        return absolute(environment.apply("XDG_DATA_HOME"), home.resolve(".local").resolve("share"))
                .resolve("flowloom");
    }

    /// The XDG specification has relative paths ignored.
    private static Path absolute(@Nullable String named, Path otherwise) {
        return named != null && Path.of(named).isAbsolute() ? Path.of(named) : otherwise;
    }
}
