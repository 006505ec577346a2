package dev.flowloom.bench.camunda;

import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;

import dev.flowloom.bench.Setting;
import dev.flowloom.bench.Shape;
import dev.flowloom.bench.Subject;
import dev.flowloom.bench.bpmn.Bpmn;
import dev.flowloom.bench.bpmn.Ends;
import dev.flowloom.bench.bpmn.PeerDatabase;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.cfg.TransactionState;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.jobexecutor.DefaultJobExecutor;
import org.camunda.bpm.engine.impl.persistence.StrongUuidGenerator;
import org.jspecify.annotations.Nullable;

/// Camunda's process engine. Where each step is to be durable, tasks are asynchronous, which is the engine's own way to
/// commit before them.
public final class CamundaSubject implements Subject {
    private static final String NAMESPACE = "http://camunda.org/schema/1.0/bpmn";

    private final Ends ends = new Ends();
    private @Nullable ProcessEngine engine;
    private @Nullable Place place;

    @Override
    public void open(Place place, Shape shape) throws SQLException {
        this.place = place;
        boolean perStep = place.setting() != Setting.H2_KILL_SAFE_PER_RUN;
        engine = configuration(place, perStep).buildProcessEngine();
        var async = perStep ? "camunda:asyncBefore=\"true\"" : "";
        var dialect = new Bpmn.Dialect("camunda", NAMESPACE, async, async, "delegateExpression");
        engine.getRepositoryService().createDeployment().addString("bench.bpmn", Bpmn.of(shape, dialect)).deploy();
    }

    private ProcessEngineConfiguration configuration(Place place, boolean perStep) throws SQLException {
        var configuration = new StandaloneProcessEngineConfiguration();
        configuration.setDataSource(PeerDatabase.open(place));
        configuration.setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_TRUE);
        configuration.setHistory(ProcessEngineConfiguration.HISTORY_ACTIVITY);
        configuration.setIdGenerator(new StrongUuidGenerator());
        configuration.setMetricsEnabled(false);
        configuration.setBeans(beans());
        configuration.setJobExecutor(jobExecutor());
        configuration.setJobExecutorActivate(perStep);
        return configuration;
    }

    private Map<Object, Object> beans() {
        JavaDelegate work = execution -> execution.setVariableLocal("ok", true);
        JavaDelegate fail = _ -> {
            throw new BpmnError(Bpmn.ERROR);
        };
        ExecutionListener ended = execution -> {
            var key = execution.getProcessBusinessKey();
            Context.getCommandContext().getTransactionContext().addTransactionListener(TransactionState.COMMITTED,
                    _ -> ends.ended(key));
        };
        return Map.of("work", work, "fail", fail, "ends", ended);
    }

    /// More than the three threads and jobs that it comes with, and no waiting where there is work.
    private static DefaultJobExecutor jobExecutor() {
        var executor = new DefaultJobExecutor();
        executor.setCorePoolSize(8);
        executor.setMaxPoolSize(8);
        executor.setQueueSize(64);
        executor.setMaxJobsPerAcquisition(32);
        executor.setWaitTimeInMillis(50);
        executor.setMaxWait(50);
        executor.setBackoffTimeInMillis(1);
        executor.setMaxBackoff(20);
        return executor;
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
