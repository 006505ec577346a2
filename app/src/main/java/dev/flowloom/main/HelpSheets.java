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

/// Help, on a sheet over the window that goes at a click beside it or by Esc.
final class HelpSheets {
    private static final List<List<String>> SHORTCUTS = List.of(
            List.of("Move the paper", "Space-drag, middle button, wheel"),
            List.of("Zoom", "Ctrl+wheel, + and −"),
            List.of("Actual size, whole flow", "0, 1"),
            List.of("Add to the selection", "Shift- or Ctrl-click"),
            List.of("Select all, nothing", "Ctrl+A, Esc"),
            List.of("Wire two steps", "Drag from a port"),
            List.of("Delete, without healing the wire", "Delete, Shift+Delete"),
            List.of("Nudge, by five", "Arrows, Shift+arrows"),
            List.of("Rename", "F2 or E"),
            List.of("Settings of a step", "Enter or double-click"),
            List.of("Add a step", "A or double-click on the paper"),
            List.of("Add after the selected step", "Shift+A"),
            List.of("Wire without a mouse", "C or Shift+C, arrows, Enter"),
            List.of("Next node, the one before", "Alt+Down, Alt+Up"),
            List.of("Find a node, any action", "Ctrl+F, Ctrl+K"),
            List.of("Insert into a wire", "its +, or drop a step on it"),
            List.of("Bend, lead elsewhere, cut", "drag a wire, its end; Alt-drag across"),
            List.of("Drag out a copy", "Alt-drag"),
            List.of("Another type", "R"),
            List.of("Disable a step, enable it", "D"),
            List.of("Extract into a scope, dissolve it", "Ctrl+G, Ctrl+Shift+G"),
            List.of("Collapse a scope, expand it", "X"),
            List.of("Enter a scope, leave it", "Enter, Shift+Enter"),
            List.of("Add a note, a group around the selection", "N, Shift+N"),
            List.of("Write on a note, end it", "Enter or double-click, Esc"),
            List.of("Move a wire’s label, put it back", "drag it, double-click"),
            List.of("Make room, move the paper", "S, H"),
            List.of("All before, all after", "Ctrl+Shift+Left, Ctrl+Shift+Right"),
            List.of("Copy, cut, paste, duplicate", "Ctrl+C, Ctrl+X, Ctrl+V, Ctrl+D"),
            List.of("Lay out left to right, top to bottom", "Ctrl+L, Ctrl+Shift+L"),
            List.of("Tidy the selection", "Ctrl+T"),
            List.of("Undo, redo", "Ctrl+Z, Ctrl+Y"),
            List.of("Run, stop", "F5, Shift+F5"),
            List.of("New, open, save", "Ctrl+N, Ctrl+O, Ctrl+S"),
            List.of("Add the palette's first match", "Enter in its search"),
            List.of("Palette, inspector, run and problems", "Ctrl+1, Ctrl+2, Ctrl+3"));

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
            var keys = new Label(SHORTCUTS.get(row).get(1));
            keys.getStyleClass().add("keys");
            grid.addRow(row, new Label(SHORTCUTS.get(row).get(0)), keys);
        }
        show("Keyboard shortcuts", grid);
    }

    void showAbout() {
        var version = HelpSheets.class.getPackage().getImplementationVersion();
        var text = new Label("""
                Draw a flow, run it durably, watch it on the drawing.

                Version %s, under the Apache License 2.0.
                Java %s, JavaFX %s.
                It logs to %s.0""".formatted(version == null ? "in development" : version,
                System.getProperty("java.version"), System.getProperty("javafx.runtime.version"),
                UserPlaces.ofThisUser().log()));
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
        var close = new Button("Close");
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
