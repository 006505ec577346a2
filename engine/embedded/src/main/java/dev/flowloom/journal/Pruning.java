package dev.flowloom.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;

/// Removes runs that are over. They are gone at once; their rows, of which there may be millions, go a part at a time, so
/// that nobody waits for that.
final class Pruning {
    /// How many rows are removed in one transaction.
    private static final int PART = 2_000;
    private static final String HAS_NO_OPEN_LETTERS = "NOT EXISTS (SELECT 1 FROM dead_letter d WHERE d.run = r.number"
            + " AND d.status = 'OPEN')";
    /// A run that nobody wants any more, not looking at what it called. A retry of the run whose items it did
    /// again would do them once more.
    private static final String MAY_GO = " r.caller IS NULL AND r." + RunTable.IS_OVER + " AND " + HAS_NO_OPEN_LETTERS
            + " AND NOT EXISTS (SELECT 1 FROM dead_letter s JOIN run o ON s.run = o.number"
            + " WHERE s.sent_as = r.id AND o.id <> r.id)";
    private static final String LATEST = "(SELECT c.first FROM batch c WHERE c.run = r.number" + BatchTable.LAST + ")";

    private final Connection connection;
    private volatile boolean hasLeftovers;

    /// @param isShared whether others have the store too: who opens it may only want to look at it, and others may be freeing
    ///        room
    Pruning(Connection connection, boolean isShared) throws SQLException {
        this.connection = connection;
        hasLeftovers = !isShared && !connection.isReadOnly() && next() != 0;
    }

    /// Whether there are rows of runs that are gone.
    boolean hasLeftovers() {
        return hasLeftovers;
    }

    /// Runs that are over, that no other run called, and that are not to be kept, the first started first: each with all
    /// that it called. What somebody may still want, as it has open dead letters, or something called goes on, isn't
    /// among them.
    ///
    /// @param now when those to be kept are counted back from
    /// @param after only those of larger numbers
    static List<Prunable> prunable(Connection connection, Retention keep, Instant now, long after, int limit)
            throws SQLException {
        var trees = new ArrayList<Prunable>();
        if (keep.keepsEverything()) {
            return trees;
        }
        long looked = after;
        List<Root> page;
        do {
            page = roots(connection, keep, now, looked, limit);
            for (var root : page) {
                var tree = trees.size() < limit ? tree(connection, root.id()) : null;
                if (tree != null) {
                    trees.add(new Prunable(root.number(), tree, root.latest()));
                }
                looked = root.number();
            }
        } while (page.size() == limit && trees.size() < limit);
        return trees;
    }

    /// A run that no other one called.
    private record Root(long number, String id, long latest) {}

    /// @param after only those of larger numbers
    private static List<Root> roots(Connection connection, Retention keep, Instant now, long after, int limit)
            throws SQLException {
        var longest = keep.longest();
        var ended = longest == null ? Instant.EPOCH : before(now, longest);
        long last = keep.most() == null ? 0 : lastBeyond(connection, keep.most());
        try (var select = connection
                .prepareStatement("SELECT r.number, r.id, " + LATEST + " FROM run r WHERE r.number > ? AND"
                        + MAY_GO + " AND (r.ended < ? OR r.number <= ?)"
                        + " ORDER BY r.number FETCH FIRST ? ROWS ONLY")) {
            select.setLong(1, after);
            select.setObject(2, ended.atOffset(ZoneOffset.UTC));
            select.setLong(3, last);
            select.setInt(4, limit);
            var found = new ArrayList<Root>();
            var rows = select.executeQuery();
            while (rows.next()) {
                found.add(new Root(rows.getLong(1), rows.getString(2), rows.getLong(3)));
            }
            return found;
        }
    }

    private static Instant before(Instant now, Duration time) {
        var longest = Duration.between(Instant.EPOCH, now);
        return time.compareTo(longest) > 0 ? Instant.EPOCH : now.minus(time);
    }

