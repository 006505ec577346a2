package dev.flowloom.input;

import java.util.List;

import dev.flowloom.json.BrokenSchema;
import dev.flowloom.json.CompiledSchema.Violation;
import dev.flowloom.json.JsonSchemas;
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
            return JsonSchemas.compile(flow.inputSchema()).check(input).stream().map(InputCheck::problem).toList();
        } catch (BrokenSchema e) {
            return List.of(Problem.error("input.schema", Problem.Place.WHOLE,
                    "No input can be checked, for the flow's inputSchema is not sound: " + e.message(),
                    "Mend inputSchema in the flow."));
        }
    }

    private static Problem problem(Violation violation) {
        var place = violation.pointer().isEmpty() ? "" : " at " + violation.pointer();
        return Problem.error("input." + violation.keyword(), Problem.Place.at(violation.pointer()),
                "The input does not fit%s: %s".formatted(place, violation.message()),
                "Change the input, or the flow's inputSchema.");
    }
}
