package dev.flowloom.panels.run;

import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

import dev.flowloom.panels.Icon;
import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// Says how many dead letters the run that is shown has, and leads there. Out of the way while there are none.
final class LettersBar extends HBox {
    private final Label words = new Label("", new Icon(Icon.Shape.ENVELOPE, 16));
    private Consumer<RunId> open = _ -> {};
    private @Nullable RunId run;

    LettersBar() {
        getStyleClass().addAll("letters-bar", "wait-line");
        words.setId("dead-letter-count");
        words.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(words, Priority.ALWAYS);
        var button = new Button(tr("Show dead letters …"));
        button.setId("show-dead-letters");
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(_ -> {
            if (run != null) {
                open.accept(run);
            }
        });
        getChildren().setAll(words, button);
        show(null);
    }

    void openBy(Consumer<RunId> opener) {
        open = opener;
    }

    /// @param history null for no run
    void show(@Nullable RunHistory history) {
        int count = history == null ? 0 : history.deadLetters();
        run = history == null ? null : history.run();
        words.setText(count == 1
                ? tr("1 dead letter: what failed is kept, to be mended and sent again")
                : tr("%,d dead letters: what failed is kept, to be mended and sent again", count));
        setVisible(count > 0);
        setManaged(count > 0);
    }
}
