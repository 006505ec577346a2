package dev.flowloom.journal;

import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;

/// Whose runs are, to a writer.
interface Ownership {
    /// Where one process has the store.
    Ownership SOLE = new Sole();

    /// Under what number this process has runs; null where it has none so far, or numbers are not used.
    @Nullable
    Long number();

    /// A run was begun under that number.
    void begun(RunId run, long number);

    /// Changes whenever a run becomes this process's own; null while it isn't.
    @Nullable
    Long stamp(RunId run);

    void ended(RunId run);

    /// A run is not this process's own, though it was taken to be with that stamp.
    void lost(RunId run, long stamp);

    final class Sole implements Ownership {
        @Override
        public @Nullable Long number() {
            return null;
        }

        @Override
        public void begun(RunId run, long number) {}

        @Override
        public Long stamp(RunId run) {
            return 0L;
        }

        @Override
        public void ended(RunId run) {}

        @Override
        public void lost(RunId run, long stamp) {}
    }
}
