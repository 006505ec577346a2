package dev.flowloom.main;

import javafx.stage.Stage;

import dev.flowloom.panels.letters.LetterDeeds;
import dev.flowloom.panels.letters.LettersPanel;
import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// The window beside the workbench's that shows dead letters. There is one at most.
final class DeadLetterWindow {
    private final SideWindow window;
    private final LetterDeeds deeds;
    private @Nullable LettersPanel panel;

    DeadLetterWindow(Stage owner, Look look, LetterDeeds deeds) {
        this.window = new SideWindow(owner, look, tr("Dead letters"));
        this.deeds = deeds;
    }

    /// @param run the run whose letters are shown; null for all
    void show(@Nullable RunId run) {
        var shown = panel == null ? new LettersPanel(deeds) : panel;
        panel = shown;
        shown.show(run);
        window.show(shown, shown::refresh);
    }

    void close() {
        window.close();
    }
}
