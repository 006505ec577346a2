package dev.flowloom.steps;

import java.util.List;
import java.util.regex.Pattern;

import dev.flowloom.model.Json;
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
            return types.descriptions();
        }
    }

    @Test
    void theStepTypesOnBoardAreFound() {
        assertThat(descriptions()).extracting(StepDescription::type).containsExactly("data.transform", "http.request",
                "sql.execute", "util.fail", "util.log");
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

    private static Json.Obj properties(StepDescription type) {
        return (Json.Obj) type.settings().fields().getOrDefault("properties", Json.NULL);
    }
}
