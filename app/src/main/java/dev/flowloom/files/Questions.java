package dev.flowloom.files;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/// What only the user can answer. Each question waits for its answer.
public interface Questions {

    /// What is to become of unsaved work.
    enum Unsaved { SAVE, DONT_SAVE, CANCEL }

    /// What to do when a file was changed by something else since it was opened.
    enum Changed { OVERWRITE, SAVE_AS, RELOAD, CANCEL }

    /// What is to become of the unsaved work on the flow called this.
    Unsaved unsaved(String title);

    /// What to do about the changed file of the flow called this.
    Changed changedOnDisk(String title);

    /// Whether a file may be replaced that the user did not name, but would have to be.
    boolean overwrite(Path file);

    /// Whether the run of the flow called this is to be stopped although what it did then stays done.
    boolean leaveDone(String title);

    /// A file to open; null for none after all.
    ///
    /// @param near where to look first; null for wherever
    @Nullable
    Path toOpen(@Nullable Path near);

    /// A file to save to, already confirmed where it exists; null for none after all.
    @Nullable
    Path toSave(@Nullable Path near, String suggestedName);

    /// A file for a backup; null for none after all.
    @Nullable
    Path toBackUp(String suggestedName);
}
