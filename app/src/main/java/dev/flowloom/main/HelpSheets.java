package dev.flowloom.main;

import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import dev.flowloom.files.UserPlaces;

import static dev.flowloom.language.Texts.tr;

/// Help, on a sheet over the window that goes at a click beside it or by Esc.
final class HelpSheets {
    /// So much of the window can be clicked beside it at least.
    private static final double BESIDE = 24;

    private final StackPane veil;
    private final Services services;

    HelpSheets(StackPane veil, Services services) {
        this.veil = veil;
        this.services = services;
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
        for (int row = 0; row < Shortcuts.HELP.size(); row++) {
            var line = Shortcuts.HELP.get(row);
            var keys = new Label(line.how());
            keys.getStyleClass().add("keys");
            grid.addRow(row, new Label(tr(line.english())), keys);
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
                tr("It logs to %s.0", UserPlaces.ofThisUser().log())) + "\n"
                + tr("Runs are kept in %s.", StoreChoice.nameOf(services.engines().location())));
        text.setWrapText(true);
        services.aside().run(services.engines()::size,
                size -> text.setText(
                        "%s\n%s".formatted(text.getText(), tr("Its store of runs takes %s.", bytes(size)))),
                _ -> {
                    // That it can't be opened is told where it is used.
                });
        var icon = new ImageView(new Image(WindowIcons.url(128)));
        icon.setFitWidth(72);
        icon.setFitHeight(72);
        var line = new HBox(icon, text);
        line.getStyleClass().add("about");
        show("Flowloom", line);
    }

    private static String bytes(long bytes) {
        return bytes < 10_000_000 ? "%,d KB".formatted(bytes / 1_000) : "%,d MB".formatted(bytes / 1_000_000);
    }

    void show(String heading, Node content) {
        var title = new Label(heading);
        title.getStyleClass().add("sheet-title");
        var close = new Button(tr("Close"));
        close.setOnAction(_ -> hide());
        close.setCancelButton(true);
        // On a small screen it can be scrolled: what it says must not push its button off the window.
        var scroll = new ScrollPane(content);
        scroll.getStyleClass().add("edge-to-edge");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setMinHeight(0);
        close.setMinHeight(Region.USE_PREF_SIZE);
        var sheet = new VBox(title, scroll, close);
        StackPane.setMargin(sheet, new Insets(BESIDE));
        sheet.getStyleClass().add("help-sheet");
        sheet.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        veil.getChildren().setAll(sheet);
        veil.setVisible(true);
        close.requestFocus();
    }

    void hide() {
        veil.setVisible(false);
        veil.getChildren().clear();
    }
}
