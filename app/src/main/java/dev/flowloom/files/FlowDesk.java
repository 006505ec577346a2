package dev.flowloom.files;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.flowloom.document.Edit;
import dev.flowloom.document.Editor;
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
    private final RecentFiles recent;
    private final Questions questions;
    private final Notices notices;
    private final OpenFlow flow;
    private final Aside aside;
    private final Turns turns;
    private final Elsewhere elsewhere;
    private boolean looking;

    public FlowDesk(Editor editor, Disk disk, DraftKeeper drafts, Settings settings, Questions questions,
            Notices notices, InstantSource clock, Aside aside) {
        this.editor = editor;
        this.files = new FlowFiles(disk, drafts.histories());
        this.recent = new RecentFiles(settings, notices, aside);
        this.questions = questions;
        this.notices = notices;
        this.aside = aside;
        this.turns = new Turns(aside::watch);
        this.elsewhere = new Elsewhere(files, notices, aside);
        this.flow = new OpenFlow(editor, drafts, clock);
    }

    /// The file that is open; null where the flow was never saved.
    public @Nullable Path file() {
        return flow.origin().file();
    }

    /// Where the open flow is in a session.
    public Session.Place place() {
        return flow.place();
    }

    /// What to call the open flow.
    public String title() {
        return flow.origin().title(editor.diagram());
    }

    /// Asks for a file to open, near this one; null for none after all.
    public @Nullable Path ask() {
        return questions.toOpen(folder());
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
        return aside.ask(() -> read(path)).thenCompose(reading -> switch (reading) {
            case FlowFiles.Unreadable unreadable -> tell(unreadable);
            case FlowFiles.Broken broken -> tell(broken);
            // What was drawn while the file was read is not lost either.
            case FlowFiles.Found _ when editor.revision() != letGo -> leaveFor(path);
            case FlowFiles.Found found -> {
                place(found);
                yield YES;
            }
        });
    }

    // What can be undone of a file that was saved a moment ago may still be on its way to the disk.
    private FlowFiles.Reading read(Path path) {
        flow.keepNow();
        return files.read(path);
    }

    private CompletionStage<Boolean> tell(FlowFiles.Unreadable reading) {
        notices.trouble(reading.trouble());
        return NO;
    }

    private CompletionStage<Boolean> tell(FlowFiles.Broken reading) {
        notices.broken(reading.path(), reading.problems());
        return NO;
    }

    private void place(FlowFiles.Found found) {
        flow.place(found.history(), new Origin(found.path(), found.original().fingerprint(),
                found.readOnly() ? found.original() : null));
        recent.add(found.path());
        notices.opened(found.problems(), found.readOnly());
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
        return aside.ask(() -> LeftWork.read(left, files)).thenCompose(work -> {
            var history = work.history();
            if (history == null) {
                notices.brokenDraft(left, work.problems());
                return NO;
            }
            if (editor.revision() != letGo) {
                return leaveForDraft(left);
            }
            flow.place(history, new Origin(left.draft().file(), work.base(), work.original()), left.slot());
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
        var path = flow.origin().file();
        if (path == null || editor.isReadOnly()) {
            return storeElsewhere();
        }
        var base = flow.origin().content();
        return aside.ask(() -> files.differs(path, base))
                .thenCompose(differs -> differs ? askWhatToDo(path) : write(path));
    }

    private CompletionStage<Boolean> askWhatToDo(Path path) {
        return switch (questions.changedOnDisk(title())) {
            case OVERWRITE -> write(path);
            case SAVE_AS -> storeElsewhere();
            case RELOAD -> loadAgain(path);
            case CANCEL -> {
                elsewhere.forget();
                yield elsewhere.look(this, path, flow.origin().content()).thenApply(_ -> false);
            }
        };
    }

    private CompletionStage<Boolean> storeElsewhere() {
        var chosen = questions.toSave(folder(), flow.origin().fileName(editor.diagram()));
        if (chosen == null) {
            return NO;
        }
        var path = Origin.withEnding(chosen);
        if (path.equals(chosen)) {
            return write(path);
        }
        // What the user agreed to replace was another file.
        return aside.ask(() -> files.exists(path))
                .thenCompose(exists -> !exists || questions.overwrite(path) ? write(path) : NO);
    }

    private CompletionStage<Boolean> write(Path path) {
        var named = flow.origin().named(editor.diagram().flow(), path);
        if (named != null) {
            editor.apply(new Edit.ChangeFlow(named));
        }
        var history = editor.state().history();
        var from = flow.origin();
        return aside.ask(() -> {
            flow.keepNow();
            return files.write(path, from.bytes(history.diagram()));
        }).thenApply(writing -> switch (writing) {
            case FlowFiles.Written(var content) -> {
                flow.saved(history, path, content);
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

    /// Looks whether something else changed the open file; that is told once. It may be asked for often, and costs little
    /// as long as the file's size and time stay. Answers whether the file is as it was.
    public CompletionStage<Boolean> look() {
        if (looking) {
            return YES;
        }
        looking = true;
        return turns.take(() -> {
            looking = false;
            var path = flow.origin().file();
            return path == null ? YES : elsewhere.look(this, path, flow.origin().content());
        });
    }

    /// Puts what the file holds now in the place of what is open, as a step that can be undone. Where the one or the other
    /// can only be looked at there is no such step, and the user is asked as before leaving.
    public CompletionStage<Boolean> reload() {
        return turns.take(() -> {
            var path = file();
            return path == null ? NO : loadAgain(path);
        });
    }

    private CompletionStage<Boolean> loadAgain(Path path) {
        return aside.ask(() -> read(path)).thenCompose(reading -> switch (reading) {
            case FlowFiles.Unreadable unreadable -> tell(unreadable);
            case FlowFiles.Broken broken -> tell(broken);
            case FlowFiles.Found found when editor.isReadOnly() || found.readOnly() -> leaveFor(path);
            case FlowFiles.Found found -> {
                // What was drawn meanwhile is a step of its own before this one.
                flow.reload(found.history().diagram(), found.original().fingerprint());
                notices.opened(found.problems(), false);
                yield YES;
            }
        });
    }

    /// Keeps what is open though something else changed the file: the next save writes over that, unless it changes again.
    public void keepMine() {
        var content = elsewhere.content();
        if (content != null) {
            flow.hold(content);
            notices.asItWas();
        }
    }

    /// Says what differs between what is open and what the file holds.
    public CompletionStage<Boolean> compare() {
        var path = flow.origin().file();
        return path == null ? NO : aside.watch(elsewhere.compare(path, editor.diagram()));
    }

    /// Whether there is something here that the file doesn't hold.
    public boolean isChanged() {
        return editor.isChanged();
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

    /// Answers when what was asked for is done.
    public CompletionStage<Boolean> rest() {
        return turns.take(() -> YES);
    }

    /// It is gone on with elsewhere in this process, as if this one had ended: what isn't saved is kept.
    public void handOver() {
        flow.handOver();
    }

    /// Forgets the draft: it is closed, and its work is saved or given up.
    public void close() {
        flow.close();
    }

    private @Nullable Path folder() {
        var path = flow.origin().file();
        return path != null ? path.toAbsolutePath().getParent() : recent.folder();
    }
}
