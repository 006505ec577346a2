package dev.flowloom.bench.nflow;

import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;

import dev.flowloom.bench.Shape;
import dev.flowloom.bench.Subject;
import dev.flowloom.bench.bpmn.Ends;
import dev.flowloom.bench.bpmn.PeerDatabase;
import io.nflow.engine.NflowEngine;
import io.nflow.engine.config.db.H2DatabaseConfiguration.H2SQLVariants;
import io.nflow.engine.workflow.instance.WorkflowInstance;
import org.jspecify.annotations.Nullable;

/// nFlow. A state is committed before its successor's method is called.
public final class NflowSubject implements Subject {
    private final Ends ends = new Ends();
    private @Nullable NflowEngine engine;
    private @Nullable Place place;

    @Override
    public void open(Place place, Shape shape) throws SQLException {
        if (!(shape instanceof Shape.Sequence(var steps)) || steps != 5) {
            throw new IllegalArgumentException("there are no states for " + shape);
        }
        this.place = place;
        var source = PeerDatabase.open(place);
        try (var connection = source.getConnection(); var statement = connection.createStatement()) {
            statement.execute("RUNSCRIPT FROM 'classpath:scripts/db/h2.create.ddl.sql'");
        }
        // More threads than its four, and no second of sleep before it looks for work again.
        System.setProperty("nflow.executor.thread.count", "8");
        System.setProperty("nflow.dispatcher.sleep.ms", "5");
        // It would begin before it knows the states.
        System.setProperty("nflow.autostart", "false");
        engine = new NflowEngine(source, new H2SQLVariants(), List.of(new States.Five(ends)));
        engine.start();
    }

    @Override
    public void run() throws Exception {
        ends.await(key -> Objects.requireNonNull(engine).getWorkflowInstanceService().insertWorkflowInstance(
                new WorkflowInstance.Builder().setType("five").setExternalId(key).build()));
    }

    @Override
    public ThreadFactory callers() {
        return Thread.ofPlatform().factory();
    }

    @Override
    public long storeSize() throws Exception {
        return Objects.requireNonNull(place).size();
    }

    @Override
    public void close() {
        Objects.requireNonNull(engine).close();
    }
}
