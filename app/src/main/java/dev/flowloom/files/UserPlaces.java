package dev.flowloom.files;

import java.nio.file.Path;

import dev.flowloom.platform.UserFolders;

/// Where the workbench keeps what is the user's own.
///
/// @param settings for choices the user made
/// @param state for what should outlive the process but means nothing on another machine, such as drafts
public record UserPlaces(Path settings, Path state) {

    public static UserPlaces ofThisUser() {
        var folders = UserFolders.ofThisUser();
        return new UserPlaces(folders.settings(), folders.state());
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
