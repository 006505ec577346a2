package dev.flowloom.runtime;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Waits for answers of the journal. Not ended by an interrupt: whoever asked for something must learn of it.
final class Waiting {
    private Waiting() {}

    static <T> T on(CompletableFuture<T> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
