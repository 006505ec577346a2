package dev.flowloom.files;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

import dev.flowloom.document.Editor;
import dev.flowloom.json.DefinitionReader;
import dev.flowloom.json.DefinitionWriter;
import dev.flowloom.model.Diagram;
import org.jspecify.annotations.Nullable;

/// The file behind an editor: opening, saving, and never losing what isn't saved. Used by the thread that owns the
/// editor.
public final class FlowDesk {
    /// What a flow's file is called by habit.
    public static final String ENDING = ".flow.json";
    /// No revision has this number.
    private static final long NEVER = -1;

    private final Editor editor;
    private final Disk disk;
    private final DraftKeeper drafts;
    private final Settings settings;
    private final Questions questions;
    private final Notices notices;
    private final InstantSource clock;
    private @Nullable Path file;
    private @Nullable Fingerprint known;

    public FlowDesk(Editor editor, Disk disk, DraftKeeper drafts, Settings settings, Questions questions,
            Notices notices, InstantSource clock) {
        this.editor = editor;
        this.disk = disk;
        this.drafts = drafts;
        this.settings = settings;
        this.questions = questions;
        this.notices = notices;
        this.clock = clock;
        editor.listen(change -> {
            var before = change.before().history();
            var after = change.after().history();
            if (before.present().number() != after.present().number() || before.saved() != after.saved()) {
                keepDraft();
            }
        });
    }

    private void keepDraft() {
        if (!editor.isChanged()) {
            drafts.settled();
            return;
        }
        var diagram = editor.diagram();
        var path = file;
        var base = known;
        var now = clock.instant();
        drafts.changed(() -> new Draft(title(diagram, path), path, base, now, DefinitionWriter.text(diagram)));
    }

    /// The file that is open; null where the flow was never saved.
    public @Nullable Path file() {
        return file;
    }

    /// What to call the open flow.
    public String title() {
        return title(editor.diagram(), file);
    }

    private static String title(Diagram diagram, @Nullable Path file) {
        if (file != null) {
            return String.valueOf(file.getFileName());
        }
        return diagram.flow().name().isBlank() ? "Untitled" : diagram.flow().name();
    }

    /// Puts a flow without a file in the place of the open one, if the user lets go of that.
    public boolean openUntitled(Diagram diagram) {
        if (!mayLeave()) {
            return false;
        }
        place(diagram, null, null, false);
        notices.opened(List.of(), false);
        return true;
    }

    /// Asks for a file and opens it.
    public boolean open() {
        var chosen = questions.toOpen(folder());
        return chosen != null && open(chosen);
    }

    /// Opens a file, if it can be read and the user lets go of what is open.
    public boolean open(Path path) {
        var loaded = load(path);
        return loaded != null && mayLeave() && place(loaded);
    }

    private @Nullable Loaded load(Path path) {
        try {
            var content = disk.read(path);
            var read = DefinitionReader.read(content);
            var diagram = read.diagram();
            if (diagram != null) {
                return new Loaded(path, diagram, Fingerprint.of(content), read);
            }
            notices.broken(path, read.problems());
        } catch (FileTrouble e) {
            notices.trouble(e);
        }
        return null;
    }

    private boolean place(@Nullable Loaded loaded) {
        if (loaded == null) {
            return false;
        }
        place(loaded.diagram, loaded.path, loaded.content, loaded.read.readOnly());
        remember(loaded.path);
        notices.opened(loaded.read.problems(), loaded.read.readOnly());
        return true;
    }

    /// A file that was read, before it takes the place of what is open.
    private record Loaded(Path path, Diagram diagram, Fingerprint content, DefinitionReader.Read read) {}

    /// Goes on with work that was left behind: open, and not saved.
    public boolean resume(Draft draft) {
        var read = DefinitionReader.read(draft.text().getBytes(StandardCharsets.UTF_8));
        var diagram = read.diagram();
        if (diagram == null || !mayLeave()) {
            return false;
        }
        place(diagram, draft.file(), draft.base(), read.readOnly());
        editor.markSaved(NEVER);
        notices.opened(read.problems(), read.readOnly());
        return true;
    }

    private void place(Diagram diagram, @Nullable Path path, @Nullable Fingerprint content, boolean readOnly) {
        file = path;
        known = content;
        editor.open(diagram, readOnly);
    }

    /// Saves where it was opened from, or asks where. Says whether it is saved.
    public boolean save() {
        var path = file;
        if (path == null || editor.isReadOnly()) {
            return saveAs();
        }
        if (!changedByOthers(path)) {
            return write(path);
        }
        return switch (questions.changedOnDisk(title())) {
            case OVERWRITE -> write(path);
            case SAVE_AS -> saveAs();
            case RELOAD -> place(load(path));
            case CANCEL -> false;
        };
    }

    /// Asks where to save, and saves there.
    public boolean saveAs() {
        var chosen = questions.toSave(folder(), suggestedName());
        return chosen != null && write(withEnding(chosen));
    }

    private boolean write(Path path) {
        try {
            long revision = editor.revision();
            var content = DefinitionWriter.write(editor.diagram());
            disk.replace(path, content);
            file = path;
            known = Fingerprint.of(content);
            editor.markSaved(revision);
            remember(path);
            return true;
        } catch (FileTrouble e) {
            notices.trouble(e);
            return false;
        }
    }

    // A file that is gone is not asked about: saving brings it back.
    private boolean changedByOthers(Path path) {
        if (!Files.exists(path)) {
            return false;
        }
        try {
            return !Fingerprint.of(disk.read(path)).equals(known);
        } catch (FileTrouble e) {
            return true;
        }
    }

    /// Whether the open flow may go: it is saved, or the user says that it needn't be.
    public boolean mayLeave() {
        if (!editor.isChanged()) {
            return true;
        }
        return switch (questions.unsaved(title())) {
            case SAVE -> save() && !editor.isChanged();
            case DONT_SAVE -> true;
            case CANCEL -> false;
        };
    }

    /// Forgets the draft: the window closes, and its work is saved or given up.
    public void close() {
        drafts.settled();
        drafts.close();
    }

    private void remember(Path path) {
        settings.addRecent(path);
        try {
            settings.save();
        } catch (FileTrouble e) {
            notices.trouble(e);
        }
    }

    private @Nullable Path folder() {
        var path = file;
        if (path != null) {
            return path.toAbsolutePath().getParent();
        }
        var recent = settings.recent();
        return recent.isEmpty() ? null : recent.getFirst().getParent();
    }

    private String suggestedName() {
        var path = file;
        return path != null ? String.valueOf(path.getFileName()) : editor.diagram().flow().id() + ENDING;
    }

    private static Path withEnding(Path path) {
        var name = String.valueOf(path.getFileName());
        return name.contains(".") ? path : path.resolveSibling(name + ENDING);
    }
}
