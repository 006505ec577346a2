package dev.flowloom.journal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Closes what may never answer, as on a disk that hangs, and waits for that so long and no longer.
final class Closing {
    /// Closes something.
    interface Action {
        void close() throws Exception;
    }

    private Closing() {}

    /// Not ended by an interrupt.
    ///
    /// @throws TimeoutException when it takes longer; it goes on then, and may never end
    static void within(Duration longest, Action action) throws Exception {
        var closed = new CompletableFuture<Boolean>();
        Thread.ofPlatform().name("flowloom-journal-closer").daemon().start(() -> close(action, closed));
        try {
            closed.orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static void close(Action action, CompletableFuture<Boolean> closed) {
        try {
            action.close();
            closed.complete(true);
        } catch (Exception | Error e) {
            closed.completeExceptionally(e);
        }
    }
}
