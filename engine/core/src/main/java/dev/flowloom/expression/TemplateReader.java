package dev.flowloom.expression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

import dev.flowloom.expression.Template.Placed;
import dev.flowloom.model.Json;
import dev.flowloom.model.Sentence;

/// Compiles a [Template], gathering every problem on the way rather than stopping at the first.
final class TemplateReader {
    static final String OPENING = "{{";
    static final String CLOSING = "}}";

    private final ExpressionLanguage language;
    private final List<Placed> expressions = new ArrayList<>();
    private final List<ExpressionException> problems = new ArrayList<>();

    TemplateReader(ExpressionLanguage language) {
        this.language = language;
    }

    List<Placed> expressions() {
        return expressions;
    }

    List<ExpressionException> problems() {
        return problems;
    }

    TemplatePart read(Json value, String pointer) {
        return switch (value) {
            case Json.Str(var text) when Template.isIn(text) -> readText(text, pointer);
            case Json.Obj object -> readFields(object, pointer);
            case Json.Arr array -> readItems(array, pointer);
            case Json.Str _,Json.Num _,Json.Bool _,Json.Null _ -> new TemplatePart.Literal(value);
        };
    }

    private TemplatePart readFields(Json.Obj object, String pointer) {
        var parts = new LinkedHashMap<String, TemplatePart>();
        object.fields().forEach((name, field) -> parts.put(name, read(field, pointer + "/" + escape(name))));
        boolean literal = parts.values().stream().allMatch(part -> part instanceof TemplatePart.Literal);
        return literal ? new TemplatePart.Literal(object) : new TemplatePart.Fields(parts);
    }

    private TemplatePart readItems(Json.Arr array, String pointer) {
        var parts = new ArrayList<TemplatePart>();
        for (var item : array.items()) {
            parts.add(read(item, pointer + "/" + parts.size()));
        }
        boolean literal = parts.stream().allMatch(part -> part instanceof TemplatePart.Literal);
        return literal ? new TemplatePart.Literal(array) : new TemplatePart.Items(parts);
    }

    private TemplatePart readText(String text, String pointer) {
        var parts = new ArrayList<TemplatePart>();
        int at = 0;
        for (int open = text.indexOf(OPENING); open >= 0; open = text.indexOf(OPENING, at)) {
            if (open > at) {
                parts.add(new TemplatePart.Literal(Json.of(text.substring(at, open))));
            }
            int start = open + OPENING.length();
            int close = end(text, start, pointer);
            if (close < 0) {
                break;
            }
            readHole(text.substring(start, close), pointer, start, parts);
            at = close + CLOSING.length();
        }
        if (at < text.length()) {
            parts.add(new TemplatePart.Literal(Json.of(text.substring(at))));
        }
        return parts.size() == 1 ? parts.getFirst() : new TemplatePart.Spliced(List.copyOf(parts));
    }

    private void readHole(String source, String pointer, int start, List<TemplatePart> parts) {
        try {
            var placed = new Placed(language.compile(source), pointer, start);
            parts.add(new TemplatePart.Hole(placed, expressions.size()));
            expressions.add(placed);
        } catch (ExpressionException e) {
            problems.add(e.within(pointer, start));
        }
    }

    /// Where the expression that begins at `start` ends; -1, and a problem, where it doesn't.
    private int end(String text, int start, String pointer) {
        try {
            int close = language.endOfExpression(text, start, CLOSING);
            if (close < 0) {
                problems.add(new ExpressionException(Sentence.of("The {{ here has no }}."), start - OPENING.length(),
                        pointer));
            }
            return close;
        } catch (ExpressionException e) {
            problems.add(e.within(pointer, 0));
            return -1;
        }
    }

    private static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
