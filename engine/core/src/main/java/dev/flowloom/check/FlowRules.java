package dev.flowloom.check;

import java.util.function.Consumer;

import dev.flowloom.json.BrokenSchema;
import dev.flowloom.json.JsonSchemas;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Problem.Place;
import dev.flowloom.model.Sentence;

/// What is said of the flow as a whole.
final class FlowRules {
    private FlowRules() {}

    static void check(Flow flow, Consumer<Problem> problems) {
        try {
            JsonSchemas.compile(flow.inputSchema());
        } catch (BrokenSchema e) {
            problems.accept(Problem.error("flow.input-schema", Place.at("/inputSchema"),
                    Sentence.of("No input can be checked. %s", e.sentence()),
                    Sentence.of("Mend the flow's inputSchema, or remove it: then anything goes.")));
        }
    }
}
