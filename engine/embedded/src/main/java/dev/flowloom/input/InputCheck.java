package dev.flowloom.input;

import java.util.List;

import dev.flowloom.json.BrokenSchema;
import dev.flowloom.json.CompiledSchema;
import dev.flowloom.json.CompiledSchema.Violation;
import dev.flowloom.json.JsonSchemas;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Json;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Sentence;
import org.jspecify.annotations.Nullable;

/// Checks inputs of a flow's runs against its `inputSchema` (JSON Schema 2020-12). May be used from any thread.
public final class InputCheck {
    private final @Nullable CompiledSchema schema;
    /// What is wrong with the schema, and so with any input.
    private final List<Problem> unsound;

    private InputCheck(@Nullable CompiledSchema schema, List<Problem> unsound) {
        this.schema = schema;
        this.unsound = unsound;
    }

    /// The check of a flow, to be used for many inputs.
    public static InputCheck of(Flow flow) {
        if (flow.inputSchema().isEmpty()) {
            return new InputCheck(null, List.of());
        }
        try {
            return new InputCheck(JsonSchemas.compile(flow.inputSchema()), List.of());
        } catch (BrokenSchema e) {
            return new InputCheck(null, List.of(Problem.error("input.schema", Problem.Place.WHOLE,
                    Sentence.of("No input can be checked, for the flow's inputSchema is not sound: %s", e.sentence()),
                    Sentence.of("Mend inputSchema in the flow."))));
        }
    }

    /// What is wrong with one input of a flow; see [#problems].
    public static List<Problem> check(Flow flow, Json input) {
        return of(flow).problems(input);
    }

    /// What is wrong with an input; the places are JSON pointers into it. Empty where the flow may be run with it.
    public List<Problem> problems(Json input) {
        return schema == null ? unsound : schema.check(input).stream().map(InputCheck::problem).toList();
    }

    /// Lets pass what the flow may be run with.
    ///
    /// @throws UnfitInputException when something is wrong with the input
    public void require(Json input) {
        var problems = problems(input);
        if (!problems.isEmpty()) {
            throw new UnfitInputException(problems);
        }
    }

    private static Problem problem(Violation violation) {
        return Problem.error("input." + violation.keyword(), Problem.Place.at(violation.pointer()),
                violation.pointer().isEmpty()
                        ? Sentence.of("The input does not fit: %s", violation.sentence())
                        : Sentence.of("The input does not fit at %s: %s", violation.pointer(), violation.sentence()),
                Sentence.of("Change the input, or the flow's inputSchema."));
    }
}
