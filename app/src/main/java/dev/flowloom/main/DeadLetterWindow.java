package dev.flowloom.main;

import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;

import dev.flowloom.panels.letters.LetterDeeds;
import dev.flowloom.panels.letters.LettersPanel;
import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// The window beside the workbench's that shows dead letters. There is one at most.
final class DeadLetterWindow {
    private static final double WIDTH = 900;
    private static final double HEIGHT = 680;

    private final Stage owner;
    private final Look look;
    private final LetterDeeds deeds;
    private @Nullable Stage stage;
    private @Nullable LettersPanel panel;

    DeadLetterWindow(Stage owner, Look look, LetterDeeds deeds) {
        this.owner = owner;
        this.look = look;
        this.deeds = deeds;
    }

    /// @param run the run whose letters are shown; null for all
    void show(@Nullable RunId run) {
        var shown = panel;
        if (shown == null) {
            shown = new LettersPanel(deeds);
            panel = shown;
        }
        shown.show(run);
        var window = stage == null ? newStage(shown) : stage;
        stage = window;
        window.show();
        window.toFront();
        window.requestFocus();
    }

    private Stage newStage(LettersPanel content) {
        var window = new Stage();
        window.initOwner(owner);
        window.setTitle(tr("Dead letters") + " — Flowloom");
        window.getIcons().setAll(WindowIcons.all());
        var scene = new Scene(content, WIDTH, HEIGHT);
        look.add(scene);
        scene.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                window.hide();
            } else if (event.getCode() == KeyCode.F5) {
                content.refresh();
            }
        });
        // Something may have failed meanwhile, or somebody else have dealt with it.
        window.focusedProperty().addListener((_, _, focused) -> {
            if (focused) {
                content.refresh();
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
