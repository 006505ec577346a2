package dev.flowloom.panels.form;

import javafx.scene.Node;
import javafx.scene.control.ComboBox;

import dev.flowloom.json.MalformedJson;
import dev.flowloom.model.Json;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// One of several. What is standard is not kept.
final class ChoiceControl extends FieldControl {
    private final ComboBox<String> box = new ComboBox<>();
    private final @Nullable Json standard;

    ChoiceControl(Field field) {
        standard = field.standard();
        box.setId("field-" + field.name());
        box.getItems().setAll(field.choices());
        box.setMaxWidth(Double.MAX_VALUE);
        box.setPromptText(tr("Choose …"));
        showStandard();
        box.valueProperty().addListener((_, _, choice) -> changedTo(value(choice)));
    }

    private @Nullable Json value(@Nullable String choice) {
        try {
            var chosen = choice == null ? null : Loose.parse(choice);
            return chosen == null || chosen.equals(standard) ? null : chosen;
        } catch (MalformedJson e) {
            throw new IllegalStateException("the choices were printed to be read back", e);
        }
    }

    @Override
    public Node node() {
        return box;
    }

    @Override
    protected void display(@Nullable Json shown) {
        if (shown == null) {
            showStandard();
        } else {
            box.setValue(Loose.print(shown));
        }
    }

    private void showStandard() {
        box.setValue(standard == null ? null : Loose.print(standard));
    }
}
