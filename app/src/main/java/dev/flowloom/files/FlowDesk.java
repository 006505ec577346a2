package dev.flowloom.files;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.flowloom.document.Edit;
import dev.flowloom.document.Editor;
import dev.flowloom.document.History;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Flow;
import org.jspecify.annotations.Nullable;

/// The file behind an editor: opening, saving, and never losing what isn't saved.
///
/// Used by the thread that owns the editor. Files are read and written in the background, and meanwhile the flow can be
/// edited; so every deed answers later, on that same thread, whether it was done. A deed that is asked for while another
/// is under way waits for it.
public final class FlowDesk {
    /// What a flow's file is called by habit.
    public static final String ENDING = ".flow.json";
    /// The id of a flow that nobody has given one yet.
    public static final String NO_ID = "flow";
    private static final CompletionStage<Boolean> YES = CompletableFuture.completedStage(true);
    private static final CompletionStage<Boolean> NO = CompletableFuture.completedStage(false);

    private final Editor editor;
    private final FlowFiles files;
    private final DraftKeeper drafts;
    private final RecentFiles recent;
    private final Questions questions;
    private final Notices notices;
    private final InstantSource clock;
    private final Aside aside;
    private final Turns turns;
    private Origin origin = Origin.NONE;

    public FlowDesk(Editor editor, Disk disk, DraftKeeper drafts, Settings settings, Questions questions,
            Notices notices, InstantSource clock, Aside aside) {
        this.editor = editor;
        this.files = new FlowFiles(disk, drafts.histories());
        this.drafts = drafts;
        this.recent = new RecentFiles(settings, notices, aside);
        this.questions = questions;
        this.notices = notices;
        this.clock = clock;
        this.aside = aside;
        this.turns = new Turns(aside::watch);
        editor.listen(change -> {
            var before = change.before().history();
            var after = change.after().history();
            if (before.present().number() != after.present().number() || before.saved() != after.saved()) {
                keepDraft();
            }
        });
    }

    private void keepDraft() {
        var history = editor.state().history();
        var from = origin;
        var now = clock.instant();
        if (editor.isChanged()) {
            drafts.changed(history, () -> from.draft(history.diagram(), now));
        } else {
            keepHistory(history);
            drafts.settled();
        }
    }

    /// The file is as the history's present.
    private void keepHistory(History history) {
        var file = origin.file();
        var content = origin.content();
        if (file != null && content != null && !origin.isReadOnly()) {
            drafts.saved(file, content, history);
        }
    }

    /// The file that is open; null where the flow was never saved.
    public @Nullable Path file() {
        return origin.file();
    }

    /// What to call the open flow.
    public String title() {
        return origin.title(editor.diagram());
    }

    /// Puts a flow without a file in the place of the open one, if the user lets go of that.
    public CompletionStage<Boolean> openUntitled(Diagram diagram) {
        return turns.take(() -> leave().thenApply(free -> {
            if (free) {
                place(History.ofRead(diagram), Origin.NONE);
                notices.opened(List.of(), false);
            }
            return free;
        }));
    }

    /// Asks for a file and opens it.
    public CompletionStage<Boolean> open() {
        return turns.take(() -> {
            var chosen = questions.toOpen(folder());
            return chosen == null ? NO : leaveFor(chosen.toAbsolutePath().normalize());
        });
    }

    /// Opens a file, if the user lets go of what is open and the file can be read.
    public CompletionStage<Boolean> open(Path path) {
        // As it is meant now: a draft of it may be gone on with in another folder.
        var meant = path.toAbsolutePath().normalize();
        return turns.take(() -> leaveFor(meant));
    }

    // Read last: leaving may have saved that very file.
    private CompletionStage<Boolean> leaveFor(Path path) {
        return leave().thenCompose(free -> free ? load(path) : NO);
    }

    private CompletionStage<Boolean> load(Path path) {
        long letGo = editor.revision();
        return aside.ask(() -> files.read(path)).thenCompose(reading -> switch (reading) {
            case FlowFiles.Unreadable(var trouble) -> {
                notices.trouble(trouble);
                yield NO;
            }
            case FlowFiles.Broken(var broken, var problems) -> {
                notices.broken(broken, problems);
                yield NO;
            }
            // What was drawn while the file was read is not lost either.
            case FlowFiles.Found _ when editor.revision() != letGo -> leaveFor(path);
            case FlowFiles.Found flow -> {
                place(flow);
                yield YES;
            }
        });
    }

    private void place(FlowFiles.Found flow) {
        place(flow.history(), new Origin(flow.path(), flow.original().fingerprint(),
                flow.readOnly() ? flow.original() : null));
        recent.add(flow.path());
        notices.opened(flow.problems(), flow.readOnly());
    }

