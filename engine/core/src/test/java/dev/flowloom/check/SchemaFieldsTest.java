package dev.flowloom.check;

import java.util.List;

import dev.flowloom.model.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SchemaFieldsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{'type': 'object'}", "{'properties': {}}", "{'items': true}",
                    "{'properties': {'a': {}}, 'additionalProperties': true}",
                    "{'properties': {'a': {}}, 'additionalProperties': {'type': 'string'}}",
                    "{'properties': {'a': {}}, 'patternProperties': {'^x': {}}}",
                    "{'properties': {'a': {}}, 'anyOf': [{'properties': {'x': {}}}]}",
                    "{'properties': {'a': {}}, '$ref': '#/$defs/more'}"})
    void whereMoreMayComeEveryNameCounts(String schema) {
        assertThat(SchemaFields.unknown(schema(schema), List.of("x"))).isNull();
    }

    @Test
    void theFirstNameIsToldThatIsNotThereWithThoseThatAre() {
        var schema = schema("{'properties': {'a': {'type': 'array', 'items': {'properties': {'b': {}, 'c': {}}}}}}");

        assertThat(SchemaFields.unknown(schema, List.of("a", "x", "y")))
                .isNotNull()
                .satisfies(unknown -> {
                    assertThat(unknown.depth()).isEqualTo(1);
                    assertThat(unknown.name()).isEqualTo("x");
                    assertThat(unknown.fields()).containsExactly("b", "c");
                });
        assertThat(SchemaFields.unknown(schema, List.of("a", "b", "y"))).isNull();
    }

    private static Json.Obj schema(String text) {
        return (Json.Obj) Draft.json(text.replace('\'', '"'));
    }
}
