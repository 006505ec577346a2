package dev.flowloom.panels.form;

import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;

import dev.flowloom.model.Json;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// Lets an expression stand where another control asks for a plain value.
final class ExpressionControl extends FieldControl {
    private final FieldControl plain;
    private final TextControl expression;
    private final ToggleButton toggle = new ToggleButton("{ }");
    private final HBox box;
    private @Nullable Json lastPlain;
    private @Nullable Json lastExpression;

    ExpressionControl(FieldControl plain, @Nullable Insight insight) {
        this.plain = plain;
        expression = new TextControl(Field.Kind.TEXT, "expression", "{{ expression }}", insight);
        plain.onFound(this::found);
        expression.onFound(this::found);
        plain.onChange(entered -> {
            lastPlain = entered;
            changedTo(entered);
        });
        plain.onComplaint(this::complain);
        expression.onChange(entered -> {
            lastExpression = entered;
            changedTo(entered);
        });
        var either = new StackPane(plain.node(), expression.node());
        either.getStyleClass().add("either");
        HBox.setHgrow(either, Priority.ALWAYS);
        toggle.getStyleClass().addAll("expression-toggle", "small");
        toggle.setMinWidth(ToggleButton.USE_PREF_SIZE);
        toggle.setTooltip(new Tooltip(tr("An expression instead of a fixed value")));
        toggle.setAccessibleText(tr("Use an expression"));
        toggle.selectedProperty().addListener((_, _, on) -> showEither(on));
        toggle.setOnAction(_ -> switched());
        box = new HBox(either, toggle);
        box.getStyleClass().add("with-expression");
        showEither(false);
    }

    private void showEither(boolean asExpression) {
        plain.node().setVisible(!asExpression);
        expression.node().setVisible(asExpression);
    }

    // What stands on the other side stays, to be switched back to. Before there is an expression, none is set.
    private void switched() {
        if (!toggle.isSelected()) {
            changedTo(lastPlain);
        } else if (lastExpression != null) {
            changedTo(lastExpression);
        }
        if (toggle.isSelected()) {
            expression.node().requestFocus();
        }
    }

    @Override
    public Node node() {
        return box;
    }

    @Override
    protected void display(@Nullable Json shown) {
        if (shown != null) {
            toggle.setSelected(Loose.holdsExpression(shown));
        }
        lastExpression = toggle.isSelected() ? shown : null;
        lastPlain = toggle.isSelected() ? null : shown;
        expression.show(lastExpression);
        plain.show(lastPlain);
    }
}
