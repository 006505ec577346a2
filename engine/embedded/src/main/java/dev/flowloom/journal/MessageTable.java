package dev.flowloom.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import dev.flowloom.run.Event;
import org.jspecify.annotations.Nullable;

/// The table of messages: what one writer does with it, and what is asked of it.
final class MessageTable {
    private enum Status { KEPT, RECEIVED, DROPPED }

    private static final String SELECT = "SELECT number, name, correlation, id, at, text, parts FROM message WHERE ";
    private static final String KEPT = SELECT + "status = 'KEPT' AND ";

    private final Connection connection;
    private final Dialect dialect;
    private final PreparedStatement insert;
    private final PreparedStatement move;

    MessageTable(Connection connection, Dialect dialect) throws SQLException {
        this.connection = connection;
        this.dialect = dialect;
        insert = connection.prepareStatement(dialect.insertNew("INSERT INTO message"
                + " (number, name, correlation, id, at, text, parts, status) VALUES (?, ?, ?, ?, ?, ?, ?, 'KEPT')"));
        move = connection.prepareStatement(
                "UPDATE message SET status = ?, run = ?, visit = ? WHERE number = ? AND status = 'KEPT'");
    }

    /// False where one with that name and id is there.
    boolean insert(long number, Message message) throws SQLException {
        insert.setLong(1, number);
        insert.setString(2, message.name());
        insert.setString(3, message.key());
        insert.setString(4, message.id());
        insert.setObject(5, message.at().atOffset(ZoneOffset.UTC));
        insert.setString(6, LongTexts.firstPart(message.data()));
        insert.setInt(7, LongTexts.parts(message.data()));
        if (!dialect.isInserted(insert)) {
            return false;
        }
        LongTexts.insertRest(connection, owner(number), message.data());
        return true;
    }

    /// The message with a name and an id, whatever became of it.
    Message.Kept find(String name, String id) throws SQLException {
        try (var select = connection.prepareStatement(SELECT + "name = ? AND id = ?")) {
            select.setString(1, name);
            select.setString(2, id);
            return read(connection, select).getFirst();
        }
    }

    /// The first of the messages received in a batch that is somebody else's by now; null where there is none.
    @Nullable
    Long firstGone(Batch batch) throws SQLException {
        for (var event : batch.events()) {
            if (event instanceof Event.MessageReceived received && !isKept(received.number())) {
                return received.number();
            }
        }
        return null;
    }

    private boolean isKept(long number) throws SQLException {
        try (var select = connection.prepareStatement("SELECT 1 FROM message WHERE number = ? AND status = 'KEPT'")) {
            select.setLong(1, number);
            return select.executeQuery().next();
        }
    }

    /// Gives a run the messages that it received in a batch.
    ///
    /// @param run its number
    void give(Batch batch, long run) throws SQLException {
        for (var event : batch.events()) {
            if (event instanceof Event.MessageReceived(var visit, var number, _)) {
                move(number, Status.RECEIVED, run, visit.number());
            }
        }
    }

    /// False where it isn't kept any more.
    boolean drop(long number) throws SQLException {
        return move(number, Status.DROPPED, null, null);
    }

    private boolean move(long number, Status to, @Nullable Long run, @Nullable Integer visit) throws SQLException {
        move.setString(1, to.name());
        move.setObject(2, run);
        move.setObject(3, visit);
        move.setLong(4, number);
        return move.executeUpdate() == 1;
    }

    /// The first sent first.
    static List<Message.Kept> kept(Connection connection, int limit, long durable) throws SQLException {
        try (var select = connection.prepareStatement(KEPT + "number <= ? ORDER BY number LIMIT ?")) {
            select.setLong(1, durable);
            select.setInt(2, limit);
            return read(connection, select);
        }
    }

    /// Those after a number.
    static List<Message.Kept> kept(Connection connection, String name, String key, long after, int limit, long durable)
            throws SQLException {
        try (var select = connection.prepareStatement(
                KEPT + "name = ? AND correlation = ? AND number > ? AND number <= ? ORDER BY number LIMIT ?")) {
            select.setString(1, name);
            select.setString(2, key);
            select.setLong(3, after);
            select.setLong(4, durable);
            select.setInt(5, limit);
            return read(connection, select);
        }
    }

    private static List<Message.Kept> read(Connection connection, PreparedStatement select) throws SQLException {
        var found = new ArrayList<Message.Kept>();
        var rows = select.executeQuery();
        while (rows.next()) {
            found.add(message(connection, rows));
        }
        return found;
    }

    private static Message.Kept message(Connection connection, ResultSet row) throws SQLException {
        long number = row.getLong("number");
        var data = LongTexts.withRest(connection, owner(number), row.getString("text"), row.getInt("parts"));
        return new Message.Kept(number, new Message(row.getString("name"), row.getString("correlation"),
                row.getString("id"), data, JournalQueries.instant(row, "at")));
    }

    private static String owner(long number) {
        return "message/" + number;
    }
}
