package dev.flowloom.files;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// One thing at a time: what is asked for while something is under way begins when that has ended. Used by one thread.
final class Turns {
    private final UnaryOperator<CompletionStage<Boolean>> watch;
    private CompletionStage<Boolean> last = CompletableFuture.completedStage(true);

    /// @param watch sees to what a deed fails with; the next begins all the same
    Turns(UnaryOperator<CompletionStage<Boolean>> watch) {
        this.watch = watch;
    }

    /// Begins the deed at once, or when those before have ended.
    CompletionStage<Boolean> take(Supplier<CompletionStage<Boolean>> deed) {
        var before = last;
        var ended = new CompletableFuture<Boolean>();
        // Before the deed begins: under a dialog that it opens, others are asked for.
        last = ended;
        var _ = watch.apply(before.exceptionally(_ -> false).thenCompose(_ -> deed.get())).whenComplete((done, bug) -> {
            if (bug != null) {
                ended.completeExceptionally(bug);
            } else {
                ended.complete(done);
            }
        });
        return ended;
    }
}
