package dev.flowloom.panels.form;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

import dev.flowloom.model.Json;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// A list, an item in each row.
final class ItemsControl extends RowsControl {
    ItemsControl(Field field, @Nullable Insight insight) {
        super(field, insight, tr("Add an item"));
    }

    @Override
    Row newRow() {
        return new Item("");
    }

    @Override
    protected void display(@Nullable Json shown) {
        clearRows();
        if (shown instanceof Json.Arr(var items)) {
            items.forEach(item -> addRow(new Item(Loose.printLine(item))));
        }
    }

    @Override
    @Nullable
    Json value(List<Row> all) {
        var items = new ArrayList<Json>();
        for (var row : all) {
            var typed = ((Item) row).text.getText();
            if (!typed.isEmpty()) {
                items.add(read(typed));
            }
        }
        return items.isEmpty() ? null : new Json.Arr(items);
    }

    private final class Item extends Row {
        private final TextField text;

        Item(String value) {
            text = valueField(value);
            text.textProperty().addListener(_ -> rowsChanged());
            HBox.setHgrow(text, Priority.ALWAYS);
            getChildren().setAll(text);
        }

        @Override
        public void requestFocus() {
            text.requestFocus();
        }
    }
}
