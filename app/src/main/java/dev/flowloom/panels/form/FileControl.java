package dev.flowloom.panels.form;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.stage.FileChooser;
import javafx.stage.Window;

import dev.flowloom.model.Json;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// Where a file is: a line to type it into, and a button to choose it by.
final class FileControl extends FieldControl {
    /// Asks with the system's own dialog.
    static final Chooser DIALOG = (owner, near) -> {
        var dialog = new FileChooser();
        dialog.setTitle(tr("Choose a file"));
        dialog.setInitialDirectory(near == null ? null : near.toFile());
        var chosen = dialog.showOpenDialog(owner);
        return chosen == null ? null : chosen.toPath();
    };

    private final Chooser chooser;
    private final TextControl line;
    private final Button button = new Button("…");
    private final HBox box;
    private @Nullable Json value;

    /// Asks the user for a file.
    interface Chooser {
        /// The chosen file; null where none was.
        ///
        /// @param near a folder to begin in; null where it doesn't matter
        @Nullable
        Path choose(@Nullable Window owner, @Nullable Path near);
    }

    FileControl(Field field, @Nullable Insight insight, Chooser chooser) {
        this.chooser = chooser;
        line = new TextControl(field, insight);
        line.onFound(this::found);
        line.onComplaint(this::complain);
        line.onChange(this::enter);
        button.setId("choose-" + field.name());
        button.setMinWidth(Button.USE_PREF_SIZE);
        button.setAccessibleText(tr("Choose a file"));
        button.setTooltip(new Tooltip(tr("Choose a file")));
        button.setOnAction(_ -> choose());
        HBox.setHgrow(line.node(), Priority.ALWAYS);
        box = new HBox(line.node(), button);
        box.getStyleClass().add("with-expression");
    }

    private void choose() {
        var chosen = chooser.choose(button.getScene().getWindow(), folder());
        if (chosen != null) {
            var path = Json.of(chosen.toString());
            line.show(path);
            enter(path);
        }
    }

    private void enter(@Nullable Json entered) {
        value = entered;
        changedTo(entered);
    }

    /// The folder of the file that stands there already.
    private @Nullable Path folder() {
        if (!(value instanceof Json.Str(var text)) || text.isBlank()) {
            return null;
        }
        try {
            var folder = Path.of(text).toAbsolutePath().getParent();
            return folder != null && Files.isDirectory(folder) ? folder : null;
        } catch (InvalidPathException _) {
            return null;
        }
    }

    @Override
    public Node node() {
        return box;
    }

    @Override
    protected void display(@Nullable Json shown) {
        value = shown;
        line.show(shown);
    }
}
