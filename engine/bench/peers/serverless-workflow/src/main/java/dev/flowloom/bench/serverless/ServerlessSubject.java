package dev.flowloom.bench.serverless;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;

import dev.flowloom.bench.Shape;
import dev.flowloom.bench.Subject;
import io.serverlessworkflow.api.WorkflowFormat;
import io.serverlessworkflow.api.WorkflowReader;
import io.serverlessworkflow.impl.WorkflowApplication;
import io.serverlessworkflow.impl.WorkflowDefinition;
import org.jspecify.annotations.Nullable;

/// The reference runtime. Keeps nothing: what an engine does in memory alone.
public final class ServerlessSubject implements Subject {
    private static final Map<String, Object> INPUT = Map.of("amount", 250, "customer", "Kim");

    private @Nullable WorkflowApplication application;
    private @Nullable WorkflowDefinition definition;

    @Override
    public void open(Place place, Shape shape) throws IOException {
        application = WorkflowApplication.builder().build();
        definition = application.workflowDefinition(
                WorkflowReader.readWorkflowFromString(drawing(shape), WorkflowFormat.YAML));
    }

    private static String drawing(Shape shape) {
        var head = """
                document: {dsl: '1.0.0', namespace: bench, name: bench, version: '1.0.0'}
                do:
                """;
        return head + switch (shape) {
            case Shape.Sequence(var steps) -> steps(1, steps);
            case Shape.Forked() -> """
                    - choose:
                        switch:
                          - many: {when: .amount > 100, then: fork}
                          - otherwise: {then: exit}
                    - fork:
                        fork:
                          branches:
                            - a: {set: {ok: true}}
                            - b: {set: {ok: true}}
                            - c: {set: {ok: true}}
                    """ + steps(4, 5);
            case Shape.Saga(),Shape.ForEach(_) ->
                throw new IllegalArgumentException("the language has nothing for " + shape);
        };
    }

    private static String steps(int from, int to) {
        var text = new StringBuilder();
        for (int i = from; i <= to; i++) {
            text.append("- step%d: {set: {ok: true}}\n".formatted(i));
        }
        return text.toString();
    }

    @Override
    public void run() {
        Objects.requireNonNull(definition).instance(INPUT).start().join();
    }

    @Override
    public long storeSize() {
        return 0;
    }

    @Override
    public void close() {
        Objects.requireNonNull(application).close();
    }
}
