package dev.flowloom.files;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/// Keeps the draft of one open flow up to date, a moment after each edit, away from the caller's thread. Of several
/// edits within that moment only the last is written.
public final class DraftKeeper implements AutoCloseable {
    /// Well within the second that a killed program may cost.
    private static final Duration PATIENCE = Duration.ofMillis(400);

    private final Drafts.Slot slot;
    private final ScheduledExecutorService writer;
    private final Consumer<FileTrouble> trouble;
    private final AtomicReference<@Nullable Supplier<Draft>> next = new AtomicReference<>();
    private final AtomicBoolean stale = new AtomicBoolean();

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
        writer.execute(this::forget);
    }

    private void write() {
        stale.set(false);
        var draft = next.getAndSet(null);
        if (draft == null) {
            return;
        }
        try {
            slot.keep(draft.get());
        } catch (FileTrouble e) {
            trouble.accept(e);
        }
    }

    private void forget() {
        try {
            slot.drop();
        } catch (FileTrouble e) {
            trouble.accept(e);
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
