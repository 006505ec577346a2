package dev.flowloom.expression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.dashjoin.jsonata.Jsonata;
import dev.flowloom.model.Json;
import dev.flowloom.model.Sentence;
import org.jspecify.annotations.Nullable;

/// Turns what the library gives into JSON. What is a view is unwrapped rather than copied.
final class Results {
    private Results() {}

    /// Ends for any value, because the guard has weighed each on the way.
    static Json toJson(@Nullable Object value) throws ExpressionException {
        return switch (value) {
            case null -> Json.NULL;
            case View view -> view.json();
            case String text -> Json.of(text);
            case Boolean truth -> Json.of(truth);
            case Number number -> Numbers.toJson(number);
            case List<?> items -> array(items);
            case Map<?, ?> fields -> object(fields);
            case Object other when other.equals(Jsonata.NULL_VALUE) -> Json.NULL;
            case Object _ -> throw new ExpressionException(
                    Sentence.of("The result is a function or holds one. Call it, or leave it out."), -1);
        };
    }

    private static Json array(List<?> items) throws ExpressionException {
        var converted = new ArrayList<Json>(items.size());
        for (var item : items) {
            converted.add(toJson(item));
        }
        return new Json.Arr(converted);
    }

    private static Json object(Map<?, ?> fields) throws ExpressionException {
        var converted = new LinkedHashMap<String, Json>();
        for (var field : fields.entrySet()) {
            converted.put(String.valueOf(field.getKey()), toJson(field.getValue()));
        }
        return new Json.Obj(converted);
    }
}
