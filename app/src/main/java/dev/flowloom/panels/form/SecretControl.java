package dev.flowloom.panels.form;

import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import dev.flowloom.model.Json;
import dev.flowloom.model.SecretReference;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// A secret by its name or, as the other choice, the password itself. Of a secret it tells whether there is one of that
/// name, and never its value.
final class SecretControl extends FieldControl {
    private static final String SECRET = "$secret";

    private final Insight insight;
    private final ComboBox<String> choice = new ComboBox<>();
    private final TextField name = new TextField();
    private final TextControl literal;
    private final Label state = new Label();
    private final VBox box;
    /// The reference as it stands, so that its prefix is kept.
    private Json.Obj reference = Json.Obj.EMPTY;
    private @Nullable Json lastLiteral;

    SecretControl(Field field, Insight insight) {
        this.insight = insight;
        literal = new TextControl(Field.Kind.PASSWORD, field.name() + "-literal", "", null);
        literal.onChange(entered -> {
            lastLiteral = entered;
            changedTo(entered);
        });
        name.setId("field-" + field.name());
        name.setPromptText(prompt(field.example()));
        name.textProperty().addListener(_ -> named());
        choice.setId("choice-" + field.name());
        choice.getItems().setAll(tr("Secret"), tr("Password"));
        choice.getSelectionModel().selectFirst();
        choice.setMinWidth(ComboBox.USE_PREF_SIZE);
        choice.setAccessibleText(tr("A secret's name, or the password itself"));
        choice.getSelectionModel().selectedIndexProperty().addListener(_ -> showEither());
        choice.setOnAction(_ -> changedTo(value()));
        state.setId("state-" + field.name());
        state.getStyleClass().add("form-help");
        state.setWrapText(true);
        var either = new StackPane(name, literal.node());
        HBox.setHgrow(either, Priority.ALWAYS);
        var line = new HBox(choice, either);
        line.getStyleClass().add("with-expression");
        box = new VBox(line, state);
        box.getStyleClass().add("rows-box");
        showEither();
    }

    private static String prompt(@Nullable Json example) {
        var reference = example == null ? null : SecretReference.of(example);
        return reference == null
                ? tr("name of an environment variable")
                : tr("for example %s", reference.name());
    }

    private boolean isSecret() {
        return choice.getSelectionModel().getSelectedIndex() == 0;
    }

    private @Nullable Json value() {
        if (!isSecret()) {
            return lastLiteral;
        }
        return name.getText().isBlank() ? null : reference.with(SECRET, Json.of(name.getText().strip()));
    }

    private void named() {
        showState();
        changedTo(value());
    }

    private void showEither() {
        name.setVisible(isSecret());
        literal.node().setVisible(!isSecret());
        showState();
    }

    private void showState() {
        var wanted = name.getText().strip();
        boolean isShown = isSecret() && SecretReference.isName(wanted);
        state.setVisible(isShown);
        state.setManaged(isShown);
        if (isShown) {
            state.setText(insight.hasSecret(wanted)
                    ? tr("Environment variable %s: found", wanted)
                    : tr("Environment variable %s: not set here", wanted));
        }
    }

    @Override
    public Node node() {
        return box;
    }

    // With nothing to show, the choice stays as it was made.
    @Override
    protected void display(@Nullable Json shown) {
        reference = shown instanceof Json.Obj object && SecretReference.isMeant(object) ? object : Json.Obj.EMPTY;
        lastLiteral = reference.isEmpty() ? shown : null;
        if (shown != null) {
            choice.getSelectionModel().select(reference.isEmpty() ? 1 : 0);
        }
        var named = reference.get(SECRET);
        name.setText(named instanceof Json.Str(var text) ? text : named == null ? "" : Loose.printLine(named));
        literal.show(lastLiteral);
    }
}
