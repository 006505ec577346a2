package dev.flowloom.steps;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.flowloom.json.BrokenSchema;
import dev.flowloom.json.JsonSchemas;
import dev.flowloom.model.Json;
import dev.flowloom.model.SecretReference;
import dev.flowloom.step.StepDescription;
import dev.flowloom.step.StepTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class DescriptionsTest {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

    static List<StepDescription> descriptions() {
        try (var types = StepTypes.installed()) {
            return Stream.concat(types.descriptions().stream(), types.sources().stream()).toList();
        }
    }

    @Test
    void theStepTypesOnBoardAreFound() {
        assertThat(descriptions()).extracting(StepDescription::type).containsExactly("data.transform", "http.request",
                "sql.execute", "util.fail", "util.log", "csv.rows", "json.lines", "sql.rows");
    }

    @ParameterizedTest
    @MethodSource("descriptions")
    void aSummaryNamesSettingsThatThereAre(StepDescription type) {
        var names = PLACEHOLDER.matcher(type.summary()).results().map(found -> found.group(1)).toList();
        assertThat(names).isNotEmpty().allMatch(properties(type).fields()::containsKey);
    }

    @ParameterizedTest
    @MethodSource("descriptions")
    void everySettingHasATitleADescriptionAndAnExample(StepDescription type) {
        properties(type).fields().forEach((name, schema) -> assertThat(((Json.Obj) schema).fields().keySet())
                .as(name).contains("title", "description", "examples"));
    }

    @ParameterizedTest
    @MethodSource("descriptions")
    void anIconIsALineOnTheGrid(StepDescription type) {
        assertThat(type.icon()).matches("M[\\s\\d.MmLlHhVvCcAaZz-]+");
    }

    @ParameterizedTest
    @MethodSource("descriptions")
    void theSettingsSchemaIsOneAndItsExamplesMeetIt(StepDescription type) throws BrokenSchema {
        assertMeetItsExamples(type.settings());
        for (var property : properties(type).fields().values()) {
            assertMeetItsExamples((Json.Obj) property);
        }
    }

    @ParameterizedTest
    @MethodSource("descriptions")
    void aDefaultMeetsItsSchema(StepDescription type) throws BrokenSchema {
        for (var property : properties(type).fields().values()) {
            var schema = (Json.Obj) property;
            var value = schema.get("default");
            if (value != null) {
                assertThat(JsonSchemas.compile(schema).check(value)).isEmpty();
            }
        }
    }

    private static void assertMeetItsExamples(Json.Obj schema) throws BrokenSchema {
        var compiled = JsonSchemas.compile(schema);
        var examples = ((Json.Arr) schema.fields().getOrDefault("examples", Json.Arr.of())).items();
        assertThat(examples).isNotEmpty().allSatisfy(
                example -> assertThat(compiled.check(withoutSecrets(example))).isEmpty());
    }

    private static Json withoutSecrets(Json example) {
        return Objects.requireNonNull(SecretReference.withStandIns(Json.Obj.of("example", example)).get("example"));
    }

    private static Json.Obj properties(StepDescription type) {
        return (Json.Obj) type.settings().fields().getOrDefault("properties", Json.NULL);
    }
}
