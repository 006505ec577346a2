package dev.flowloom.check;

import java.util.List;
import java.util.function.Consumer;

import dev.flowloom.json.BrokenSchema;
import dev.flowloom.json.JsonSchemas;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Problem.Place;
import dev.flowloom.model.Sentence;

/// What is said of the flow as a whole.
final class FlowRules {
    static final List<Rule> ALL = List.of(FlowRules::hasASoundInputSchema);

    private FlowRules() {}

    private static void hasASoundInputSchema(Subject subject, Consumer<Problem> problems) {
        try {
            JsonSchemas.compile(subject.flow().inputSchema());
        } catch (BrokenSchema e) {
            problems.accept(Problem.error("flow.input-schema", Place.at("/inputSchema"),
                    Sentence.of("No input can be checked. %s", e.sentence()),
                    Sentence.of("Mend the flow's inputSchema, or remove it: then anything goes.")));
        }
    }
}
