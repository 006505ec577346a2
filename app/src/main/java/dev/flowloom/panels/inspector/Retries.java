package dev.flowloom.panels.inspector;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.flowloom.json.JsonText;
import dev.flowloom.json.MalformedJson;
import dev.flowloom.model.DurationText;
import dev.flowloom.model.Impossible;
import dev.flowloom.model.Json;
import dev.flowloom.model.Retry;
import dev.flowloom.model.Sentence;
import dev.flowloom.panels.form.Durations;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.later;
import static dev.flowloom.language.Texts.tr;

/// A retry policy as a form has it: an object with a field for each part that differs from the default.
final class Retries {
    /// The form.
    static final Json.Obj SCHEMA = schema("""
            { "properties": {
                "attempts": { "title": "%s", "type": "integer", "default": 3, "description": "%s" },
                "initialDelay": { "title": "%s", "type": "string", "format": "duration", "default": "PT1S" },
                "factor": { "title": "%s", "type": "number", "default": 2, "description": "%s" },
                "cap": { "title": "%s", "type": "string", "format": "duration", "default": "PT1M" },
                "jitter": { "title": "%s", "type": "number", "default": 0.1, "description": "%s" } } }
            """.formatted(later("Attempts"), later("How often it is tried in all."), later("First delay"),
            later("Factor"), later("How much longer each further delay is."), later("Longest delay"), later("Jitter"),
            later("How much of a delay is left to chance, from 0 to 1.")));

    private static final int MOST_TIMES = 5;

    private Retries() {}

    /// The policy that was entered; null for the default.
    ///
    /// @throws IllegalArgumentException when it is none, with the reason as a sentence
    static @Nullable Retry read(Json.Obj entered) {
        var standard = Retry.DEFAULT;
        var retry = new Retry(number(entered, "attempts", standard.attempts()).intValue(),
                duration(entered, "initialDelay", standard.initialDelay()),
                number(entered, "factor", standard.factor()).doubleValue(), duration(entered, "cap", standard.cap()),
                number(entered, "jitter", standard.jitter()).doubleValue());
        return retry.equals(standard) ? null : retry;
    }

    static Json.Obj print(@Nullable Retry retry) {
        var standard = Retry.DEFAULT;
        var fields = new LinkedHashMap<String, Json>();
        if (retry != null) {
            put(fields, "attempts", Json.of(retry.attempts()), retry.attempts() != standard.attempts());
            put(fields, "initialDelay", Json.of(retry.initialDelay().toString()),
                    !retry.initialDelay().equals(standard.initialDelay()));
            put(fields, "factor", plain(retry.factor()), retry.factor() != standard.factor());
            put(fields, "cap", Json.of(retry.cap().toString()), !retry.cap().equals(standard.cap()));
            put(fields, "jitter", plain(retry.jitter()), retry.jitter() != standard.jitter());
        }
        return new Json.Obj(fields);
    }

    /// When the attempts are made, as a sentence: counted from the first failure, the work itself taking no time, and
    /// nothing left to chance.
    static String times(Retry retry) {
        if (retry.attempts() == 1) {
            return tr("It is tried once.");
        }
        var sum = Duration.ZERO;
        var times = new ArrayList<String>();
        for (int attempt = 1; attempt < Math.min(retry.attempts(), MOST_TIMES + 1); attempt++) {
            sum = sum.plus(retry.delayAfter(attempt, 0));
            times.add(DurationText.of(sum));
        }
        return retry.attempts() > MOST_TIMES + 1
                ? tr("Tried again %s after the first failure, and so on.", String.join(", ", times))
                : tr("Tried again %s after the first failure.", String.join(", ", times));
    }

    private static void put(Map<String, Json> fields, String name, Json value, boolean differs) {
        if (differs) {
            fields.put(name, value);
        }
    }

    private static Json plain(double value) {
        var exact = BigDecimal.valueOf(value).stripTrailingZeros();
        return new Json.Num(exact.scale() < 0 ? exact.setScale(0) : exact);
    }

    private static BigDecimal number(Json.Obj entered, String name, double standard) {
        return switch (entered.get(name)) {
            case null -> BigDecimal.valueOf(standard);
            case Json.Num(var value) when value.abs().compareTo(BigDecimal.valueOf(1_000_000)) < 0 -> value;
            default -> throw new Impossible(Sentence.of("%s must be a number", name));
        };
    }

    private static Duration duration(Json.Obj entered, String name, Duration standard) {
        var value = entered.get(name);
        if (value == null) {
            return standard;
        }
        var duration = value instanceof Json.Str(var text) ? Durations.parse(text) : null;
        if (duration == null) {
            throw new Impossible(Sentence.of("%s must be a duration such as 30 s or 2 min", name));
        }
        return duration;
    }

    private static Json.Obj schema(String text) {
        try {
            return (Json.Obj) JsonText.parse(text);
        } catch (MalformedJson e) {
            throw new IllegalStateException(e);
        }
    }
}
