package dev.flowloom.panels.form;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import dev.flowloom.assist.Syntax;
import dev.flowloom.json.MalformedJson;
import dev.flowloom.model.Json;
import dev.flowloom.panels.form.Insight.Finding;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// A value of several parts, a row for each, which can be added and taken away.
abstract class RowsControl extends FieldControl {
    private final VBox rows = new VBox();
    private final VBox box;
    private final @Nullable Insight insight;

    RowsControl(Field field, @Nullable Insight insight, String add) {
        this.insight = insight;
        rows.getStyleClass().add("rows");
        var button = new Button(add);
        button.setId("add-" + field.name());
        button.getStyleClass().addAll("flat", "small", "accent", "add-row");
        button.setOnAction(_ -> {
            var row = addRow(null);
            row.requestFocus();
        });
        box = new VBox(rows, button);
        box.setId("field-" + field.name());
        box.getStyleClass().add("rows-box");
    }

    /// Makes an empty row's controls.
    abstract Row newRow();

    /// The value that the rows make; null for none.
    abstract @Nullable Json value(List<Row> all);

    /// The controls of one row.
    abstract static class Row extends HBox {
        Row() {
            getStyleClass().add("row");
        }
    }

    final Row addRow(@Nullable Row filled) {
        var row = filled == null ? newRow() : filled;
        var remove = new Button("×");
        remove.setAccessibleText(tr("Remove"));
        remove.getStyleClass().addAll("flat", "small", "remove-row");
        remove.setOnAction(_ -> {
            rows.getChildren().remove(row);
            rowsChanged();
        });
        row.getChildren().add(remove);
        rows.getChildren().add(row);
        return row;
    }

    /// A line for a value, in which an expression can stand. Of which row is typed into is told what it gives.
    final TextField valueField(String value) {
        if (insight == null) {
            return new TextField(value);
        }
        var field = new CodeField(insight, Syntax.JSON);
        field.setText(value);
        field.coding().onFound(finding -> {
            if (field.isFocused()) {
                found(finding);
            }
        });
        field.focusedProperty().subscribe(focused -> found(focused ? field.coding().finding() : Finding.NOTHING));
        return field;
    }

    final void rowsChanged() {
        var all = new ArrayList<Row>();
        rows.getChildren().forEach(child -> all.add((Row) child));
        changedTo(value(all));
    }

    final void clearRows() {
        rows.getChildren().clear();
    }

    /// Reads what was typed into a row.
    final Json read(String typed) {
        try {
            var value = Loose.parse(typed);
            complain("");
            return value;
        } catch (MalformedJson e) {
            complain(tr(e.problem().what()));
            return Json.of(typed);
        }
    }

    @Override
    public final Node node() {
        return box;
    }
}
