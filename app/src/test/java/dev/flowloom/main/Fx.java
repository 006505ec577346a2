package dev.flowloom.main;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.stage.Stage;
import javafx.stage.Window;

import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/// How a test speaks with the thread of the user interface.
public final class Fx {
    /// How long a test waits for something that has to come, in seconds.
    private static final int PATIENCE = 60;
    /// What an action asks for is laid out in the next frame, what follows from that in the one after, and so on.
    private static final int FRAMES = 4;

    private Fx() {}

    /// Returns the stage that all tests share when the user interface has started, once.
    public static Stage start() {
        return Shared.STAGE;
    }

    private static final class Shared {
        static final Stage STAGE = started();

        private static Stage started() {
            try {
                return FxToolkit.registerPrimaryStage();
            } catch (TimeoutException e) {
                throw new IllegalStateException("JavaFX did not start", e);
            }
        }
    }

    /// Makes something there.
    public static <T> T make(Callable<T> making) {
        start();
        return from(making);
    }

    /// Shows something in the stage that all tests share, and waits until it is to be seen.
    public static void onStage(Consumer<Stage> showing) {
        var stage = start();
        on(() -> showing.accept(stage));
    }

    /// Closes all windows.
    public static void closeAll() {
        on(() -> List.copyOf(Window.getWindows()).forEach(Window::hide));
    }

    /// Does it there, and waits until all that follows from it at once is done.
    public static void on(Runnable action) {
        WaitForAsyncUtils.waitForAsyncFx(PATIENCE * 1_000L, action);
        settle();
    }

    public static <T> T from(Callable<T> question) {
        return WaitForAsyncUtils.waitForAsyncFx(PATIENCE * 1_000L, question);
    }

    /// Gives the stage that all tests share a place and a size of its own: it keeps those that another test gave it, the least
    /// ones too.
    public static void place(Stage stage, int width, int height) {
        stage.setMinWidth(0);
        stage.setMinHeight(0);
        stage.setX(0);
        stage.setY(0);
        stage.setWidth(width);
        stage.setHeight(height);
    }

    /// Waits until it is so.
    public static void await(Callable<Boolean> condition) throws Exception {
        WaitForAsyncUtils.waitFor(PATIENCE, TimeUnit.SECONDS, () -> from(condition));
    }

    /// Begins a deed there, and waits for its end.
    public static boolean done(Callable<CompletionStage<Boolean>> deed) throws Exception {
        return from(deed).toCompletableFuture().get(PATIENCE, TimeUnit.SECONDS);
    }

    /// Waits until all that was begun there is done, and what follows from it in the next frames. It counts frames
    /// instead of waiting for a fixed time: that is both quicker, and long enough on a machine that is busy.
    public static void settle() {
        var passed = new CountDownLatch(1);
        Platform.runLater(() -> new AnimationTimer() {
            private int begun;

            @Override
            public void handle(long now) {
                begun++;
                // A frame is laid out after this was called for it.
                if (begun > FRAMES) {
                    stop();
                    Platform.runLater(passed::countDown);
                }
            }
        }.start());
        try {
            if (!passed.await(PATIENCE, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the user interface stands still");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
