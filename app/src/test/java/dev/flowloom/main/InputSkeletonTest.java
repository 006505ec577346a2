package dev.flowloom.main;

import dev.flowloom.json.JsonText;
import dev.flowloom.model.Json;
import dev.flowloom.panels.run.RunInput;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class InputSkeletonTest {

    @Test
    void theExamplesOfASchemaComeFirst() throws Exception {
        assertThat(InputSkeleton.of(schema("{'examples': [{'a': 1}, {'a': 2}], 'required': ['a']}")))
                .extracting(RunInput::name).containsExactly("Example 1", "Example 2");
    }

    @Test
    void withoutExamplesAllThatIsRequiredIsThereToBeFilledIn() throws Exception {
        var made = InputSkeleton.of(schema("""
                {'type': 'object', 'required': ['name', 'count', 'kind', 'place', 'unknown'], 'properties': {
                   'name': {'type': 'string'}, 'count': {'type': 'integer', 'minimum': 1}, 'not': {'type': 'string'},
                   'kind': {'enum': ['x', 'y']},
                   'place': {'type': 'object', 'required': ['lines'], 'properties': {'lines': {'type': 'array'}}}}}
                """)).getFirst().value();

        assertThat(made).isEqualTo(schema(
                "{'name': '', 'count': 1, 'kind': 'x', 'place': {'lines': []}, 'unknown': null}"));
    }

    @Test
    void aFlowThatAsksForNothingIsGivenNothing() {
        assertThat(InputSkeleton.of(Json.Obj.EMPTY)).containsExactly(new RunInput("Empty", Json.Obj.EMPTY));
    }

    private static Json.Obj schema(String text) throws Exception {
        return (Json.Obj) JsonText.parse(text.replace('\'', '"'));
    }
}
