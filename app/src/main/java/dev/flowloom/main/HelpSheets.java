package dev.flowloom.main;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import dev.flowloom.files.UserPlaces;

import static dev.flowloom.language.Texts.later;
import static dev.flowloom.language.Texts.tr;

/// Help, on a sheet over the window that goes at a click beside it or by Esc.
final class HelpSheets {
    private static final List<List<String>> SHORTCUTS = List.of(
            List.of(later("Move the paper"), later("Space-drag, middle button, wheel")),
            List.of(later("Zoom"), later("Ctrl+wheel, + and −")),
            List.of(later("Actual size, whole flow"), "0, 1"),
            List.of(later("Add to the selection"), later("Shift- or Ctrl-click")),
            List.of(later("Select all, nothing"), "Ctrl+A, Esc"),
            List.of(later("Wire two steps"), later("Drag from a port")),
            List.of(later("Delete, without healing the wire"), "Delete, Shift+Delete"),
            List.of(later("Nudge, by five"), later("Arrows, Shift+arrows")),
            List.of(later("Rename"), later("F2 or E")),
            List.of(later("Settings of a step"), later("Enter or double-click")),
            List.of(later("Add a step"), later("A or double-click on the paper")),
            List.of(later("Add after the selected step"), "Shift+A"),
            List.of(later("Wire without a mouse"), later("C or Shift+C, arrows, Enter")),
            List.of(later("Next node, the one before"), "Alt+Down, Alt+Up"),
            List.of(later("Find a node, any action"), "Ctrl+F, Ctrl+K"),
            List.of(later("Insert into a wire"), later("its +, or drop a step on it")),
            List.of(later("Bend, lead elsewhere, cut"), later("drag a wire, its end; Alt-drag across")),
            List.of(later("Drag out a copy"), later("Alt-drag")),
            List.of(later("Another type"), "R"),
            List.of(later("Disable a step, enable it"), "D"),
            List.of(later("Extract into a scope, dissolve it"), "Ctrl+G, Ctrl+Shift+G"),
            List.of(later("Collapse a scope, expand it"), "X"),
            List.of(later("Enter a scope, leave it"), "Enter, Shift+Enter"),
            List.of(later("Add a note, a group around the selection"), "N, Shift+N"),
            List.of(later("Write on a note, end it"), later("Enter or double-click, Esc")),
            List.of(later("Move a wire’s label, put it back"), later("drag it, double-click")),
            List.of(later("Make room, move the paper"), "S, H"),
            List.of(later("All before, all after"), "Ctrl+Shift+Left, Ctrl+Shift+Right"),
            List.of(later("Copy, cut, paste, duplicate"), "Ctrl+C, Ctrl+X, Ctrl+V, Ctrl+D"),
            List.of(later("Lay out left to right, top to bottom"), "Ctrl+L, Ctrl+Shift+L"),
            List.of(later("Tidy the selection"), "Ctrl+T"),
            List.of(later("What may follow in an expression"), "Ctrl+Space"),
            List.of(later("Undo, redo"), "Ctrl+Z, Ctrl+Y"),
            List.of(later("Run, stop"), "F5, Shift+F5"),
            List.of(later("New, open, save, close"), "Ctrl+N, Ctrl+O, Ctrl+S, Ctrl+W"),
            List.of(later("Next flow, the one before"), "Ctrl+Tab, Ctrl+Shift+Tab"),
            List.of(later("Add the palette's first match"), later("Enter in its search")),
            List.of(later("Palette, inspector, run and problems"), "Ctrl+1, Ctrl+2, Ctrl+3"));

    private final StackPane veil;

    HelpSheets(StackPane veil) {
        this.veil = veil;
        veil.setOnMousePressed(event -> {
            if (veil.equals(event.getTarget())) {
                hide();
            }
        });
        veil.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                hide();
            }
        });
    }

    void showShortcuts() {
        var grid = new GridPane();
        grid.getStyleClass().add("shortcuts");
        for (int row = 0; row < SHORTCUTS.size(); row++) {
            var keys = new Label(tr(SHORTCUTS.get(row).get(1)));
            keys.getStyleClass().add("keys");
            grid.addRow(row, new Label(tr(SHORTCUTS.get(row).get(0))), keys);
        }
        show(tr("Keyboard shortcuts"), grid);
    }

    void showAbout() {
        var version = HelpSheets.class.getPackage().getImplementationVersion();
        var text = new Label("%s\n\n%s\n%s\n%s".formatted(
                tr("Draw a flow, run it durably, watch it on the drawing."),
                tr("Version %s, under the Apache License 2.0.", version == null ? tr("in development") : version),
                "Java %s, JavaFX %s".formatted(System.getProperty("java.version"),
                        System.getProperty("javafx.runtime.version")),
                tr("It logs to %s.0", UserPlaces.ofThisUser().log())));
        text.setWrapText(true);
        var icon = new ImageView(new Image(WindowIcons.url(128)));
        icon.setFitWidth(72);
        icon.setFitHeight(72);
        var line = new HBox(icon, text);
        line.getStyleClass().add("about");
        show("Flowloom", line);
    }

    private void show(String heading, Node content) {
        var title = new Label(heading);
        title.getStyleClass().add("sheet-title");
        var close = new Button(tr("Close"));
        close.setOnAction(_ -> hide());
        close.setCancelButton(true);
        var sheet = new VBox(title, content, close);
        sheet.getStyleClass().add("help-sheet");
        sheet.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        veil.getChildren().setAll(sheet);
        veil.setVisible(true);
        close.requestFocus();
    }

    private void hide() {
        veil.setVisible(false);
        veil.getChildren().clear();
    }
}
