package dev.flowloom.input;

import java.util.List;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.flowloom.json.JsonText;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Json;
import dev.flowloom.model.Problem;

/// Checks a run's input against the flow's `inputSchema` (JSON Schema 2020-12).
public final class InputCheck {
    private InputCheck() {}

    /// What is wrong with an input; the places are JSON pointers into it. Empty where the flow may be run with it.
    public static List<Problem> check(Flow flow, Json input) {
        if (flow.inputSchema().isEmpty()) {
            return List.of();
        }
        try {
            return schema(flow).validate(JsonText.compact(input), InputFormat.JSON)
                    .stream()
                    .map(InputCheck::problem)
                    .toList();
        } catch (SchemaException e) {
            return List.of(Problem.error("input.schema", Problem.Place.WHOLE,
                    "The flow's inputSchema can't be used: %s.".formatted(e.getMessage()),
                    "Mend inputSchema in the flow; it must be a JSON Schema that refers to nothing outside of it."));
        }
    }

    private static Schema schema(Flow flow) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of("urn:flowloom:input"), JsonText.compact(flow.inputSchema()),
                        InputFormat.JSON);
    }

    private static Problem problem(Error error) {
        return Problem.error("input." + error.getKeyword(), Problem.Place.at(error.getInstanceLocation().toString()),
                "The input does not fit: %s.".formatted(error.getMessage()),
                "Change the input, or the flow's inputSchema.");
    }
}
