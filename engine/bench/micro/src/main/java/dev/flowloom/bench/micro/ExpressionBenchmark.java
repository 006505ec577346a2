package dev.flowloom.bench.micro;

import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import dev.flowloom.expression.Expression;
import dev.flowloom.expression.ExpressionException;
import dev.flowloom.expression.ExpressionLanguages;
import dev.flowloom.expression.Moment;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Json;
import org.jspecify.annotations.Nullable;
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

/// What it costs to evaluate an expression, and to compile it.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ExpressionBenchmark {
    private static final Json.Obj ORDER = Json.Obj.of("amount", Json.of(250)).with("express", Json.of(true))
            .with("lines", Json.Arr.of(line(1, 20), line(2, 30), line(3, 50)));
    private static final Json.Obj CONTEXT = Json.Obj.of("input", ORDER).with("data", ORDER);

    private static final Moment MOMENT = new Moment(Instant.EPOCH, 1);

    @Param({"input.amount", "input.amount > 100 and input.express", "$sum(input.lines.(price * count))"})
    String source = "";

    private @Nullable Expression expression;

    private static Json line(int count, int price) {
        return Json.Obj.of("count", Json.of(count)).with("price", Json.of(price));
    }

    @Setup
    public void setUp() throws ExpressionException {
        expression = compile();
    }

    @Benchmark
    public Expression compile() throws ExpressionException {
        return Objects.requireNonNull(ExpressionLanguages.find(Flow.JSONATA)).compile(source);
    }

    @Benchmark
    public Json evaluate() throws ExpressionException {
        return Objects.requireNonNull(expression).evaluate(CONTEXT, MOMENT);
    }
}
