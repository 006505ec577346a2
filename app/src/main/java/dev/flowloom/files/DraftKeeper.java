package dev.flowloom.files;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.flowloom.document.History;
import dev.flowloom.document.Identity;
import org.jspecify.annotations.Nullable;

/// Keeps the draft of one open flow up to date, a moment after each edit, away from the caller's thread: all edits of that
/// moment are written together.
public final class DraftKeeper implements AutoCloseable {
    /// Well within the second that a killed program may cost.
    private static final Duration PATIENCE = Duration.ofMillis(300);

    private final Histories histories;
    private final ScheduledExecutorService writer;
    private final Consumer<FileTrouble> trouble;
    private final AtomicReference<@Nullable Work> next = new AtomicReference<>();
    private final AtomicBoolean stale = new AtomicBoolean();
    /// Belongs to the writer's thread.
    private Drafts.Slot slot;
    /// Belongs to the caller's.
    private String name;

    /// @param histories where histories of saved flows are kept
    /// @param writer has one thread, so that drafts are written in order
    /// @param trouble is told, on the writer's thread, when a draft can't be kept
    public DraftKeeper(Drafts.Slot slot, Histories histories, ScheduledExecutorService writer,
            Consumer<FileTrouble> trouble) {
        this.slot = slot;
        this.name = slot.name();
        this.histories = histories;
        this.writer = writer;
        this.trouble = trouble;
    }

    /// Where histories of saved flows are kept.
    public Histories histories() {
        return histories;
    }

    /// What the draft is called, as soon as there is one.
    String name() {
        return name;
    }

    /// There is unsaved work.
    ///
    /// @param draft prints it; called on the writer's thread
    public void changed(History history, Supplier<Draft> draft) {
        next.set(() -> slot.keep(history, draft));
        if (stale.compareAndSet(false, true)) {
            var _ = writer.schedule(this::write, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /// Waits until the unsaved work is kept, or its trouble told.
    public void flush() {
        try {
            writer.submit(this::write).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("writing tells what goes wrong itself", e);
        }
    }

    /// There is no unsaved work any more.
    public void settled() {
        next.set(null);
        writer.execute(() -> attempt(() -> slot.drop()));
    }

    /// The file holds the present of this history, whatever the draft holds.
    public void saved(Path file, Fingerprint content, History history) {
        writer.execute(() -> attempt(() -> histories.keep(file, content, history)));
    }

    /// The open flow is now one that was left behind: its draft stays where it is until a newer one takes its place, or
    /// the work is saved.
    public void goOnWith(Drafts.Slot left) {
        name = left.name();
        writer.execute(() -> {
            if (!Identity.same(slot, left)) {
                attempt(() -> slot.drop());
                slot.close();
                slot = left;
            }
        });
    }

    private void write() {
        stale.set(false);
        var work = next.getAndSet(null);
        if (work != null) {
            attempt(work);
        }
    }

    private interface Work {
        void run() throws FileTrouble;
    }

    // An executor would keep to itself what a task throws.
    private void attempt(Work work) {
        try {
            work.run();
        } catch (FileTrouble e) {
            trouble.accept(e);
        } catch (RuntimeException | Error bug) {
            trouble.accept(FileTrouble.keepingDraft(bug));
        }
    }

    /// Gives the draft's place back; what is still unsaved is written first.
    @Override
    public void close() {
        writer.execute(() -> {
            write();
            slot.close();
        });
    }
}
