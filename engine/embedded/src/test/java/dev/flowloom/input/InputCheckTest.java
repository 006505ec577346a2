package dev.flowloom.input;

import java.util.List;

import dev.flowloom.json.JsonText;
import dev.flowloom.json.MalformedJson;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Json;
import dev.flowloom.model.Problem;
import org.junit.jupiter.api.Test;
import org.pcollections.TreePMap;

import static org.assertj.core.api.Assertions.assertThat;

class InputCheckTest {
    @Test
    void anythingFitsAFlowWithoutASchema() throws MalformedJson {
        assertThat(check("{}", "[1, null]")).isEmpty();
    }

    @Test
    void everyMistakeIsToldWithItsPlace() throws MalformedJson {
        var problems = check("""
                {"type": "object", "required": ["card"],
                 "properties": {"items": {"type": "array", "items": {"type": "integer"}}}}""", """
                {"items": [1, "two"]}""");

        assertThat(problems).allMatch(Problem::isError).extracting(problem -> problem.place().pointer())
                .containsExactlyInAnyOrder("", "/items/1");
        assertThat(problems).anySatisfy(problem -> assertThat(problem.message()).contains("card"));
    }

    @Test
    void whatFitsHasNoProblems() throws MalformedJson {
        assertThat(check("{\"type\": \"object\", \"required\": [\"card\"]}", "{\"card\": 1}")).isEmpty();
    }

    @Test
    void aSchemaThatRefersToSomethingElsewhereIsRefusedAndNothingIsFetched() throws MalformedJson {
        assertThat(check("{\"$ref\": \"http://127.0.0.1:1/schema.json\"}", "{}")).singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("inputSchema"));
    }

    @Test
    void aSchemaThatIsNoneIsToldToo() throws MalformedJson {
        assertThat(check("{\"type\": \"object\", \"properties\": {\"a\": {\"pattern\": \"(\"}}}", "{\"a\": \"x\"}"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("inputSchema"));
    }

    private static List<Problem> check(String schema, String input) throws MalformedJson {
        var flow = new Flow("f", "", "F", "", Flow.JSONATA, (Json.Obj) JsonText.parse(schema), List.of(),
                TreePMap.empty(), Graph.EMPTY,
                Json.Obj.EMPTY);
        return InputCheck.check(flow, JsonText.parse(input));
    }
}
