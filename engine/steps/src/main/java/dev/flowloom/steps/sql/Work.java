package dev.flowloom.steps.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.flowloom.model.Json;
import dev.flowloom.model.Sentence;
import dev.flowloom.step.Settings;
import dev.flowloom.step.StepFailure;
import org.jspecify.annotations.Nullable;

/// What is to be done in one transaction.
///
/// @param parameters the value of each named parameter
/// @param each with what more parameters each statement is done, once for each; null where it is done once
/// @param expectUpdated how many rows must be changed in all; null for any number
/// @param onceKey what the database remembers the work by, so that it is done once; null where it is not to
record Work(List<Statement> statements, Json.Obj parameters, @Nullable List<Json.Obj> each,
        @Nullable Integer expectUpdated, int maxRows,
        @Nullable String onceKey) {

    /// A statement as JDBC takes it: a `?` for each parameter, and their names in order.
    record Statement(String sql, List<String> names) {
        Statement {
            names = List.copyOf(names);
        }

        /// Gives each parameter its value, or nothing where it has none.
        void bind(PreparedStatement prepared, Json.Obj parameters) throws SQLException {
            var index = 1;
            for (var name : names) {
                SqlValues.bind(prepared, index++, parameters.fields().getOrDefault(name, Json.NULL));
            }
        }
    }

    static Work of(Settings settings, String operationKey) throws StepFailure {
        var statements = statements(settings);
        var parameters = settings.object("parameters");
        var each = each(settings);
        var unbound = each == null
                ? unbound(statements, parameters)
                : each.stream().flatMap(more -> unbound(statements, with(parameters, more)).stream()).toList();
        if (!unbound.isEmpty()) {
            throw unbound.getFirst();
        }
        return new Work(statements, parameters, each, settings.findWhole("expectUpdated"), settings.whole("maxRows"),
                settings.flag("once") ? operationKey : null);
    }

    /// What is wrong with the SQL and its parameters, as far as expressions leave them known.
    static List<StepFailure> check(Settings settings) {
        if (settings.isOpen("sql")) {
            return List.of();
        }
        try {
            var statements = statements(settings);
            return settings.isOpen("parameters") || settings.find("each") != null
                    ? List.of()
                    : unbound(statements, settings.object("parameters"));
        } catch (StepFailure e) {
            return List.of(e);
        }
    }

    private static @Nullable List<Json.Obj> each(Settings settings) throws StepFailure {
        if (settings.find("each") == null) {
            return null;
        }
        var each = new ArrayList<Json.Obj>();
        for (var item : settings.list("each")) {
            if (!(item instanceof Json.Obj more)) {
                throw Settings.invalid("each",
                        Sentence.of("holds %s, and must be a list of objects", Json.kind(item)));
            }
            each.add(more);
        }
        return each;
    }

    private static Json.Obj with(Json.Obj parameters, Json.Obj more) {
        var all = parameters;
        for (var field : more.fields().entrySet()) {
            all = all.with(field.getKey(), field.getValue());
        }
        return all;
    }

    /// The parameters of each time that a statement is done.
    Stream<Json.Obj> times() {
        return each == null ? Stream.of(parameters) : each.stream().map(more -> with(parameters, more));
    }

    static List<Statement> statements(Settings settings) throws StepFailure {
        var statements = new SqlLexer(settings.text("sql")).statements();
        if (statements.isEmpty()) {
            throw Settings.invalid("sql", Sentence.of("has no statement; write at least one"));
        }
        return statements;
    }

    static List<StepFailure> unbound(List<Statement> statements, Json.Obj parameters) {
        return statements.stream().flatMap(statement -> statement.names().stream()).distinct()
                .filter(name -> parameters.get(name) == null)
                .map(name -> Settings.invalid("parameters",
                        Sentence.of("has no value for :%s, which the SQL names; add it", name)))
                .toList();
    }
}
