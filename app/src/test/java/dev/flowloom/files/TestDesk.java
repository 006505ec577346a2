package dev.flowloom.files;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

import dev.flowloom.document.Diagrams;
import dev.flowloom.document.Edit;
import dev.flowloom.document.Editor;
import dev.flowloom.model.Problem;
import org.jspecify.annotations.Nullable;

/// A desk with an editor, answers prepared for all it asks, and a record of all it says.
final class TestDesk implements Questions, Notices, AutoCloseable {
    static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    final Editor editor = new Editor(Diagrams.empty().start(0, 0).diagram());
    final Deque<Unsaved> unsaved = new ArrayDeque<>();
    Changed changed = Changed.CANCEL;
    boolean overwrite;
    boolean leaveDone;
    @Nullable
    Path toSave;
    final List<String> asked = new ArrayList<>();
    final List<String> said = new ArrayList<>();
    final List<Throwable> bugs = new ArrayList<>();
    final FlowDesk desk;
    final Drafts drafts;
    private final DraftKeeper keeper;
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor();

    TestDesk(Path folder, Disk disk, Executor background) {
        drafts = new Drafts(folder.resolve("drafts"), disk);
        keeper = new DraftKeeper(drafts.open(), new Histories(folder.resolve("histories"), disk), writer,
                this::trouble);
        desk = new FlowDesk(editor, disk, keeper,
                new Settings(folder.resolve("settings"), new Disk()), this, this, InstantSource.fixed(NOW),
                new Aside(background, this::onEditorsThread));
    }

    private void onEditorsThread(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            bugs.add(e);
        }
    }

    /// An edit, so that there is something to save.
    void draw(String name) {
        editor.apply(new Edit.Rename(Diagrams.id("start"), name));
    }

    String drawn() {
        var start = editor.graph().node(Diagrams.id("start"));
        return start == null ? "" : start.name();
    }

    static boolean done(CompletionStage<Boolean> deed) {
        return deed.toCompletableFuture().getNow(false);
    }

    /// The process ends with the work unsaved: what is to be kept of it is written.
    void leave() throws Exception {
        keeper.close();
        flushDrafts();
    }

    /// Waits until the drafts are as the desk wanted them by now.
    void flushDrafts() throws Exception {
        writer.submit(() -> {}).get();
    }

    @Override
    public Unsaved unsaved(String title) {
        asked.add("unsaved " + title);
        return unsaved.isEmpty() ? Unsaved.CANCEL : unsaved.pop();
    }

    @Override
    public Changed changedOnDisk(String title) {
        asked.add("changed " + title);
        return changed;
    }

    @Override
    public boolean overwrite(Path file) {
        asked.add("overwrite " + file.getFileName());
        return overwrite;
    }

    @Override
    public boolean leaveDone(String title) {
        return leaveDone;
    }

    @Override
    public @Nullable Path toOpen(@Nullable Path near) {
        return null;
    }

    @Override
    public @Nullable Path toSave(@Nullable Path near, String suggestedName) {
        asked.add("save as " + suggestedName);
        return toSave;
    }

    @Override
    public @Nullable Path toBackUp(String suggestedName) {
        return null;
    }

    @Override
    public void trouble(FileTrouble trouble) {
        said.add("trouble: " + trouble.message());
    }

    @Override
    public void broken(Path file, List<Problem> problems) {
        said.add("broken: " + problems.getFirst().message());
    }

    @Override
    public void brokenDraft(Drafts.Left left, List<Problem> problems) {
        said.add("broken draft: %s, %s".formatted(left.draft().title(), problems.getFirst().message()));
    }

    @Override
    public void opened(List<Problem> problems, boolean readOnly) {
        said.add("opened%s, %d problems".formatted(readOnly ? " read-only" : "", problems.size()));
    }

    @Override
    public void saved() {
        said.add("saved");
    }

    @Override
    public void changedElsewhere(FlowDesk elsewhere, boolean gone) {
        said.add(gone ? "gone" : "changed elsewhere" + (elsewhere.isChanged() ? ", and here" : ""));
    }

    @Override
    public void asItWas() {
        said.add("as it was");
    }

    @Override
    public void compared(List<String> differences) {
        said.addAll(differences);
    }

    @Override
    public void close() {
        writer.close();
    }
}
