package dev.flowloom.steps.sql;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
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
                if (work.each() == null) {
                    once(prepared, statement);
                } else {
                    forEach(prepared, statement);
                }
            }
        }
        if (work.expectUpdated() != null && work.expectUpdated() != updated) {
            throw SqlFailures.unexpectedCount(work.expectUpdated(), updated);
        }
        return Json.Obj.of("rows", new Json.Arr(rows)).with("updated", Json.of(updated));
    }

    private void once(PreparedStatement prepared, Work.Statement statement) throws SQLException, StepFailure {
        // One more than wanted tells that there are more.
        prepared.setMaxRows(work.maxRows() + 1);
        statement.bind(prepared, work.parameters());
        cancellation.begins(prepared);
        takeResults(prepared);
    }

    private void forEach(PreparedStatement prepared, Work.Statement statement) throws SQLException, StepFailure {
        for (var parameters : work.times().toList()) {
            statement.bind(prepared, parameters);
            prepared.addBatch();
        }
        cancellation.begins(prepared);
        try {
            for (var count : prepared.executeBatch()) {
                updated += Math.max(0, count);
            }
        } catch (BatchUpdateException e) {
            // It says little itself.
            throw SqlFailures.ofEach(e.getNextException() == null ? e : e.getNextException(),
                    failed(e.getUpdateCounts()));
        }
    }

    /// The first of many that failed: it is marked, or is the one after the last that didn't.
    private static int failed(int[] counts) {
        for (int at = 0; at < counts.length; at++) {
            if (counts[at] == Statement.EXECUTE_FAILED) {
                return at;
            }
        }
        return counts.length;
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
        SqlValues.refuseSameNames(columns);
        while (results.next()) {
            if (taken.size() == work.maxRows()) {
                throw new StepFailure("sql.too-many-rows", Severity.CRITICAL, ("The query gives more than %d rows. "
                        + "Narrow it, or raise the setting \"maxRows\".").formatted(work.maxRows()));
            }
            taken.add(SqlValues.row(results, columns));
        }
        rows = taken;
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
