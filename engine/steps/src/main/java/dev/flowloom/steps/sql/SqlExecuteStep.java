package dev.flowloom.steps.sql;

import java.util.List;

import dev.flowloom.model.Json;
import dev.flowloom.step.Settings;
import dev.flowloom.step.StepCall;
import dev.flowloom.step.StepDescription;
import dev.flowloom.step.StepFailure;
import dev.flowloom.step.StepType;
import dev.flowloom.steps.Descriptions;

/// `sql.execute`: executes statements in one transaction.
///
/// Every attempt has a connection of its own. A pool would keep an embedded database's file locked for as long as it
/// keeps a connection, and hand out connections that broke while nobody looked.
public final class SqlExecuteStep implements StepType {
    private static final StepDescription DESCRIPTION = Descriptions.read("sql.execute");

    @Override
    public StepDescription description() {
        return DESCRIPTION;
    }

    @Override
    public List<StepFailure> check(Settings settings) {
        return Work.check(settings);
    }

    @Override
    public Json run(StepCall call) throws StepFailure, InterruptedException {
        var settings = Settings.of(call, DESCRIPTION);
        var work = Work.of(settings, call.operationKey());
        var login = Login.of(settings);
        login.requireDriver();
        return ShieldedTransaction.run(login, work, settings.duration("timeout"));
    }
}
