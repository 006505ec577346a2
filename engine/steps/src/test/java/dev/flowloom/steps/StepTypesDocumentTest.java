package dev.flowloom.steps;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.flowloom.json.JsonText;
import dev.flowloom.model.Json;
import dev.flowloom.step.StepDescription;
import dev.flowloom.step.StepTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/// `docs/step-types.md` says what the step types say of themselves.
class StepTypesDocumentTest {
    private static final String DOCUMENT = read(Path.of("../../docs/step-types.md"));
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\|([^|]*)\\|([^|]*)\\|");
    private static final Pattern CODE = Pattern.compile("\"((?:http|sql|csv|json|file)\\.[a-z-]+)\"");

    static List<StepDescription> descriptions() {
        try (var types = StepTypes.installed()) {
            return Stream.concat(types.descriptions().stream(), types.sources().stream()).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("descriptions")
    void everyTypeIsInTheOverview(StepDescription type) {
        assertThat(DOCUMENT).contains("| [`%s`](#%s) | %s | %s |".formatted(type.type(), type.type().replace(".", ""),
                type.title(), type.category().name().toLowerCase(Locale.ROOT)));
    }

    @ParameterizedTest
    @MethodSource("descriptions")
    void everySettingIsThereInOrderWithItsDefault(StepDescription type) {
        var told = new ArrayList<String>();
        var rows = ROW.matcher(section(type.type()));
        while (rows.find()) {
            told.add(rows.group(1) + (rows.group(2).contains("required") ? " required" : "")
                    + (rows.group(3).contains("`") ? " " + rows.group(3).replace("`", "").strip() : ""));
        }
        assertThat(told).containsExactlyElementsOf(settings(type));
    }

    @Test
    void theOverviewHasNoOtherTypes() {
        var rows = Pattern.compile("(?m)^\\| \\[`").matcher(DOCUMENT).results().count();
        assertThat(rows).isEqualTo(descriptions().size());
    }

    @Test
    void everyErrorCodeInTheSourcesIsTold() throws IOException {
        try (var sources = Files.walk(Path.of("src/main/java"))) {
            for (var source : sources.filter(file -> file.toString().endsWith(".java")).toList()) {
                var codes = CODE.matcher(read(source));
                while (codes.find()) {
                    var isType = descriptions().stream().anyMatch(type -> type.type().equals(codes.group(1)));
                    assertThat(isType || DOCUMENT.contains("| `" + codes.group(1) + "` |")).as(codes.group(1)).isTrue();
                }
            }
        }
    }

    private static List<String> settings(StepDescription type) {
        var properties = (Json.Obj) field(type.settings(), "properties");
        var required = ((Json.Arr) field(type.settings(), "required")).items();
        return properties.fields().entrySet().stream().map(property -> property.getKey()
                + (required.contains(Json.of(property.getKey())) ? " required" : "")
                + defaultOf((Json.Obj) property.getValue())).toList();
    }

    private static String defaultOf(Json.Obj property) {
        return switch (property.get("default")) {
            case null -> "";
            case Json.Str(var text) -> " " + text;
            case Json other -> " " + JsonText.compact(other);
        };
    }

    private static Json field(Json.Obj object, String name) {
        return object.fields().getOrDefault(name, Json.NULL);
    }

    private static String section(String type) {
        var begin = DOCUMENT.indexOf("\n## " + type + "\n");
        assertThat(begin).as("a section on " + type).isPositive();
        var end = DOCUMENT.indexOf("\n## ", begin + 1);
        return end < 0 ? DOCUMENT.substring(begin) : DOCUMENT.substring(begin, end);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
