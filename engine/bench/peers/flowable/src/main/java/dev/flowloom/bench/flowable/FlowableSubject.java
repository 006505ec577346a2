package dev.flowloom.bench.flowable;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;

import dev.flowloom.bench.Setting;
import dev.flowloom.bench.Shape;
import dev.flowloom.bench.Subject;
import dev.flowloom.bench.bpmn.Bpmn;
import dev.flowloom.bench.bpmn.Ends;
import dev.flowloom.bench.bpmn.PeerDatabase;
import org.flowable.common.engine.impl.cfg.TransactionState;
import org.flowable.common.engine.impl.context.Context;
import org.flowable.common.engine.impl.history.HistoryLevel;
import org.flowable.engine.ProcessEngine;
import org.flowable.engine.ProcessEngineConfiguration;
import org.flowable.engine.delegate.BpmnError;
import org.flowable.engine.delegate.ExecutionListener;
import org.flowable.engine.delegate.JavaDelegate;
import org.flowable.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.jspecify.annotations.Nullable;

/// Flowable's process engine. Where each step is to be durable, tasks are asynchronous, which is the engine's own way to
/// commit before them.
public final class FlowableSubject implements Subject {
    private static final String NAMESPACE = "http://flowable.org/bpmn";

    private final Ends ends = new Ends();
    private @Nullable ProcessEngine engine;
    private @Nullable Place place;

    @Override
    public void open(Place place, Shape shape) throws SQLException {
        this.place = place;
        boolean perStep = place.setting() != Setting.H2_KILL_SAFE_PER_RUN;
        engine = configuration(place, perStep).buildProcessEngine();
        // Asynchronous tasks that undo others end with a violated constraint of its own: they are one transaction here.
        var dialect = new Bpmn.Dialect("flowable", NAMESPACE, perStep ? async(shape) : "", "", "delegateExpression");
        engine.getRepositoryService().createDeployment().addString("bench.bpmn20.xml", Bpmn.of(shape, dialect))
                .deploy();
    }

    /// A job that isn't exclusive needs no lock on its run; only where several of a run meet is one needed.
    private static String async(Shape shape) {
        return shape instanceof Shape.Sequence
                ? "flowable:async=\"true\" flowable:exclusive=\"false\""
                : "flowable:async=\"true\"";
    }

    private ProcessEngineConfiguration configuration(Place place, boolean perStep) throws SQLException {
        var configuration = new StandaloneProcessEngineConfiguration();
        configuration.setDataSource(PeerDatabase.open(place));
        configuration.setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_TRUE);
        configuration.setHistoryLevel(HistoryLevel.ACTIVITY);
        configuration.setDisableIdmEngine(true);
        configuration.setDisableEventRegistry(true);
        configuration.setBeans(beans());
        configuration.setAsyncExecutorActivate(perStep);
        configuration.setAsyncExecutorCorePoolSize(8);
        configuration.setAsyncExecutorMaxPoolSize(8);
        configuration.getAsyncExecutorConfiguration().setMaxAsyncJobsDuePerAcquisition(128);
        configuration.getAsyncExecutorConfiguration().setDefaultAsyncJobAcquireWaitTime(Duration.ofMillis(50));
        return configuration;
    }

    private Map<Object, Object> beans() {
        JavaDelegate work = execution -> execution.setVariableLocal("ok", true);
        JavaDelegate fail = _ -> {
            throw new BpmnError(Bpmn.ERROR);
        };
        ExecutionListener ended = execution -> {
            var key = execution.getProcessInstanceBusinessKey();
            Context.getTransactionContext().addTransactionListener(TransactionState.COMMITTED, _ -> ends.ended(key));
        };
        return Map.of("work", work, "fail", fail, "ends", ended);
    }

    @Override
    public void run() throws Exception {
        ends.await(key -> Objects.requireNonNull(engine).getRuntimeService().startProcessInstanceByKey(Bpmn.KEY, key,
                Map.of(Bpmn.AMOUNT, Bpmn.VALUE)));
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
