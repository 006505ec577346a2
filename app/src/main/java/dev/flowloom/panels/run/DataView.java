package dev.flowloom.panels.run;

import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextArea;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import dev.flowloom.json.EventJson;
import dev.flowloom.json.JsonText;
import dev.flowloom.model.Json;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// Values of a run, each on a tab. What is very long is shown cut.
final class DataView extends VBox {
    private static final int LONGEST = 100_000;

    private final Label title = new Label();
    private final TabPane tabs = new TabPane();
    private final Label hint = new Label(tr("Select an event, or a step on the canvas, to see its data."));

    DataView() {
        getStyleClass().add("data-view");
        title.getStyleClass().add("data-title");
        hint.getStyleClass().add("hint");
        hint.setWrapText(true);
        tabs.getStyleClass().addAll("data-tabs", "dense");
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        VBox.setVgrow(tabs, Priority.ALWAYS);
        clear();
    }

    void clear() {
        getChildren().setAll(hint);
    }

    /// Shows an event's data.
    void showEvent(String of, Json value) {
        title.setText(of);
        tabs.getTabs().setAll(tab(tr("Data"), value));
        getChildren().setAll(title, tabs);
    }

    /// Shows what a node saw and gave, the error first where there is one.
    void showNode(String of, RunHistory.NodeData data) {
        title.setText(of);
        tabs.getTabs().clear();
        var error = data.error();
        if (error != null) {
            add(tr("Error"), EventJson.json(error));
        }
        add(tr("Output"), data.output());
        add(tr("Way taken"), data.way());
        add(tr("Input"), data.input());
        add(tr("Settings"), data.settings());
        if (tabs.getTabs().isEmpty()) {
            var nothing = new Label(tr("Nothing has come out of it."));
            nothing.getStyleClass().add("hint");
            getChildren().setAll(title, nothing);
        } else {
            getChildren().setAll(title, tabs);
        }
    }

    private void add(String name, @Nullable Json value) {
        if (value != null) {
            tabs.getTabs().add(tab(name, value));
        }
    }

    private static Tab tab(String name, Json value) {
        var area = new TextArea(JsonText.pretty(Excerpt.of(value, LONGEST)));
        area.setEditable(false);
        area.setId("data-" + name.toLowerCase(Locale.ROOT).replace(' ', '-'));
        area.getStyleClass().addAll("code", "data");
        return new Tab(name, area);
    }
}
