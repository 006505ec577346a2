package dev.flowloom.platform;

import java.nio.file.Path;
import java.util.Locale;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/// The folders that an operating system gives a program for one user.
///
/// @param settings for choices the user made
/// @param data for what the user would miss, such as runs
/// @param state for what should outlive the process but means nothing on another machine, such as drafts
public record UserFolders(Path settings, Path data, Path state) {

    public static UserFolders ofThisUser() {
        return of(System.getProperty("os.name", ""), Path.of(System.getProperty("user.home", ".")), System::getenv);
    }

    public static UserFolders of(String system, Path home, UnaryOperator<@Nullable String> environment) {
        var name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            var local = folder(environment.apply("LOCALAPPDATA"), home.resolve("AppData/Local"), "Flowloom");
            return new UserFolders(folder(environment.apply("APPDATA"), home.resolve("AppData/Roaming"), "Flowloom"),
                    local, local);
        }
        if (name.startsWith("mac")) {
            var support = home.resolve("Library/Application Support/Flowloom");
            return new UserFolders(support, support, support);
        }
        return new UserFolders(folder(environment.apply("XDG_CONFIG_HOME"), home.resolve(".config"), "flowloom"),
                folder(environment.apply("XDG_DATA_HOME"), home.resolve(".local/share"), "flowloom"),
                folder(environment.apply("XDG_STATE_HOME"), home.resolve(".local/state"), "flowloom"));
    }

    /// The XDG rules have relative paths ignored; a blank one is not even a path everywhere.
    private static Path folder(@Nullable String named, Path otherwise, String program) {
        var folder = named != null && !named.isBlank() && Path.of(named).isAbsolute() ? Path.of(named) : otherwise;
        return folder.resolve(program);
    }
}
