package dev.flowloom.panels.form;

import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;

import dev.flowloom.model.Json;
import dev.flowloom.panels.form.Insight.Finding;
import org.jspecify.annotations.Nullable;

/// A field in a form: its name, its control, what it is for, and what is wrong with it.
public final class FormRow extends VBox {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

    private static final PseudoClass FAILED = PseudoClass.getPseudoClass("failed");

    private final FieldControl control;
    private final Label problem = new Label();
    private final Label gives = new Label();
    private String reported = "";
    private String complaint = "";

    /// @param insight null where no expressions can stand
    public FormRow(Field field, @Nullable Insight insight) {
        this(field.title(), field.required(), field.help(), control(field, insight));
        setId("row-" + field.name());
    }

    public FormRow(String title, boolean required, String help, FieldControl control) {
        this.control = control;
        getStyleClass().add("form-row");
        var label = new Label(required ? title + " *" : title);
        label.getStyleClass().add("form-label");
        label.setLabelFor(control.node());
        problem.getStyleClass().add("form-problem");
        problem.setWrapText(true);
        gives.getStyleClass().add("form-value");
        gives.setWrapText(true);
        getChildren().setAll(label, control.node(), gives);
        if (!help.isBlank()) {
            label.setTooltip(new Tooltip(help));
            getChildren().add(helpLabel(help));
        }
        getChildren().add(problem);
        control.onComplaint(reason -> {
            complaint = reason;
            showProblem();
        });
        control.onFound(this::showFinding);
        showFinding(Finding.NOTHING);
        showProblem();
    }

    private void showFinding(Finding finding) {
        boolean any = !finding.value().isEmpty();
        gives.setText(any && !finding.failed() ? "= " + finding.value() : finding.value());
        gives.setVisible(any);
        gives.setManaged(any);
        gives.pseudoClassStateChanged(FAILED, finding.failed());
    }

    private static Label helpLabel(String text) {
        var help = new Label(text);
        help.getStyleClass().add("form-help");
        help.setWrapText(true);
        return help;
    }

    /// The control that suits a field. An expression can stand in each.
    static FieldControl control(Field field, @Nullable Insight insight) {
        return switch (field.kind()) {
            case TEXT, PROSE, CODE, SQL, EXPRESSION, DURATION, NUMBER, JSON -> new TextControl(field, insight);
            case FILE -> new FileControl(field, insight, FileControl.DIALOG);
            case PASSWORD -> insight == null
                    ? new TextControl(field, null)
                    : new ExpressionControl(new SecretControl(field, insight), insight);
            case SWITCH -> new ExpressionControl(new SwitchControl(field), insight);
            case CHOICE -> new ExpressionControl(new ChoiceControl(field), insight);
            case PAIRS -> new ExpressionControl(new PairsControl(field, insight), insight);
            case ITEMS -> new ExpressionControl(new ItemsControl(field, insight), insight);
        };
    }

    public void show(@Nullable Json value) {
        control.show(value);
    }

    public void onChange(Consumer<@Nullable Json> listener) {
        control.onChange(listener);
    }

    /// Shows what is wrong with the value, as a sentence; an empty text says that nothing is.
    public void showProblem(String text) {
        reported = text;
        showProblem();
    }

    // What can't be read at all goes before what is wrong with the last value that could.
    private void showProblem() {
        problem.setText(complaint.isEmpty() ? reported : complaint);
        boolean any = !problem.getText().isEmpty();
        problem.setVisible(any);
        problem.setManaged(any);
        control.node().pseudoClassStateChanged(WRONG, any);
    }

}
