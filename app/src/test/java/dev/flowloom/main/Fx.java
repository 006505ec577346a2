package dev.flowloom.main;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import org.testfx.util.WaitForAsyncUtils;

/// How a test speaks with the thread of the user interface.
public final class Fx {
    /// How long a test waits for something that has to come, in seconds.
    private static final int PATIENCE = 60;

    private Fx() {}

    /// Does it there, and waits until all that follows from it at once is done.
    public static void on(Runnable action) {
        WaitForAsyncUtils.waitForAsyncFx(PATIENCE * 1_000L, action);
        WaitForAsyncUtils.waitForFxEvents();
    }

    public static <T> T from(Callable<T> question) {
        return WaitForAsyncUtils.waitForAsyncFx(PATIENCE * 1_000L, question);
    }

    /// Waits until it is so.
    public static void await(Callable<Boolean> condition) throws Exception {
        WaitForAsyncUtils.waitFor(PATIENCE, TimeUnit.SECONDS, () -> from(condition));
    }

    /// Begins a deed there, and waits for its end.
    public static boolean done(Callable<CompletionStage<Boolean>> deed) throws Exception {
        return from(deed).toCompletableFuture().get(PATIENCE, TimeUnit.SECONDS);
    }
}
