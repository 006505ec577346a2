package dev.flowloom.panels;

import java.util.List;
import java.util.SequencedMap;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.controlsfx.control.textfield.TextFields;

import static dev.flowloom.language.Texts.tr;

/// What can be drawn, by category, with a search. Dragged onto the canvas, or added by a double-click or Enter.
public final class Palette extends VBox {
    private final SequencedMap<String, List<Stencil>> groups;
    private final Target target;
    private final TextField search = TextFields.createClearableTextField();
    private final VBox list = new VBox();

    /// Where stencils go.
    public interface Target {
        /// The pointer carries the stencil until the button is let go.
        void drag(Stencil stencil);

        /// Adds the stencil's node in the middle of what is seen.
        void add(Stencil stencil);
    }

    public Palette(SequencedMap<String, List<Stencil>> groups, Target target) {
        this.groups = groups;
        this.target = target;
        getStyleClass().addAll("panel", "palette");
        search.setId("palette-search");
        search.setPromptText(tr("Search steps"));
        search.textProperty().addListener(_ -> showMatches());
        search.setOnAction(_ -> firstMatch());
        search.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE && !search.getText().isEmpty()) {
                search.clear();
                event.consume();
            }
        });
        list.getStyleClass().add("palette-list");
        var scroll = new ScrollPane(list);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        var top = new HBox(search);
        HBox.setHgrow(search, Priority.ALWAYS);
        top.getStyleClass().add("palette-top");
        getChildren().setAll(top, scroll);
        showMatches();
    }

    private void showMatches() {
        list.getChildren().clear();
        groups.forEach((heading, stencils) -> {
            var matching = stencils.stream().filter(stencil -> stencil.matches(search.getText())).toList();
            if (!matching.isEmpty()) {
                var label = new Label(heading);
                label.getStyleClass().add("palette-heading");
                list.getChildren().add(label);
                matching.forEach(stencil -> list.getChildren().add(item(stencil)));
            }
        });
        if (list.getChildren().isEmpty()) {
            var none = new Label(tr("No step is called that."));
            none.getStyleClass().add("hint");
            list.getChildren().add(none);
        }
    }

    private void firstMatch() {
        var typed = search.getText();
        groups.values().stream().flatMap(List::stream).filter(stencil -> stencil.matches(typed))
                .min(Stencil.nearest(typed)).ifPresent(target::add);
    }

    private HBox item(Stencil stencil) {
        var title = new Label(stencil.title());
        var item = new HBox(Icon.tile(stencil.icon(), stencil.tone(), 28), title);
        item.getStyleClass().add("palette-item");
        item.setId("stencil-" + stencil.kind().replace(' ', '-'));
        item.setFocusTraversable(true);
        item.setAccessibleText(stencil.title() + ". " + stencil.about());
        Tooltip.install(item, new Tooltip(stencil.about()));
        item.setOnMousePressed(_ -> item.requestFocus());
        item.setOnDragDetected(event -> {
            if (event.getButton() == MouseButton.PRIMARY) {
                target.drag(stencil);
            }
        });
        item.setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
                target.add(stencil);
            }
        });
        item.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER) {
                target.add(stencil);
                event.consume();
            }
        });
        return item;
    }
}
