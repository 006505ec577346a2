package dev.flowloom.bench.micro;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import dev.flowloom.expression.ExpressionException;
import dev.flowloom.expression.ExpressionLanguages;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;
import dev.flowloom.model.WireId;
import dev.flowloom.run.Effect;
import dev.flowloom.run.Event;
import dev.flowloom.run.Input;
import dev.flowloom.run.Program;
import dev.flowloom.run.Rules;
import dev.flowloom.run.RunId;
import dev.flowloom.run.RunState;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What it costs to decide that a step succeeded, and to take in what that means, in the middle of a run that has so many
/// steps.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RulesBenchmark {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Json RESULT = Json.Obj.of("ok", Json.of(true));

    @Param({"10", "100", "1000", "10000"})
    int steps;

    private Rules rules = new Rules(program(1));
    private RunState state = RunState.NEW;
    private Input input = new Input.StartRequested(new RunId("none"), "", null, Json.NULL, 0);
    private List<Event> events = List.of();

    @Setup
    public void runHalf() {
        rules = new Rules(program(steps));
        state = RunState.NEW;
        input = new Input.StartRequested(new RunId("run"), "hash", null, Json.Obj.of("amount", Json.of(1)), 1);
        for (int i = 0; i <= steps / 2; i++) {
            state = after(rules.decide(state, input, NOW));
            input = succeeded();
        }
        events = rules.decide(state, input, NOW);
    }

    private RunState after(List<Event> happened) {
        var then = state;
        for (var event : happened) {
            then = rules.evolve(then, event);
        }
        return then;
    }

    private Input succeeded() {
        return rules.pending(state).stream().filter(Effect.RunStep.class::isInstance).map(Effect.RunStep.class::cast)
                .map(step -> new Input.StepSucceeded(step.visit(), step.attempt(), RESULT)).findFirst().orElseThrow();
    }

    private static Program program(int steps) {
        var graph = Graph.EMPTY.with(new Node.Start(new NodeId("start"), "", Json.Obj.EMPTY))
                .with(new Node.End(new NodeId("end"), "", new Node.Outcome.Completed(null), Json.Obj.EMPTY));
        var before = "start";
        for (int i = 1; i <= steps; i++) {
            graph = way(graph.with(Node.Step.of(new NodeId("step" + i), "", "bench.work")), before, "step" + i);
            before = "step" + i;
        }
        try {
            return Program.compile(Flow.of("bench", "", way(graph, before, "end")),
                    Objects.requireNonNull(ExpressionLanguages.find(Flow.JSONATA)));
        } catch (ExpressionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Graph way(Graph graph, String from, String to) {
        return graph.with(new Wire.Sequence(new WireId(from + "-" + to), new NodeId(from), null, new NodeId(to),
                Json.Obj.EMPTY));
    }

    @Benchmark
    public List<Event> decide() {
        return rules.decide(state, input, NOW);
    }

    @Benchmark
    public RunState evolve() {
        return after(events);
    }

    @Benchmark
    public List<Effect> pending() {
        return rules.pending(state);
    }
}
