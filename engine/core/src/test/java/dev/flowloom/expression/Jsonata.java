package dev.flowloom.expression;

import java.time.Instant;

import dev.flowloom.json.JsonText;
import dev.flowloom.json.MalformedJson;
import dev.flowloom.model.Json;

/// Short ways to evaluate, for tests.
final class Jsonata {
    static final Moment MOMENT = new Moment(Instant.parse("2026-03-04T05:06:07.089Z"), 42);

    private Jsonata() {}

    static Json evaluate(String source, String context) throws ExpressionException {
        return compile(source).evaluate((Json.Obj) json(context), MOMENT);
    }

    static Json evaluate(String source) throws ExpressionException {
        return evaluate(source, "{}");
    }

    static Expression compile(String source) throws ExpressionException {
        return new JsonataLanguage().compile(source);
    }

    static Template template(String json) throws ExpressionException {
        return Template.compile(json(json), new JsonataLanguage());
    }

    static Json render(String template, String context) throws ExpressionException {
        return template(template).render((Json.Obj) json(context), MOMENT);
    }

    static Json json(String text) {
        try {
            return JsonText.parse(text);
        } catch (MalformedJson e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
