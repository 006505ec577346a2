package dev.flowloom.step;

import dev.flowloom.model.Json;
import org.jspecify.annotations.Nullable;

/// Reads a source's items from the first to the last. Used by one thread at a time.
public interface ItemReader extends AutoCloseable {

    /// The next item; null where there is none any more.
    ///
    /// @throws StepFailure when it can't be read, with a code and a severity; nothing more is asked of this reader
    /// @throws UnreadableItem when what stands there is none; it counts as an item, and what comes after it is asked for next
    /// @throws InterruptedException when nobody wants to read any more
    @Nullable
    Json next() throws StepFailure, UnreadableItem, InterruptedException;

    /// Goes past the next item without looking at it more than it must.
    ///
    /// @return whether there was one
    default boolean pass() throws StepFailure, InterruptedException {
        try {
            return next() != null;
        } catch (UnreadableItem _) {
            return true;
        }
    }

    /// Goes past so many items, or to the end.
    default void skip(long items) throws StepFailure, InterruptedException {
        for (long skipped = 0; skipped < items && pass(); skipped++) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    /// Names what is read, so that it is noticed when something else stands there when it is opened again: the same text, the
    /// same items. Null where that can't be told.
    @Nullable
    String version();

    /// Frees what is held. May be called from another thread than the one that reads.
    @Override
    void close();
}
