package dev.flowloom.main;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import javafx.stage.Stage;

import dev.flowloom.files.Questions;
import dev.flowloom.model.Diagram;

/// The windows that are open, from the first to the last.
final class OpenWindows implements Windows {
    private final Services services;
    private final Look look;
    private final Function<Stage, Questions> asking;
    private final Runnable end;
    private final List<Window> windows = new ArrayList<>();

    /// @param asking makes what asks the user about a window's files
    /// @param end ends the program
    OpenWindows(Services services, Look look, Function<Stage, Questions> asking, Runnable end) {
        this.services = services;
        this.look = look;
        this.asking = asking;
        this.end = end;
    }

    Window open(Stage stage, Diagram diagram) {
        var window = new Window(services, stage, look, this, asking.apply(stage), diagram);
        windows.add(window);
        stage.setOnCloseRequest(event -> {
            event.consume();
            close(stage);
        });
        stage.show();
        return window;
    }

    /// The window the user looks at; empty where there is none.
    Optional<Window> inFront() {
        return windows.stream().filter(window -> window.frame().isFocused()).findFirst()
                .or(() -> windows.stream().findFirst());
    }

    @Override
    public void openNew() {
        open(new Stage(), Samples.empty());
    }

    @Override
    public void close(Stage stage) {
        closeIfFree(stage);
    }

    /// Says whether the window is closed.
    private CompletionStage<Boolean> closeIfFree(Stage stage) {
        var found = windows.stream().filter(window -> window.frame().equals(stage)).findFirst();
        return found.map(window -> services.aside().watch(window.mayClose().thenApply(free -> {
            if (free && windows.remove(window)) {
                window.close();
            }
            return free;
        }))).orElse(CompletableFuture.completedStage(true));
    }

    /// One window after the other, until its user wants to keep one.
    @Override
    public void quit() {
        if (windows.isEmpty()) {
            end.run();
            return;
        }
        var aside = services.aside();
        aside.watch(closeIfFree(windows.getFirst().frame()).thenAccept(closed -> {
            if (closed) {
                quit();
            }
        }));
    }
}
