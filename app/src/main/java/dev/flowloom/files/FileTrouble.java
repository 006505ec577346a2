package dev.flowloom.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;

import dev.flowloom.platform.Disks;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// A file could not be read or written: what happened and why, and what to do about it, each a sentence.
public final class FileTrouble extends Exception {
    private final String remedy;

    FileTrouble(String message, String remedy, @Nullable Throwable cause) {
        super(message, cause);
        this.remedy = remedy;
    }

    /// Never null, unlike that of exceptions in general.
    public String message() {
        var message = getMessage();
        return message == null ? "" : message;
    }

    public String remedy() {
        return remedy;
    }

    static FileTrouble reading(Path file, IOException cause) {
        return switch (cause) {
            case NoSuchFileException _,FileNotFoundException _ -> new FileTrouble(tr("%s is not there.", file),
                    tr("It may have been moved or renamed. Open it from where it is now."), cause);
            case AccessDeniedException _ -> new FileTrouble(tr("Flowloom may not read %s.", file),
                    tr("Ask the owner for permission to read it."), cause);
            default -> new FileTrouble(tr("%s can't be read: %s.", file, reason(cause)),
                    tr("See whether it is a file and whether its disk is all right."), cause);
        };
    }

    static FileTrouble writing(Path file, IOException cause) {
        var name = file.getFileName();
        return switch (cause) {
            case AccessDeniedException _ -> new FileTrouble(
                    tr("%s was not saved: Flowloom may not write in %s.", name, file.getParent()),
                    tr("Save it in another folder, or make that one writable."), cause);
            case NoSuchFileException _,NotDirectoryException _ -> new FileTrouble(
                    tr("%s was not saved: the folder %s is not there.", name, file.getParent()),
                    tr("Save it in another folder, or make that one again."), cause);
            case IOException full when Disks.saysFull(full) -> new FileTrouble(
                    tr("%s was not saved: the disk is full.", name),
                    tr("Free some space and save again, or save on another disk. What was there before is still there."),
                    cause);
            default -> new FileTrouble(tr("%s was not saved: %s.", name, reason(cause)),
                    tr("Save it somewhere else. What was there before is still there."), cause);
        };
    }

    static FileTrouble readOnly(Path file, ReadOnlyFileSystemException cause) {
        return new FileTrouble(tr("%s was not saved: its disk is read-only.", file.getFileName()),
                tr("Save it on another disk."), cause);
    }

    /// What a draft's file is called says nothing to the user, and it can't be put elsewhere.
    static FileTrouble keepingDraft(FileTrouble cause) {
        return new FileTrouble(tr(
                "Your unsaved work is not kept as a draft, so it would be lost if Flowloom ended now. %s",
                cause.message()),
                tr("Save the flow to its file now."), cause);
    }

    static FileTrouble damagedDraft(Path file) {
        return new FileTrouble(tr("%s is damaged where it says whose work it is.", file.getFileName()),
                tr("What was drawn may still stand below its first line."), null);
    }

    static FileTrouble keepingHistory(FileTrouble cause) {
        return new FileTrouble(tr("Your unsaved work is kept, but not what can be undone of it. %s", cause.message()),
                tr("Should Flowloom end now, what you did before can't be undone any more. Save the flow to its file now."),
                cause);
    }

    static FileTrouble keepingSession(FileTrouble cause) {
        return new FileTrouble(
                tr("Which flows are open is not kept, so the next start would not open all of them. %s",
                        cause.message()),
                tr("Their files and your unsaved work are kept all the same."), cause);
    }

    static FileTrouble keepingDraft(Throwable bug) {
        return new FileTrouble(tr(
                "Your unsaved work is not kept as a draft, because of an error inside Flowloom: %s.", bug),
                tr("Save the flow to its file now. The log says more."), bug);
    }

    private static String reason(IOException cause) {
        var text = cause instanceof FileSystemException e && e.getReason() != null ? e.getReason() : cause.getMessage();
        return text == null || text.isBlank() ? cause.getClass().getSimpleName() : text;
    }
}
