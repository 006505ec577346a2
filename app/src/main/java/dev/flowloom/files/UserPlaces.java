package dev.flowloom.files;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/// The folders that the operating system gives a program for one user.
///
/// @param settings for choices the user made
/// @param state for what should outlive the process but means nothing on another machine, such as drafts
public record UserPlaces(Path settings, Path state) {

    public static UserPlaces ofThisUser() {
        return of(System.getProperty("os.name"), System.getenv(), Path.of(System.getProperty("user.home")));
    }

    static UserPlaces of(String system, Map<String, String> environment, Path home) {
        var name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            return new UserPlaces(base(environment, "APPDATA", home.resolve("AppData/Roaming")).resolve("Flowloom"),
                    base(environment, "LOCALAPPDATA", home.resolve("AppData/Local")).resolve("Flowloom"));
        }
        if (name.startsWith("mac")) {
            var support = home.resolve("Library/Application Support/Flowloom");
            return new UserPlaces(support, support);
        }
        return new UserPlaces(base(environment, "XDG_CONFIG_HOME", home.resolve(".config")).resolve("flowloom"),
                base(environment, "XDG_STATE_HOME", home.resolve(".local/state")).resolve("flowloom"));
    }

    // The XDG rules say that a relative path is to be ignored.
    private static Path base(Map<String, String> environment, String variable, Path otherwise) {
        var value = environment.getOrDefault(variable, "");
        return value.isBlank() || !Path.of(value).isAbsolute() ? otherwise : Path.of(value);
    }

    public Path settingsFile() {
        return settings.resolve("settings.properties");
    }

    /// Where the program logs to.
    public Path log() {
        return state.resolve("flowloom.log");
    }

    public Path drafts() {
        return state.resolve("drafts");
    }

    /// Which flows are open.
    public Path session() {
        return state.resolve("session.json");
    }

    /// What can be undone of flows that are saved.
    public Path histories() {
        return state.resolve("histories");
    }
}
