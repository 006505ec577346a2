package dev.flowloom.steps.sql;

import java.util.List;

import dev.flowloom.model.Json;
import dev.flowloom.model.Sentence;
import dev.flowloom.step.ItemReader;
import dev.flowloom.step.Settings;
import dev.flowloom.step.SourceType;
import dev.flowloom.step.StepDescription;
import dev.flowloom.step.StepFailure;
import dev.flowloom.steps.Descriptions;

/// `sql.rows`: the rows of a query, read with a cursor.
public final class SqlRows implements SourceType {
    private static final StepDescription DESCRIPTION = Descriptions.read("sql.rows");

    @Override
    public StepDescription description() {
        return DESCRIPTION;
    }

    @Override
    public List<StepFailure> check(Settings settings) {
        var failures = Work.check(settings);
        if (failures.isEmpty() && !settings.isOpen("sql")) {
            try {
                requireOne(Work.statements(settings));
            } catch (StepFailure e) {
                return List.of(e);
            }
        }
        return failures;
    }

    @Override
    public ItemReader open(Json.Obj values) throws StepFailure {
        var settings = Settings.of(values, DESCRIPTION);
        var statements = Work.statements(settings);
        requireOne(statements);
        var parameters = settings.object("parameters");
        var unbound = Work.unbound(statements, parameters);
        if (!unbound.isEmpty()) {
            throw unbound.getFirst();
        }
        var login = Login.of(settings);
        login.requireDriver();
        return SqlCursor.open(login, statements.getFirst(), parameters);
    }

    private static void requireOne(List<Work.Statement> statements) throws StepFailure {
        if (statements.size() > 1) {
            throw Settings.invalid("sql", Sentence.of("has several statements; write one query"));
        }
    }
}
