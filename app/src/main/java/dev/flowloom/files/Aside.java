package dev.flowloom.files;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/// Where work is done that takes a while, and the way back to the thread that owns the editor.
///
/// @param background runs the work
/// @param editorsThread gets what came of it
public record Aside(Executor background, Executor editorsThread) {

    /// Does the work in the background, and hands its result or what it threw over on the editor's thread.
    public <T extends @Nullable Object> void run(Supplier<T> work, Consumer<T> done, Consumer<Throwable> failed) {
        background.execute(() -> {
            Runnable end;
            try {
                var result = work.get();
                end = () -> done.accept(result);
            } catch (RuntimeException | Error e) {
                end = () -> failed.accept(e);
            }
            editorsThread.execute(end);
        });
    }

    /// As [#run(Supplier, Consumer, Consumer)], for work that fails by a bug only.
    public <T extends @Nullable Object> void run(Supplier<T> work, Consumer<T> done) {
        run(work, done, this::report);
    }

    /// As [#run(Supplier, Consumer)], for somebody who waits for the end.
    ///
    /// @param failed is run on the editor's thread where there is no result
    public <T extends @Nullable Object> void run(Supplier<T> work, Consumer<T> done, Runnable failed) {
        run(work, done, bug -> {
            failed.run();
            report(bug);
        });
    }

    /// Does the work in the background. The stage is completed on the editor's thread, and fails with what the work
    /// throws.
    public <T extends @Nullable Object> CompletionStage<T> ask(Supplier<T> work) {
        var outcome = new CompletableFuture<T>();
        run(work, outcome::complete, outcome::completeExceptionally);
        return outcome;
    }

    /// Hands a bug to whoever looks after those that nobody caught.
    public void report(Throwable bug) {
        editorsThread.execute(() -> {
            throw new IllegalStateException("an error inside Flowloom", bug);
        });
    }

    /// Reports what the stage fails with: it would keep that to itself.
    public <T extends @Nullable Object> CompletionStage<T> watch(CompletionStage<T> stage) {
        return stage.whenComplete((_, bug) -> {
            if (bug != null) {
                report(bug);
            }
        });
    }
}
