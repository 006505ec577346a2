package dev.flowloom.runtime;

import java.util.Map;

import dev.flowloom.journal.Sharing;
import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;

/// Makes runs this engine's own before it goes on with them.
///
/// @param sharing null where nobody else has the store
record Claims(@Nullable Sharing sharing) {

    /// @throws RunElsewhereException where it is another process's
    void claim(RunId run) {
        if (sharing != null && !sharing.claim(run)) {
            throw elsewhere(run);
        }
    }

    void release(RunId run) {
        if (sharing != null) {
            sharing.release(run);
        }
    }

    RunElsewhereException elsewhere(RunId run) {
        return RunElsewhereException.of(run, sharing == null ? null : sharing.ownerOf(run));
    }

    /// @throws RunElsewhereException where another process goes on with it
    void requireNotElsewhere(RunId run) {
        if (sharing != null && !sharing.owned().contains(run) && sharing.ownerOf(run) != null) {
            throw elsewhere(run);
        }
    }

    /// The processes that go on with runs, in words; none where nobody else has the store.
    Map<RunId, String> owners() {
        return sharing == null ? Map.of() : sharing.owners();
    }

    boolean isShared() {
        return sharing != null;
    }
}
