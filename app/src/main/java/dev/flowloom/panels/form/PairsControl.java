package dev.flowloom.panels.form;

import java.util.LinkedHashMap;
import java.util.List;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

import dev.flowloom.model.Json;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// An object whose names are the user's: a name and a value in each row.
final class PairsControl extends RowsControl {
    PairsControl(Field field, @Nullable Insight insight) {
        super(field, insight, tr("Add an entry"));
    }

    @Override
    Row newRow() {
        return new Pair("", "");
    }

    @Override
    protected void display(@Nullable Json shown) {
        clearRows();
        if (shown instanceof Json.Obj(var fields)) {
            fields.forEach((name, value) -> addRow(new Pair(name, Loose.printLine(value))));
        }
    }

    @Override
    @Nullable
    Json value(List<Row> all) {
        var fields = new LinkedHashMap<String, Json>();
        for (var row : all) {
            var pair = (Pair) row;
            if (!pair.name.getText().isBlank()) {
                fields.put(pair.name.getText(), read(pair.value.getText()));
            }
        }
        return fields.isEmpty() ? null : new Json.Obj(fields);
    }

    private final class Pair extends Row {
        private final TextField name;
        private final TextField value;

        Pair(String name, String value) {
            this.name = new TextField(name);
            this.value = valueField(value);
            this.name.setPromptText("name");
            this.value.setPromptText("value");
            this.name.textProperty().addListener(_ -> rowsChanged());
            this.value.textProperty().addListener(_ -> rowsChanged());
            this.name.setPrefColumnCount(7);
            this.value.setPrefColumnCount(9);
            HBox.setHgrow(this.value, Priority.ALWAYS);
            getChildren().setAll(this.name, this.value);
        }

        @Override
        public void requestFocus() {
            name.requestFocus();
        }
    }
}
