package dev.flowloom.panels.form;

import java.util.List;

/// Controls for fields that no schema describes.
public final class Controls {
    private Controls() {}

    /// A line of text.
    public static FieldControl text(String id, String prompt) {
        return new TextControl(Field.Kind.TEXT, id, prompt, null);
    }

    /// Several lines of text.
    public static FieldControl prose(String id, String prompt) {
        return new TextControl(Field.Kind.PROSE, id, prompt, null);
    }

    /// Several lines of text with expressions in it.
    public static FieldControl prose(String id, String prompt, Insight insight) {
        return new TextControl(Field.Kind.PROSE, id, prompt, insight);
    }

    /// An expression as a whole.
    public static FieldControl expression(String id, String prompt, Insight insight) {
        return new TextControl(Field.Kind.EXPRESSION, id, prompt, insight);
    }

    /// Any JSON, typed as [Loose] has it.
    public static FieldControl json(String id, String prompt) {
        return new TextControl(Field.Kind.JSON, id, prompt, null);
    }

    /// Any JSON with expressions in its texts.
    public static FieldControl json(String id, String prompt, Insight insight) {
        return new TextControl(Field.Kind.JSON, id, prompt, insight);
    }

    public static FieldControl duration(String id, String prompt) {
        return new TextControl(Field.Kind.DURATION, id, prompt, null);
    }

    /// A duration, or an expression that gives one.
    public static FieldControl duration(String id, String prompt, Insight insight) {
        return new TextControl(Field.Kind.DURATION, id, prompt, insight);
    }

    /// Yes or no, no where nothing is said.
    public static FieldControl flag(String id) {
        return new SwitchControl(new Field(id, id, "", Field.Kind.SWITCH, false, List.of(), null, null));
    }

    /// One of several words.
    public static FieldControl choice(String id, List<String> choices) {
        return new ChoiceControl(new Field(id, id, "", Field.Kind.CHOICE, false, choices, null, null));
    }
}