    private void place(History history, Origin from) {
        origin = from;
        editor.open(history, from.isReadOnly());
    }

    /// Goes on with work that was left behind: open, and not saved. Its draft stays as long as it isn't.
    public CompletionStage<Boolean> resume(Drafts.Left left) {
        return turns.take(() -> leaveForDraft(left));
    }

    private CompletionStage<Boolean> leaveForDraft(Drafts.Left left) {
        return leave().thenCompose(free -> free ? loadDraft(left) : NO);
    }

    private CompletionStage<Boolean> loadDraft(Drafts.Left left) {
        long letGo = editor.revision();
        return aside.ask(() -> LeftWork.read(left)).thenCompose(work -> {
            var history = work.history();
            if (history == null) {
                notices.brokenDraft(left, work.problems());
                return NO;
            }
            if (editor.revision() != letGo) {
                return leaveForDraft(left);
            }
            place(history, new Origin(left.draft().file(), left.draft().base(), work.original()));
            drafts.goOnWith(left.slot());
            keepDraft();
            notices.opened(work.problems(), work.original() != null);
            return YES;
        });
    }

    /// Saves where it was opened from, or asks where.
    public CompletionStage<Boolean> save() {
        return turns.take(this::store);
    }

    /// Asks where to save, and saves there.
    public CompletionStage<Boolean> saveAs() {
        return turns.take(this::storeElsewhere);
    }

    private CompletionStage<Boolean> store() {
        var path = origin.file();
        if (path == null || editor.isReadOnly()) {
            return storeElsewhere();
        }
        var base = origin.content();
        return aside.ask(() -> files.differs(path, base))
                .thenCompose(differs -> differs ? askWhatToDo(path) : write(path));
    }

    private CompletionStage<Boolean> askWhatToDo(Path path) {
        return switch (questions.changedOnDisk(title())) {
            case OVERWRITE -> write(path);
            case SAVE_AS -> storeElsewhere();
            case RELOAD -> load(path);
            case CANCEL -> NO;
        };
    }

    private CompletionStage<Boolean> storeElsewhere() {
        var chosen = questions.toSave(folder(), origin.fileName(editor.diagram()));
        if (chosen == null) {
            return NO;
        }
        var path = withEnding(chosen);
        if (path.equals(chosen)) {
            return write(path);
        }
        // What the user agreed to replace was another file.
        return aside.ask(() -> files.exists(path))
                .thenCompose(exists -> !exists || questions.overwrite(path) ? write(path) : NO);
    }

    /// A flow that has no id of its own gets one with its first file: runs are found by it.
    private void nameAfter(Path path) {
        var flow = editor.diagram().flow();
        var name = String.valueOf(path.getFileName());
        var id = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
        if (origin.file() == null && flow.id().equals(NO_ID) && !id.isBlank()) {
            editor.apply(new Edit.ChangeFlow(new Flow(id, flow.name(), flow.description(), flow.expressions(),
                    flow.inputSchema(), flow.errorRules(), flow.graph(), flow.extras())));
        }
    }

    private CompletionStage<Boolean> write(Path path) {
        nameAfter(path);
        var history = editor.state().history();
        var from = origin;
        return aside.ask(() -> files.write(path, from.bytes(history.diagram()))).thenApply(writing -> switch (writing) {
            case FlowFiles.Written(var content) -> {
                origin = from.saved(path, content);
                keepHistory(history.markSaved(history.present().number()));
                editor.markSaved(history.present().number());
                recent.add(path);
                if (!from.isReadOnly()) {
                    notices.saved();
                }
                yield true;
            }
            case FlowFiles.Unwritten(var trouble) -> {
                notices.trouble(trouble);
                yield false;
            }
        });
    }

    /// Whether the open flow may go: it is saved, or the user says that it needn't be.
    public CompletionStage<Boolean> mayLeave() {
        return turns.take(this::leave);
    }

    private CompletionStage<Boolean> leave() {
        if (!editor.isChanged()) {
            return YES;
        }
        return switch (questions.unsaved(title())) {
            // Asked again about what was drawn while it was saved.
            case SAVE -> store().thenCompose(saved -> saved ? leave() : NO);
            case DONT_SAVE -> YES;
            case CANCEL -> NO;
        };
    }

    /// Forgets the draft: the window closes, and its work is saved or given up.
    public void close() {
        drafts.settled();
        drafts.close();
    }

    private @Nullable Path folder() {
        var path = origin.file();
        return path != null ? path.toAbsolutePath().getParent() : recent.folder();
    }

    private static Path withEnding(Path path) {
        var name = String.valueOf(path.getFileName());
        return name.contains(".") ? path : path.resolveSibling(name + ENDING);
    }
}
