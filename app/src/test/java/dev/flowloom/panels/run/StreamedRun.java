package dev.flowloom.panels.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

import dev.flowloom.document.Diagrams;
import dev.flowloom.expression.ExpressionException;
import dev.flowloom.expression.ExpressionLanguages;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Items;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.Severity;
import dev.flowloom.run.Effect;
import dev.flowloom.run.Input;
import dev.flowloom.run.Program;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.Rules;
import dev.flowloom.run.RunId;
import dev.flowloom.run.RunState;

import static dev.flowloom.document.Diagrams.id;

/// A run of a loop over a source of any length, by the rules alone: every so many items one fails, and is kept as a dead
/// letter.
final class StreamedRun {
    private static final int FAILING = 400;

    final Flow flow = Diagrams.empty().start(0, 0)
            .node(new Node.Loop(id("loop"), "Rows", new Node.Repeat.ForEach("", 2)
                    .withItems(new Items.Streamed("csv.rows", Json.Obj.EMPTY))
                    .withOnError(Node.Repeat.ForEach.ItemErrors.CONTINUE), Json.Obj.EMPTY), 100, 0)
            .start("in", 0, 0).step("work", 0, 0).end("out", 0, 0).in("loop", "in", "work", "out")
            .chain("in", "work", "out").end("end", 900, 0).chain("start", "loop", "end").diagram().flow();
    private final Rules rules = rules(flow);
    private final int items;
    private final int failing;
    private final Consumer<Recorded> seen;
    private RunState state = RunState.NEW;
    private long events;
    private int read;
    private int failed;

    StreamedRun(int items, Consumer<Recorded> seen) {
        this(items, FAILING, seen);
    }

    /// @param failing every how many visits a step fails
    StreamedRun(int items, int failing, Consumer<Recorded> seen) {
        this.items = items;
        this.failing = failing;
        this.seen = seen;
    }

    private static Rules rules(Flow flow) {
        try {
            return new Rules(Program.compile(flow,
                    Objects.requireNonNull(ExpressionLanguages.find(flow.expressions()))));
        } catch (ExpressionException e) {
            throw new IllegalStateException(e);
        }
    }

    /// From its start to its end.
    StreamedRun run() {
        take(new Input.StartRequested(new RunId("r"), "hash", null, Json.NULL, 1, null, List.of()));
        while (!state.isOver()) {
            rules.pending(state).forEach(this::answer);
        }
        return this;
    }

    private void answer(Effect effect) {
        switch (effect) {
            case Effect.ReadItems reading when reading.from() == read -> give(reading);
            case Effect.RunStep step when step.visit().number() % failing == 0 -> {
                failed++;
                take(new Input.StepFailed(step.visit(), step.attempt(), "x", "x happened", Severity.CRITICAL,
                        Json.Obj.EMPTY));
            }
            case Effect.RunStep step -> take(new Input.StepSucceeded(step.visit(), step.attempt(), Json.of("done")));
            default -> {
            }
        }
    }

    private void give(Effect.ReadItems reading) {
        var given = new ArrayList<Json>();
        while (given.size() < reading.most() && read < items) {
            given.add(Json.of(read++));
        }
        take(new Input.ItemsArrived(reading.visit(), reading.from(), reading.attempt(), given, read == items, "v"));
    }

    private void take(Input input) {
        for (var event : rules.decide(state, input, Instant.EPOCH)) {
            state = rules.evolve(state, event);
            seen.accept(new Recorded(++events, Instant.EPOCH, event));
        }
    }

    long events() {
        return events;
    }

    int failed() {
        return failed;
    }
}
