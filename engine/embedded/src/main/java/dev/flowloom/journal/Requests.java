package dev.flowloom.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;

/// What processes have to tell each other through a store in PostgreSQL.
final class Requests {
    private static final String OWNER = "SELECT o.name, r.id FROM owner o JOIN run r ON r.owner = o.number"
            + " WHERE r." + RunTable.IS_UNDER_WAY + " AND o.until >= clock_timestamp()";

    private Requests() {}

    static @Nullable String ownerOf(Connection connection, RunId run) throws SQLException {
        try (var select = connection.prepareStatement(OWNER + " AND r.id = ?")) {
            select.setString(1, run.value());
            var rows = select.executeQuery();
            return rows.next() ? rows.getString(1) : null;
        }
    }

    static Map<RunId, String> owners(Connection connection) throws SQLException {
        try (var select = connection.createStatement()) {
            var found = new HashMap<RunId, String>();
            var rows = select.executeQuery(OWNER);
            while (rows.next()) {
                found.put(new RunId(rows.getString(2)), rows.getString(1));
            }
            return found;
        }
    }

    static long lastMessage(Connection connection) throws SQLException {
        try (var select = connection.createStatement()) {
            var rows = select.executeQuery("SELECT COALESCE(MAX(number), 0) FROM message");
            rows.next();
            return rows.getLong(1);
        }
    }

    static List<Sharing.Address> sentAfter(Connection connection, long number, int limit) throws SQLException {
        try (var select = connection.prepareStatement(
                "SELECT number, name, correlation FROM message WHERE number > ? ORDER BY number LIMIT ?")) {
            select.setLong(1, number);
            select.setInt(2, limit);
            var found = new ArrayList<Sharing.Address>();
            var rows = select.executeQuery();
            while (rows.next()) {
                found.add(new Sharing.Address(rows.getLong(1), rows.getString(2), rows.getString(3)));
            }
            return found;
        }
    }

    static long setAside(Connection connection) throws SQLException {
        try (var select = connection.createStatement()) {
            var rows = select.executeQuery("SELECT COUNT(*) FROM set_aside");
            rows.next();
            return rows.getLong(1);
        }
    }

    static long ask(Connection connection, RunId run, String text) throws SQLException {
        try (var insert = connection
                .prepareStatement("INSERT INTO request (run, text) VALUES (?, ?) RETURNING number")) {
            insert.setString(1, run.value());
            insert.setString(2, Dialect.POSTGRESQL.json(text));
            var rows = insert.executeQuery();
            rows.next();
            return rows.getLong(1);
        }
    }

    /// Those of the runs of an owner, which answers them from now on.
    static List<Sharing.Request> take(Connection connection, long owner) throws SQLException {
        try (var take = connection.prepareStatement("UPDATE request q SET taken = ? FROM run r WHERE r.id = q.run"
                + " AND r.owner = ? AND r." + RunTable.IS_UNDER_WAY + " AND q.answer IS NULL AND q.failure IS NULL"
                + " RETURNING q.number, q.run, q.text")) {
            take.setLong(1, owner);
            take.setLong(2, owner);
            var found = new ArrayList<Sharing.Request>();
            var rows = take.executeQuery();
            while (rows.next()) {
                found.add(new Sharing.Request(rows.getLong(1), new RunId(rows.getString(2)), rows.getString(3)));
            }
            found.sort(Comparator.comparingLong(Sharing.Request::number));
            return found;
        }
    }

    static boolean answer(Connection connection, long request, Sharing.Answer answer) throws SQLException {
        try (var update = connection.prepareStatement("UPDATE request SET answer = ?, failure = ? WHERE number = ?"
                + " AND answer IS NULL AND failure IS NULL")) {
            update.setObject(1, answer.given());
            update.setString(2, answer.failure() == null ? null : Dialect.POSTGRESQL.plain(answer.failure()));
            update.setLong(3, request);
            return update.executeUpdate() == 1;
        }
    }

    static Sharing.@Nullable Answer answerTo(Connection connection, long request) throws SQLException {
        try (var select = connection.prepareStatement("SELECT answer, failure FROM request WHERE number = ?"
                + " AND (answer IS NOT NULL OR failure IS NOT NULL)")) {
            select.setLong(1, request);
            var rows = select.executeQuery();
            return rows.next()
                    ? new Sharing.Answer((Boolean) rows.getObject(1), rows.getString(2))
                    : null;
        }
    }

    static boolean isOpen(Connection connection, long request) throws SQLException {
        try (var select = connection
                .prepareStatement("SELECT 1 FROM request WHERE number = ? AND answer IS NULL AND failure IS NULL")) {
            select.setLong(1, request);
            return select.executeQuery().next();
        }
    }

    /// Unless another owner has taken it by now.
    static boolean giveBack(Connection connection, long request, long owner) throws SQLException {
        try (var update = connection.prepareStatement("UPDATE request SET taken = NULL WHERE number = ? AND taken = ?"
                + " AND answer IS NULL AND failure IS NULL")) {
            update.setLong(1, request);
            update.setLong(2, owner);
            return update.executeUpdate() == 1;
        }
    }

    static boolean withdraw(Connection connection, long request) throws SQLException {
        try (var delete = connection.prepareStatement("DELETE FROM request q WHERE q.number = ?"
                + " AND q.answer IS NULL AND q.failure IS NULL"
                + " AND NOT EXISTS (SELECT 1 FROM owner o WHERE o.until >= clock_timestamp() AND (o.number = q.taken"
                + " OR o.number = (SELECT r.owner FROM run r WHERE r.id = q.run AND r." + RunTable.IS_UNDER_WAY
                + ")))")) {
            delete.setLong(1, request);
            return delete.executeUpdate() == 1;
        }
    }

    /// Those whose asker is gone, too.
    static void forgetOld(Connection connection) throws SQLException {
        try (var delete = connection.createStatement()) {
            delete.executeUpdate("DELETE FROM request WHERE at < CURRENT_TIMESTAMP - INTERVAL '1 day'");
        }
    }

    static boolean forget(Connection connection, long request) throws SQLException {
        try (var delete = connection.prepareStatement("DELETE FROM request WHERE number = ?")) {
            delete.setLong(1, request);
            return delete.executeUpdate() == 1;
        }
    }
}
