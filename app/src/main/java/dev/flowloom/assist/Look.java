package dev.flowloom.assist;

import java.util.ArrayList;
import java.util.List;

import dev.flowloom.assist.Script.Part;
import dev.flowloom.assist.Script.Range;
import dev.flowloom.expression.Expression;
import dev.flowloom.expression.ExpressionException;
import dev.flowloom.expression.ExpressionLanguage;
import dev.flowloom.expression.Moment;
import dev.flowloom.expression.Template;
import dev.flowloom.expression.Word;
import dev.flowloom.json.JsonText;
import dev.flowloom.json.MalformedJson;
import dev.flowloom.model.Json;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// What a closer look at a field's text found, which may take a while: where it is wrong, and what it gives.
///
/// @param wrong where it is wrong
/// @param value what it gives on a run's data; null where there is no run, no expression, or no value
/// @param failure why it gives none on that data, as a sentence; empty where it isn't so
public record Look(List<Range> wrong, @Nullable Json value, String failure) {
    public static final Look NOTHING = new Look(List.of(), null, "");

    public Look {
        wrong = List.copyOf(wrong);
    }

    /// Data that expressions can be tried on.
    public record Sample(Json.Obj context, Moment moment) {}

    /// Looks at a text.
    ///
    /// @param sample null where nothing has run
    public static Look at(Script script, Syntax syntax, ExpressionLanguage language, @Nullable Sample sample) {
        var wrong = new ArrayList<Range>();
        for (var part : script.parts()) {
            if (!script.text().isBlank()) {
                var range = wrong(part, language);
                if (range != null) {
                    wrong.add(range);
                }
            }
        }
        boolean isTried = wrong.isEmpty() && !script.parts().isEmpty() && !script.text().isBlank();
        return sample != null && isTried
                ? tried(script.text(), syntax, language, sample)
                : new Look(wrong, null, "");
    }

    private static @Nullable Range wrong(Part part, ExpressionLanguage language) {
        if (!part.isClosed()) {
            return part.shown();
        }
        try {
            language.compile(part.sourceText());
            return null;
        } catch (ExpressionException e) {
            return e.offset() < 0 || part.sourceText().isBlank() ? part.shown() : word(part, e.offset());
        }
    }

    /// The word at a place of the expression; at its end the last word.
    private static Range word(Part part, int offset) {
        int at = Math.clamp(part.source().start() + offset, part.source().start(), part.source().end() - 1);
        var words = part.reading().words().stream().filter(word -> word.kind() != Word.Kind.BRACE).toList();
        var hit = words.stream().filter(word -> word.start() <= at && at < word.end()).findFirst()
                .or(() -> words.stream().filter(word -> word.end() <= at).reduce((_, last) -> last)).orElse(null);
        return hit == null
                ? part.shown()
                : new Range(part.shownAt(hit.start()), part.shownAt(hit.end()));
    }

    private static Look tried(String text, Syntax syntax, ExpressionLanguage language, Sample sample) {
        try {
            return new Look(List.of(), switch (syntax) {
                case EXPRESSION -> {
                    Expression expression = language.compile(text);
                    yield expression.evaluate(sample.context(), sample.moment());
                }
                case TEMPLATE, SQL -> render(Json.of(text), language, sample);
                case JSON -> render(JsonScript.isStructure(text) ? JsonText.parse(text) : Json.of(text), language,
                        sample);
            }, "");
        } catch (ExpressionException e) {
            return new Look(List.of(), null, tr(e.sentence()));
        } catch (MalformedJson e) {
            return NOTHING;
        }
    }

    private static Json render(Json template, ExpressionLanguage language, Sample sample) throws ExpressionException {
        return Template.compile(template, language).render(sample.context(), sample.moment());
    }
}
