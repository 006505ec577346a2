package dev.flowloom.panels.form;

import javafx.scene.Node;

import atlantafx.base.controls.ToggleSwitch;
import dev.flowloom.model.Json;
import org.jspecify.annotations.Nullable;

/// Yes or no. What is standard is not kept.
final class SwitchControl extends FieldControl {
    private final ToggleSwitch toggle = new ToggleSwitch();
    private final boolean standard;

    SwitchControl(Field field) {
        standard = Json.Bool.TRUE.equals(field.standard());
        toggle.setId("field-" + field.name());
        toggle.setSelected(standard);
        toggle.selectedProperty().addListener((_, _, on) -> changedTo(on == standard ? null : Json.of(on)));
    }

    @Override
    public Node node() {
        return toggle;
    }

    @Override
    protected void display(@Nullable Json shown) {
        toggle.setSelected(shown instanceof Json.Bool(boolean on) ? on : standard);
    }
}
