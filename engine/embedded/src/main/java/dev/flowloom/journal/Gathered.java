package dev.flowloom.journal;

import java.sql.BatchUpdateException;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// A statement's executions, gathered and sent together: each alone would wait for its answer.
final class Gathered {
    private final PreparedStatement statement;
    private boolean isEmpty = true;

    Gathered(PreparedStatement statement) {
        this.statement = statement;
    }

    /// What is set is to be sent.
    void add() throws SQLException {
        statement.addBatch();
        isEmpty = false;
    }

    void send() throws SQLException {
        if (isEmpty) {
            return;
        }
        isEmpty = true;
        try {
            statement.executeBatch();
        } catch (BatchUpdateException e) {
            throw reason(e);
        }
    }

    /// What went wrong with one of them, which says more of why.
    static SQLException reason(BatchUpdateException e) {
        return e.getNextException() == null ? e : e.getNextException();
    }
}
