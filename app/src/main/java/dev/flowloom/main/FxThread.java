package dev.flowloom.main;

import java.util.concurrent.Executor;

import javafx.application.Platform;

/// The thread of the user interface, as a place to run things. The one way there from other threads.
public final class FxThread implements Executor {
    @Override
    public void execute(Runnable task) {
        Platform.runLater(task);
    }
}