    /// The number of the latest started one that is over and that there are so many behind; 0 where there is none.
    private static long lastBeyond(Connection connection, int most) throws SQLException {
        try (var select = connection
                .prepareStatement("SELECT number FROM run WHERE caller IS NULL AND " + RunTable.IS_OVER
                        + " ORDER BY number DESC OFFSET ? ROWS FETCH FIRST 1 ROWS ONLY")) {
            select.setInt(1, most);
            var rows = select.executeQuery();
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    /// A run and all that it called, whose ids begin with its own; null where something of it is still wanted.
    private static @Nullable List<RunId> tree(Connection connection, String root) throws SQLException {
        var found = new ArrayList<>(List.of(new RunId(root)));
        try (var select = connection.prepareStatement("SELECT r.id, CASE WHEN r." + RunTable.IS_OVER
                + " AND " + HAS_NO_OPEN_LETTERS
                + " THEN 1 ELSE 0 END FROM run r WHERE r.caller IS NOT NULL AND r.id LIKE ? ESCAPE '!'")) {
            select.setString(1, root.replace("!", "!!").replace("_", "!_").replace("%", "!%") + ".%");
            var rows = select.executeQuery();
            while (rows.next()) {
                if (rows.getInt(2) == 0) {
                    return null;
                }
                found.add(new RunId(rows.getString(1)));
            }
        }
        return found;
    }

    /// Removes a run with all that it called, unless somebody may want it again by now: it was retried, or has open dead
    /// letters. Its history is not the one either that was agreed to be removed where that goes on since, though it is over again.
    ///
    /// @param last the latest position there is
    /// @return whether it was removed
    boolean prune(Prunable found, long last) throws SQLException {
        if (!isAsFound(found)) {
            return false;
        }
        goOnBehind(connection, last);
        for (var run : found.runs()) {
            try (var insert = connection
                    .prepareStatement("INSERT INTO pruned_run (number) SELECT number FROM run WHERE id = ?");
                    var delete = connection.prepareStatement("DELETE FROM run WHERE id = ?")) {
                insert.setString(1, run.value());
                insert.executeUpdate();
                delete.setString(1, run.value());
                delete.executeUpdate();
            }
        }
        hasLeftovers = true;
        return true;
    }

    private boolean isAsFound(Prunable found) throws SQLException {
        try (var select = connection
                .prepareStatement("SELECT " + LATEST + " FROM run r WHERE r.id = ? AND" + MAY_GO)) {
            select.setString(1, found.root().value());
            var rows = select.executeQuery();
            if (!rows.next() || rows.getLong(1) != found.latest()) {
                return false;
            }
        }
        var tree = tree(connection, found.root().value());
        return tree != null && Set.copyOf(tree).equals(Set.copyOf(found.runs()));
    }

    static void goOnBehind(Connection connection, long last) throws SQLException {
        change(connection, "DELETE FROM pruned WHERE position <= ?", last);
        change(connection, "INSERT INTO pruned (position) VALUES (?)", last);
    }

    /// Removes some of the rows of runs that are gone.
    void sweep() throws SQLException {
        long run = next();
        if (run != 0 && sweep(run) == 0) {
            change("DELETE FROM text_part WHERE owner IN (SELECT CONCAT('message/', m.number) FROM message m"
                    + " WHERE m.parts > 1 AND m.run = ?)", run);
            change("DELETE FROM message WHERE run = ?", run);
            change("DELETE FROM pruned_run WHERE number = ?", run);
        }
        hasLeftovers = next() != 0;
    }

    private long next() throws SQLException {
        try (var select = connection.prepareStatement("SELECT MIN(number) FROM pruned_run")) {
            return number(select);
        }
    }

    private static long number(PreparedStatement select) throws SQLException {
        var rows = select.executeQuery();
        return rows.next() ? rows.getLong(1) : 0;
    }

    /// @return how many rows were removed
    private int sweep(long run) throws SQLException {
        int removed = sweep("batch", "position", "batch/", run);
        if (removed < PART) {
            removed += sweep("set_aside", "position", "batch/", run);
        }
        if (removed < PART) {
            removed += sweep("dead_letter", "number", "dead-letter/", run);
        }
        return removed;
    }

    private int sweep(String table, String key, String owner, long run) throws SQLException {
        var some = "SELECT %s FROM %s WHERE run = ? ORDER BY %s FETCH FIRST %d ROWS ONLY".formatted(key, table, key,
                PART);
        change("DELETE FROM text_part WHERE owner IN (SELECT CONCAT('%s', s.%s) FROM %s s WHERE s.parts > 1 AND s.%s IN (%s))"
                .formatted(owner, key, table, key, some), run);
        return change("DELETE FROM %s WHERE %s IN (%s)".formatted(table, key, some), run);
    }

    private int change(String sql, long argument) throws SQLException {
        return change(connection, sql, argument);
    }

    private static int change(Connection connection, String sql, long argument) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, argument);
            return statement.executeUpdate();
        }
    }

    /// How long runs are kept.
    static Retention retention(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement("SELECT longest_seconds, most FROM retention")) {
            var rows = select.executeQuery();
            if (!rows.next()) {
                return Retention.EVERYTHING;
            }
            var seconds = rows.getObject(1, Long.class);
            return new Retention(seconds == null ? null : Duration.ofSeconds(seconds),
                    rows.getObject(2, Integer.class));
        } catch (IllegalArgumentException e) {
            throw StoreFailures.damagedRetention(e);
        }
    }

    void keep(Retention retention) throws SQLException {
        try (var delete = connection.prepareStatement("DELETE FROM retention");
                var insert = connection
                        .prepareStatement("INSERT INTO retention (longest_seconds, most) VALUES (?, ?)")) {
            delete.executeUpdate();
            var longest = retention.longest();
            insert.setObject(1, longest == null ? null : longest.toSeconds());
            insert.setObject(2, retention.most());
            insert.executeUpdate();
        }
    }
}
