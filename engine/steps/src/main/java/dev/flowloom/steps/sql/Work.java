package dev.flowloom.steps.sql;

import java.util.List;

import dev.flowloom.model.Json;
import dev.flowloom.model.Sentence;
import dev.flowloom.step.Settings;
import dev.flowloom.step.StepFailure;
import org.jspecify.annotations.Nullable;

/// What is to be done in one transaction.
///
/// @param parameters the value of each named parameter
/// @param expectUpdated how many rows must be changed in all; null for any number
/// @param onceKey what the database remembers the work by, so that it is done once; null where it is not to
record Work(List<Statement> statements, Json.Obj parameters, @Nullable Integer expectUpdated, int maxRows,
        @Nullable String onceKey) {

    /// A statement as JDBC takes it: a `?` for each parameter, and their names in order.
    record Statement(String sql, List<String> names) {
        Statement {
            names = List.copyOf(names);
        }
    }

    static Work of(Settings settings, String operationKey) throws StepFailure {
        var statements = statements(settings);
        var parameters = settings.object("parameters");
        var unbound = unbound(statements, parameters);
        if (!unbound.isEmpty()) {
            throw unbound.getFirst();
        }
        return new Work(statements, parameters, settings.findWhole("expectUpdated"), settings.whole("maxRows"),
                settings.flag("once") ? operationKey : null);
    }

    /// What is wrong with the SQL and its parameters, as far as expressions leave them known.
    static List<StepFailure> check(Settings settings) {
        if (settings.isOpen("sql")) {
            return List.of();
        }
        try {
            var statements = statements(settings);
            return settings.isOpen("parameters") ? List.of() : unbound(statements, settings.object("parameters"));
        } catch (StepFailure e) {
            return List.of(e);
        }
    }

    private static List<Statement> statements(Settings settings) throws StepFailure {
        var statements = new SqlLexer(settings.text("sql")).statements();
        if (statements.isEmpty()) {
            throw Settings.invalid("sql", Sentence.of("has no statement; write at least one"));
        }
        return statements;
    }

    private static List<StepFailure> unbound(List<Statement> statements, Json.Obj parameters) {
        return statements.stream().flatMap(statement -> statement.names().stream()).distinct()
                .filter(name -> parameters.get(name) == null)
                .map(name -> Settings.invalid("parameters",
                        Sentence.of("has no value for :%s, which the SQL names; add it", name)))
                .toList();
    }
}
