package dev.flowloom.main;

import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;

import org.jspecify.annotations.Nullable;

/// A window beside the workbench's, made when it is first shown. Escape hides it; F5, and coming back to it, looks again.
final class SideWindow {
    private static final double WIDTH = 900;
    private static final double HEIGHT = 680;

    private final Stage owner;
    private final Look look;
    private final String title;
    private @Nullable Stage stage;

    SideWindow(Stage owner, Look look, String title) {
        this.owner = owner;
        this.look = look;
        this.title = title;
    }

    /// @param content what is in it, the same each time
    /// @param refresh looks again for what it shows
    Stage show(Parent content, Runnable refresh) {
        var window = stage == null ? newStage(content, refresh) : stage;
        stage = window;
        window.show();
        window.toFront();
        window.requestFocus();
        return window;
    }

    private Stage newStage(Parent content, Runnable refresh) {
        var window = new Stage();
        window.initOwner(owner);
        window.setTitle(title + " — Flowloom");
        window.getIcons().setAll(WindowIcons.all());
        var scene = new Scene(content, WIDTH, HEIGHT);
        look.add(scene);
        scene.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                window.hide();
            } else if (event.getCode() == KeyCode.F5) {
                refresh.run();
            }
        });
        // Something may have happened meanwhile, or somebody else have dealt with it.
        window.focusedProperty().addListener((_, _, focused) -> {
            if (focused) {
                refresh.run();
            }
        });
        window.setScene(scene);
        return window;
    }

    void close() {
        if (stage != null) {
            look.remove(stage.getScene());
            stage.close();
        }
    }
}
