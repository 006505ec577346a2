package dev.flowloom.panels.form;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

import dev.flowloom.model.Json;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// A form for an object that a schema describes. What the schema does not know stays as it is.
public final class SchemaForm extends VBox {
    private final Map<String, FormRow> rows = new LinkedHashMap<>();
    private final Consumer<Json.Obj> changed;
    private final List<String> required;
    private final Label whole = new Label();
    private Json.Obj values = Json.Obj.EMPTY;

    /// @param insight null where no expressions can stand
    /// @param changed is told the whole object whenever the user changes a field
    public SchemaForm(Json.Obj schema, @Nullable Insight insight, Consumer<Json.Obj> changed) {
        this.changed = changed;
        getStyleClass().add("form");
        whole.getStyleClass().add("form-problem");
        whole.setWrapText(true);
        getChildren().add(whole);
        showWhole("");
        required = Field.of(schema).stream().filter(Field::required).map(Field::name).toList();
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

    /// Shows what is wrong with each field, and above them what is wrong with none of them in particular. That something is
    /// missing is said where it is to be filled in.
    ///
    /// @param problems says what is wrong with a field, by its name; an empty text for nothing
    /// @param ofWhole what is wrong with the object as such, among it each field that is missing
    public void showProblems(Function<String, String> problems, List<String> ofWhole) {
        var missing = ofWhole.isEmpty()
                ? List.<String>of()
                : required.stream().filter(name -> values.get(name) == null).toList();
        rows.forEach((name, row) -> {
            var own = problems.apply(name);
            row.showProblem(own.isEmpty() && missing.contains(name) ? tr("It is needed: give it a value.") : own);
        });
        showWhole(ofWhole.size() > missing.size() ? String.join("\n", ofWhole) : "");
    }

    private void showWhole(String problem) {
        whole.setText(problem);
        whole.setVisible(!problem.isEmpty());
        whole.setManaged(!problem.isEmpty());
    }
}
