package dev.flowloom.steps.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

import dev.flowloom.model.Json;
import dev.flowloom.model.Severity;
import dev.flowloom.step.StepFailure;

/// Statements executed on one connection, all or none.
final class Transaction {
    private final Connection connection;
    private final Work work;
    private final Cancellation cancellation;
    private List<Json> rows = List.of();
    private long updated;

    Transaction(Connection connection, Work work, Cancellation cancellation) {
        this.connection = connection;
        this.work = work;
        this.cancellation = cancellation;
    }

    Json run() throws SQLException, StepFailure {
        connection.setAutoCommit(false);
        try {
            var result = work.onceKey() == null ? execute() : once(new OnceTable(connection, work.onceKey()));
            commit();
            return result;
        } catch (SQLException | StepFailure | RuntimeException | Error e) {
            // Also after a bug: some databases commit what is open of a connection that is closed.
            rollBack(e);
            throw e;
        }
    }

    /// An error while it commits leaves open whether the database did, unless it says that it refused.
    private void commit() throws SQLException, StepFailure {
        cancellation.commits();
        try {
            connection.commit();
        } catch (SQLException e) {
            if (SqlFailures.isRefusal(e)) {
                throw e;
            }
            throw SqlFailures.undecided(e);
        }
    }

    private Json once(OnceTable table) throws SQLException, StepFailure {
        var remembered = table.result();
        if (remembered != null || !table.claim()) {
            return remembered != null ? remembered : table.resultOfAnother();
        }
        var result = execute();
        table.keep(result);
        return result;
    }

    private Json execute() throws SQLException, StepFailure {
        for (var statement : work.statements()) {
            try (var prepared = connection.prepareStatement(statement.sql())) {
                bind(prepared, statement);
                cancellation.begins(prepared);
                takeResults(prepared);
            }
        }
        if (work.expectUpdated() != null && work.expectUpdated() != updated) {
            throw SqlFailures.unexpectedCount(work.expectUpdated(), updated);
        }
        return Json.Obj.of("rows", new Json.Arr(rows)).with("updated", Json.of(updated));
    }

    private void bind(PreparedStatement prepared, Work.Statement statement) throws SQLException {
        // One more than wanted tells that there are more.
        prepared.setMaxRows(work.maxRows() + 1);
        var index = 1;
        for (var name : statement.names()) {
            SqlValues.bind(prepared, index++, work.parameters().fields().getOrDefault(name, Json.NULL));
        }
    }

    /// A statement may have several results: a procedure's, for one. The end is an update count of -1.
    private void takeResults(PreparedStatement prepared) throws SQLException, StepFailure {
        var isQuery = prepared.execute();
        var count = isQuery ? 0 : prepared.getUpdateCount();
        while (isQuery || count != -1) {
            if (isQuery) {
                takeRows(prepared.getResultSet());
            } else {
                updated += count;
            }
            isQuery = prepared.getMoreResults();
            count = isQuery ? 0 : prepared.getUpdateCount();
        }
    }

    private void takeRows(ResultSet results) throws SQLException, StepFailure {
        var taken = new ArrayList<Json>();
        var columns = SqlValues.columns(results.getMetaData());
        refuseSameNames(columns);
        while (results.next()) {
            if (taken.size() == work.maxRows()) {
                throw new StepFailure("sql.too-many-rows", Severity.CRITICAL, ("The query gives more than %d rows. "
                        + "Narrow it, or raise the setting \"maxRows\".").formatted(work.maxRows()));
            }
            taken.add(SqlValues.row(results, columns));
        }
        rows = taken;
    }

    /// A row is an object by its columns' names, where one of two would be lost.
    private static void refuseSameNames(List<SqlValues.Column> columns) throws StepFailure {
        var names = new HashSet<String>();
        for (var column : columns) {
            if (!names.add(column.name())) {
                throw new StepFailure("sql.same-name", Severity.CRITICAL,
                        "Two columns of the query are called \"%s\". Give one of them another name with AS."
                                .formatted(column.name()));
            }
        }
    }

    private void rollBack(Throwable reason) {
        try {
            connection.rollback();
        } catch (SQLException | RuntimeException e) {
            // Then the connection is broken, and the database rolls back when it notices.
            reason.addSuppressed(e);
        }
    }
}
