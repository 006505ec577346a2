package dev.flowloom.steps.sql;

import java.sql.Connection;
import java.sql.SQLException;

import dev.flowloom.json.JsonText;
import dev.flowloom.json.MalformedJson;
import dev.flowloom.model.Json;
import dev.flowloom.model.Severity;
import dev.flowloom.step.StepFailure;
import org.jspecify.annotations.Nullable;

/// The memory of what was done, in the database where it was done and in the same transaction: either both happened
/// or neither. The table is made when it is missing.
final class OnceTable {
    private static final String CREATE = """
            CREATE TABLE IF NOT EXISTS flowloom_once (
              operation VARCHAR(500) PRIMARY KEY,
              result TEXT,
              done_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)""";

    private final Connection connection;
    private final String key;

    OnceTable(Connection connection, String key) {
        this.connection = connection;
        this.key = key;
    }

    /// What the work resulted in, or null when it was not done yet.
    @Nullable
    Json result() throws SQLException, StepFailure {
        try {
            return lookUp();
        } catch (SQLException e) {
            if (!SqlFailures.isMissingTable(e)) {
                throw e;
            }
            connection.rollback();
            create();
            return lookUp();
        }
    }

    /// Says that the work is being done; whoever says so at the same time waits here. False when another was faster.
    boolean claim() throws SQLException {
        try (var insert = connection.prepareStatement("INSERT INTO flowloom_once (operation) VALUES (?)")) {
            insert.setString(1, key);
            insert.executeUpdate();
            return true;
        } catch (SQLException e) {
            if (!SqlFailures.isConstraint(e)) {
                throw e;
            }
            connection.rollback();
            return false;
        }
    }

    /// What another attempt, which was faster, resulted in.
    Json resultOfAnother() throws SQLException, StepFailure {
        var result = lookUp();
        if (result == null) {
            throw new StepFailure("sql.conflict", Severity.RECOVERABLE,
                    "Another attempt at the same work was under way and did not succeed.");
        }
        return result;
    }

    void keep(Json result) throws SQLException {
        try (var update = connection.prepareStatement("UPDATE flowloom_once SET result = ? WHERE operation = ?")) {
            update.setString(1, JsonText.compact(result));
            update.setString(2, key);
            update.executeUpdate();
        }
    }

    private @Nullable Json lookUp() throws SQLException, StepFailure {
        try (var query = connection.prepareStatement("SELECT result FROM flowloom_once WHERE operation = ?")) {
            query.setString(1, key);
            try (var found = query.executeQuery()) {
                return found.next() ? parse(found.getString(1)) : null;
            }
        }
    }

    private Json parse(@Nullable String result) throws StepFailure {
        try {
            if (result != null) {
                return JsonText.parse(result);
            }
        } catch (MalformedJson e) {
            throw new IllegalStateException("flowloom_once holds a result that is no JSON", e);
        }
        throw new StepFailure("sql.half-done", Severity.CRITICAL, ("An earlier attempt ended half-way, after a "
                + "statement that commits by itself, such as CREATE TABLE in H2. Look at the data, then delete the "
                + "row of flowloom_once with the operation %s. Keep such statements in a step without \"once\".")
                .formatted(key));
    }

    /// Somebody else may make it at the same time, and then it is there in spite of the error.
    private void create() throws SQLException {
        try (var create = connection.createStatement()) {
            create.execute(CREATE);
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            if (!SqlFailures.isConstraint(e) && !SqlFailures.isExistingTable(e)) {
                throw e;
            }
        }
    }
}
