package dev.flowloom.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import dev.flowloom.run.Event;
import dev.flowloom.run.RunError;
import dev.flowloom.run.RunId;
import dev.flowloom.run.VisitId;
import org.jspecify.annotations.Nullable;

/// The table of dead letters: what one writer does with it, and what is asked of it.
final class LetterTable {
    private static final String SELECT = "SELECT d.number, r.id, r.flow, d.visit, d.item, d.node, d.code, d.message, d.at,"
            + " d.text, d.parts, d.changed, d.changed_by, d.reason, d.sent_as FROM dead_letter d JOIN run r"
            + " ON d.run = r.number WHERE d.position <= ? AND ";
    private static final int LONGEST_MESSAGE = 10_000;

    private final Connection connection;
    private final Dialect dialect;

    LetterTable(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    /// Keeps what failed in a batch.
    ///
    /// @param items the items that failed in it, in their order, as text
    /// @param run its number
    void keep(Batch batch, List<String> items, long run, long position) throws SQLException {
        var next = items.iterator();
        for (var event : batch.events()) {
            switch (event) {
                case Event.DeadLetterKept(var visit, var index, _, var error) ->
                    insert(batch, run, position, visit, index, next.next(), error);
                // Whoever called a run deals with its failure.
                case Event.RunFailed(var error, _) when !isCalled(run) ->
                    insert(batch, run, position, null, null, "", error);
                // It is tried again, and what fails again becomes a letter again.
                case Event.RunRetried retried -> {
                    close(batch, run, retried.by(), retried.reason(), null);
                    for (var visit : retried.letters()) {
                        close(batch, run, retried.by(), retried.reason(), visit);
                    }
                }
                case Event.RunJumped jumped -> close(batch, run, jumped.by(), jumped.reason(), null);
                default -> {
                }
            }
        }
    }

    /// @param visit the loop whose items' letters are closed; null for the run's own
    private void close(Batch batch, long run, String by, String reason, @Nullable VisitId visit)
            throws SQLException {
        try (var update = connection.prepareStatement("UPDATE dead_letter SET status = ?, changed = ?,"
                + " changed_by = ?, reason = ?, sent_as = ? WHERE run = ? AND status = 'OPEN' AND "
                + (visit == null ? "visit IS NULL" : "visit = ?"))) {
            set(update, new DeadLetter.Change(batch.at(), by, reason, batch.run()));
            update.setLong(6, run);
            if (visit != null) {
                update.setInt(7, visit.number());
            }
            update.executeUpdate();
        }
    }

    private boolean isCalled(long run) throws SQLException {
        try (var select = connection.prepareStatement("SELECT 1 FROM run WHERE number = ? AND caller IS NOT NULL")) {
            select.setLong(1, run);
            return select.executeQuery().next();
        }
    }

    private void insert(Batch batch, long run, long position, @Nullable VisitId visit, @Nullable Integer index,
            String item, RunError error) throws SQLException {
        try (var insert = connection.prepareStatement("INSERT INTO dead_letter"
                + " (position, run, visit, item, node, code, message, at, text, parts, status)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'OPEN')", PreparedStatement.RETURN_GENERATED_KEYS)) {
            insert.setLong(1, position);
            insert.setLong(2, run);
            insert.setObject(3, visit == null ? null : visit.number());
            insert.setObject(4, index);
            insert.setString(5, error.node() == null ? null : dialect.plain(error.node().value()));
            insert.setString(6, cut(error.code(), Journal.LONGEST_NAME));
            insert.setString(7, cut(error.message(), LONGEST_MESSAGE));
            insert.setObject(8, batch.at().atOffset(ZoneOffset.UTC));
            insert.setString(9, LongTexts.firstPart(item));
            insert.setInt(10, LongTexts.parts(item));
            insert.executeUpdate();
            var keys = insert.getGeneratedKeys();
            keys.next();
            LongTexts.insertRest(connection, owner(keys.getLong(1)), item);
        }
    }

    private String cut(String text, int most) {
        return dialect.plain(text.length() <= most ? text : text.substring(0, most));
    }

    /// The first of some that isn't open any more; null where all are.
    @Nullable
    Long firstGone(List<Long> numbers) throws SQLException {
        for (var number : numbers) {
            try (var select = connection
                    .prepareStatement("SELECT 1 FROM dead_letter WHERE number = ? AND status = 'OPEN'")) {
                select.setLong(1, number);
                if (!select.executeQuery().next()) {
                    return number;
                }
            }
        }
        return null;
    }

    /// The first item's letter, of a run and of those to which its items were sent again, that was sent to another run than those, or
    /// to one that goes on; null where there is none.
    @Nullable
    Long firstResent(RunId run, List<RunId> known) throws SQLException {
        var runs = new ArrayList<>(known);
        runs.add(run);
        try (var select = connection.prepareStatement("SELECT d.number, s.id, s.status FROM dead_letter d"
                + " JOIN run r ON d.run = r.number JOIN run s ON s.id = d.sent_as"
                + " WHERE r.id = ? AND s.id <> r.id AND d.visit IS NOT NULL ORDER BY d.number")) {
            for (var from : runs) {
                select.setString(1, from.value());
                var rows = select.executeQuery();
                while (rows.next()) {
                    if (!known.contains(new RunId(rows.getString("id")))
                            || !RunSummary.Status.valueOf(rows.getString("status")).isOver()) {
                        return rows.getLong("number");
                    }
                }
            }
            return null;
        }
    }

    /// Says of open ones what became of them.
    void change(List<Long> numbers, DeadLetter.Change change) throws SQLException {
        for (var number : numbers) {
            try (var update = connection.prepareStatement("UPDATE dead_letter SET status = ?, changed = ?,"
                    + " changed_by = ?, reason = ?, sent_as = ? WHERE number = ?")) {
                set(update, change);
                update.setLong(6, number);
                update.executeUpdate();
            }
        }
    }

    private void set(PreparedStatement update, DeadLetter.Change change) throws SQLException {
        update.setString(1, change.sentAs() == null ? "DROPPED" : "SENT");
        update.setObject(2, change.at().atOffset(ZoneOffset.UTC));
        update.setString(3, cut(change.by(), Journal.LONGEST_NAME));
        update.setString(4, cut(change.reason(), LONGEST_MESSAGE));
        update.setString(5, change.sentAs() == null ? null : change.sentAs().value());
    }

    /// The first kept first.
    static List<DeadLetter> list(Connection connection, @Nullable RunId run, boolean closedToo, int limit,
            long durable) throws SQLException {
        try (var select = connection.prepareStatement(SELECT + (closedToo ? "1 = 1" : "d.status = 'OPEN'")
                + (run == null ? "" : " AND r.id = ?") + " ORDER BY d.number LIMIT ?")) {
            int next = 1;
            select.setLong(next++, durable);
            if (run != null) {
                select.setString(next++, run.value());
            }
            select.setInt(next, limit);
            return read(connection, select);
        }
    }

    static List<RunId> resentBy(Connection connection, RunId run, long durable) throws SQLException {
        try (var select = connection.prepareStatement("SELECT DISTINCT s.number, s.id FROM dead_letter d"
                + " JOIN run r ON d.run = r.number JOIN run s ON s.id = d.sent_as"
                + " WHERE r.id = ? AND s.id <> r.id AND d.visit IS NOT NULL AND s.number <= ? ORDER BY s.number")) {
            select.setString(1, run.value());
            select.setLong(2, durable);
            var found = new ArrayList<RunId>();
            var rows = select.executeQuery();
            while (rows.next()) {
                found.add(new RunId(rows.getString("id")));
            }
            return found;
        }
    }

    static @Nullable DeadLetter find(Connection connection, long number, long durable) throws SQLException {
        try (var select = connection.prepareStatement(SELECT + "d.number = ?")) {
            select.setLong(1, durable);
            select.setLong(2, number);
            var found = read(connection, select);
            return found.isEmpty() ? null : found.getFirst();
        }
    }

    private static List<DeadLetter> read(Connection connection, PreparedStatement select) throws SQLException {
        var found = new ArrayList<DeadLetter>();
        var rows = select.executeQuery();
        while (rows.next()) {
            found.add(letter(connection, rows));
        }
        return found;
    }

    private static DeadLetter letter(Connection connection, ResultSet row) throws SQLException {
        long number = row.getLong("number");
        return new DeadLetter(number, new RunId(row.getString("id")), row.getString("flow"),
                item(connection, row, number), row.getString("node"), row.getString("code"), row.getString("message"),
                JournalQueries.instant(row, "at"), change(row));
    }

    private static DeadLetter.@Nullable Item item(Connection connection, ResultSet row, long number)
            throws SQLException {
        return row.getObject("visit") == null
                ? null
                : new DeadLetter.Item(new VisitId(row.getInt("visit")), row.getInt("item"), LongTexts.withRest(
                        connection, owner(number), row.getString("text"), row.getInt("parts")));
    }

    private static DeadLetter.@Nullable Change change(ResultSet row) throws SQLException {
        var sentAs = row.getString("sent_as");
        return row.getObject("changed") == null
                ? null
                : new DeadLetter.Change(JournalQueries.instant(row, "changed"), row.getString("changed_by"),
                        row.getString("reason"),
                        sentAs == null ? null : new RunId(sentAs));
    }

    private static String owner(long number) {
        return "dead-letter/" + number;
    }
}
