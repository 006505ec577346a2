package dev.flowloom.panels.form;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.layout.VBox;

import dev.flowloom.model.Json;
import org.jspecify.annotations.Nullable;

/// A form for an object that a schema describes. What the schema does not know stays as it is.
public final class SchemaForm extends VBox {
    private final Map<String, FormRow> rows = new LinkedHashMap<>();
    private final Consumer<Json.Obj> changed;
    private Json.Obj values = Json.Obj.EMPTY;

    /// @param insight null where no expressions can stand
    /// @param changed is told the whole object whenever the user changes a field
    public SchemaForm(Json.Obj schema, @Nullable Insight insight, Consumer<Json.Obj> changed) {
        this.changed = changed;
        getStyleClass().add("form");
        for (var field : Field.of(schema)) {
            var row = new FormRow(field, insight);
            row.onChange(value -> enter(field.name(), value));
            rows.put(field.name(), row);
            getChildren().add(row);
        }
    }

    private void enter(String name, @Nullable Json value) {
        values = value == null ? values.without(name) : values.with(name, value);
        changed.accept(values);
    }

    public void show(Json.Obj shown) {
        values = shown;
        rows.forEach((name, row) -> row.show(shown.get(name)));
    }

    /// Shows what is wrong with each field.
    ///
    /// @param problems says what is wrong with a field, by its name; an empty text for nothing
    public void showProblems(Function<String, String> problems) {
        rows.forEach((name, row) -> row.showProblem(problems.apply(name)));
    }
}
