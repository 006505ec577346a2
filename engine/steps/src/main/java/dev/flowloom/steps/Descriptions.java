package dev.flowloom.steps;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.flowloom.json.JsonText;
import dev.flowloom.json.MalformedJson;
import dev.flowloom.model.Json;
import dev.flowloom.step.StepDescription;
import dev.flowloom.step.StepDescription.Category;

/// Reads what a step type says of itself from the files beside it: `TYPE.json` and `icons/TYPE.svg`. Files of our own,
/// so that anything wrong with one is a bug.
public final class Descriptions {
    private static final Pattern PATH_DATA = Pattern.compile("<path\\s[^>]*\\bd=\"([^\"]+)\"");

    private Descriptions() {}

    public static StepDescription read(String type) {
        var file = type + ".json";
        try {
            if (JsonText.parse(resource(file)) instanceof Json.Obj description) {
                return new StepDescription(type, text(description, "title"),
                        Category.valueOf(text(description, "category").toUpperCase(Locale.ROOT)),
                        text(description, "summary"), text(description, "help"), icon(type),
                        object(description, "settings"));
            }
        } catch (MalformedJson e) {
            throw new IllegalStateException(file + " is no JSON", e);
        }
        throw new IllegalStateException(file + " is no object");
    }

    private static String icon(String type) {
        var svg = new String(resource("icons/" + type + ".svg"), StandardCharsets.UTF_8);
        return PATH_DATA.matcher(svg).results().map((MatchResult path) -> path.group(1))
                .collect(Collectors.joining(" "));
    }

    private static String text(Json.Obj description, String field) {
        if (description.get(field) instanceof Json.Str(var text)) {
            return text;
        }
        throw new IllegalStateException("no text: " + field);
    }

    private static Json.Obj object(Json.Obj description, String field) {
        if (description.get(field) instanceof Json.Obj object) {
            return object;
        }
        throw new IllegalStateException("no object: " + field);
    }

    private static byte[] resource(String name) {
        try (var in = Descriptions.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
