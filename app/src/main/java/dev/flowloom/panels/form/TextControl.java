package dev.flowloom.panels.form;

import java.math.BigDecimal;
import javafx.scene.Node;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;

import dev.flowloom.assist.Syntax;
import dev.flowloom.json.MalformedJson;
import dev.flowloom.model.Json;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// A value that is typed. How the text becomes a value depends on the field's kind; a text with an expression in it
/// stays a text whatever the kind.
final class TextControl extends FieldControl {
    private final Field.Kind kind;
    private final TextInputControl input;
    /// Whether an object stands where a text is asked for, such as a reference to a secret: it stays one while it is
    /// changed.
    private boolean isObject;

    TextControl(Field field, @Nullable Insight insight) {
        this(field.kind(), field.name(), prompt(field), insight);
    }

    /// @param insight null where no expression can stand
    TextControl(Field.Kind kind, String name, String prompt, @Nullable Insight insight) {
        this.kind = kind;
        input = switch (kind) {
            case PASSWORD -> new PasswordField();
            case CODE, SQL, JSON, EXPRESSION -> area(CodeArea.CODE, insight);
            case PROSE -> area("prose", insight);
            case TEXT, FILE, DURATION, NUMBER, SWITCH, CHOICE, PAIRS, ITEMS -> line(insight);
        };
        input.setId("field-" + name);
        input.setPromptText(prompt);
        input.textProperty().addListener((_, _, text) -> typed(text));
    }

    private TextInputControl line(@Nullable Insight insight) {
        if (insight == null) {
            return new TextField();
        }
        var field = new CodeField(insight, Syntax.TEMPLATE);
        field.coding().onFound(this::found);
        return field;
    }

    private TextInputControl area(String style, @Nullable Insight insight) {
        var area = new CodeArea(style, insight, switch (kind) {
            case JSON -> Syntax.JSON;
            case SQL -> Syntax.SQL;
            case EXPRESSION -> Syntax.EXPRESSION;
            default -> Syntax.TEMPLATE;
        });
        if (area.coding() != null) {
            area.coding().onFound(this::found);
        }
        return area;
    }

    private static String prompt(Field field) {
        var standard = field.standard();
        var example = field.example();
        if (standard != null) {
            return tr("%s (default)",
                    field.kind() == Field.Kind.DURATION ? friendly(standard) : Loose.printLine(standard));
        }
        return example == null ? "" : tr("for example %s", Loose.printLine(example));
    }

    private void typed(String text) {
        try {
            var entered = text.isEmpty() ? null : parse(text);
            complain("");
            changedTo(entered);
        } catch (MalformedJson e) {
            complain(tr(e.problem().what()));
        }
    }

    private Json parse(String text) throws MalformedJson {
        return switch (kind) {
            case JSON -> Loose.parse(text);
            case NUMBER -> number(text);
            case DURATION -> duration(text);
            case TEXT, FILE, PROSE, CODE, SQL, EXPRESSION, PASSWORD, SWITCH, CHOICE, PAIRS,
                    ITEMS ->
                isObject && text.startsWith("{")
                        ? Loose.parse(text)
                        : Json.of(text);
        };
    }

    // What is no number stays a text, and the flow's checks say what is wrong with it.
    private static Json number(String text) {
        try {
            return new Json.Num(new BigDecimal(text.strip()));
        } catch (NumberFormatException e) {
            return Json.of(text);
        }
    }

    private static Json duration(String text) {
        var duration = Durations.parse(text);
        return Json.of(duration == null ? text : duration.toString());
    }

    private static String friendly(Json value) {
        var duration = value instanceof Json.Str(var text) ? Durations.parse(text) : null;
        return duration == null ? Loose.printLine(value) : Durations.print(duration);
    }

    @Override
    public Node node() {
        return input;
    }

    @Override
    protected void display(@Nullable Json shown) {
        isObject = shown instanceof Json.Obj;
        input.setText(shown == null ? "" : switch (kind) {
            case DURATION -> friendly(shown);
            case JSON -> Loose.print(shown);
            case NUMBER, TEXT, FILE, PROSE, CODE, SQL, EXPRESSION, PASSWORD, SWITCH, CHOICE, PAIRS,
                    ITEMS ->
                shown instanceof Json.Str(var text)
                        ? text
                        : Loose.printLine(shown);
        });
    }
}
