package dev.flowloom.journal;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/// A statement's executions, gathered and sent together: each alone would wait for its answer.
final class Gathered {
    private final String sql;
    private final PreparedStatement statement;
    private final List<List<@Nullable Object>> executions = new ArrayList<>();

    Gathered(Connection connection, String sql) throws SQLException {
        this.sql = sql;
        this.statement = connection.prepareStatement(sql);
    }

    /// One with those values is to be sent.
    void add(List<@Nullable Object> values) {
        executions.add(values);
    }

    int size() {
        return executions.size();
    }

    void send() throws SQLException {
        if (executions.isEmpty()) {
            return;
        }
        for (List<@Nullable Object> values : executions) {
            set(statement, 1, values);
            statement.addBatch();
        }
        executions.clear();
        try {
            statement.executeBatch();
        } catch (BatchUpdateException e) {
            throw reason(e);
        }
    }

    /// Leaves the sending to somebody else.
    ///
    /// @param script gets the statement, for each execution
    /// @param into gets their values, in this order
    void moveTo(StringBuilder script, List<@Nullable Object> into) {
        for (List<@Nullable Object> values : executions) {
            script.append(sql).append("; ");
            into.addAll(values);
        }
        executions.clear();
    }

    /// Sets what stands for a statement's question marks.
    ///
    /// @param from the first one's number, which begins with 1
    static void set(PreparedStatement statement, int from, List<@Nullable Object> values) throws SQLException {
        int number = from;
        for (var value : values) {
            statement.setObject(number++, value);
        }
    }

    /// What went wrong with one of them, which says more of why.
    static SQLException reason(BatchUpdateException e) {
        return e.getNextException() == null ? e : e.getNextException();
    }
}
