package dev.flowloom.files;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.flowloom.document.Identity;
import org.jspecify.annotations.Nullable;

/// Keeps the draft of one open flow up to date, a moment after each edit, away from the caller's thread. Of several
/// edits within that moment only the last is written.
public final class DraftKeeper implements AutoCloseable {
    /// Well within the second that a killed program may cost.
    private static final Duration PATIENCE = Duration.ofMillis(400);

    private final ScheduledExecutorService writer;
    private final Consumer<FileTrouble> trouble;
    private final AtomicReference<@Nullable Supplier<Draft>> next = new AtomicReference<>();
    private final AtomicBoolean stale = new AtomicBoolean();
    /// Belongs to the writer's thread.
    private Drafts.Slot slot;

    /// @param writer has one thread, so that drafts are written in order
    /// @param trouble is told, on the writer's thread, when a draft can't be kept
    public DraftKeeper(Drafts.Slot slot, ScheduledExecutorService writer, Consumer<FileTrouble> trouble) {
        this.slot = slot;
        this.writer = writer;
        this.trouble = trouble;
    }

    /// There is unsaved work.
    ///
    /// @param draft prints it; called on the writer's thread
    public void changed(Supplier<Draft> draft) {
        next.set(draft);
        if (stale.compareAndSet(false, true)) {
            var _ = writer.schedule(this::write, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /// There is no unsaved work any more.
    public void settled() {
        next.set(null);
        writer.execute(() -> attempt(() -> slot.drop()));
    }

    /// The open flow is now one that was left behind: its draft stays where it is until a newer one takes its place, or
    /// the work is saved.
    public void goOnWith(Drafts.Slot left) {
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
        var draft = next.getAndSet(null);
        if (draft != null) {
            attempt(() -> slot.keep(draft.get()));
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
