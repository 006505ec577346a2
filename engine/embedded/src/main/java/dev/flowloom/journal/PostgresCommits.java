package dev.flowloom.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;

import org.jspecify.annotations.Nullable;

/// Has the store to itself for as long as a group is written, so that those of several processes come one after the other:
/// each sees all that was written before, as if there were one writer. A commit is durable when PostgreSQL answers it, and
/// nobody sees it before.
///
/// Whether this process still has the runs that it had is looked at in the same turn: nobody can take them over before that is
/// over.
final class PostgresCommits implements Commits {
    private static final String TURN = "SELECT position FROM progress FOR UPDATE";
    private static final String THERE = "SELECT COUNT(*) FROM owner WHERE number = ?";
    private static final String MOVE = "UPDATE progress SET position = ?; ";
    /// Each statement sees what was committed while the first one waited. Whoever takes a run over does so in a turn of its own.
    private static final String ALONE = TURN + "; " + BatchTable.INSERT + """
            SELECT ?, ?, ?, ?, ?, ?, ?, ?, ? FROM progress, run
            WHERE progress.position = ? AND run.number = ? AND run.owner = ?;
            UPDATE progress SET position = ?
            WHERE position = ? AND EXISTS (SELECT 1 FROM batch WHERE batch.position = ?); COMMIT""";
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(30);
    private static final long NOBODY = -1;
    private static final long UNKNOWN = -1;
    /// As much as is sent with the commit. More is quicker as batches of the same statement.
    private static final int LITTLE = 4;

    private final Connection connection;
    private final OwnedRuns owned;
    private final Leases lease;
    private final WriterSession session;
    private final PreparedStatement begin;
    private final PreparedStatement check;
    private final PreparedStatement alone;
    private long before;
    private long used = System.nanoTime();
    /// The position of what this process wrote last.
    private long last = UNKNOWN;
    /// Whether nobody else had written since when that was looked at last.
    private boolean isAlone;

    /// @param milliseconds for how long leases are given
    PostgresCommits(Connection connection, OwnedRuns owned, long milliseconds, WriterSession session)
            throws SQLException {
        this.connection = connection;
        this.lease = new Leases(connection, milliseconds);
        this.session = session;
        this.owned = owned;
        // The second statement sees what was committed while the first one waited.
        begin = connection.prepareStatement(TURN + "; " + THERE);
        check = connection.prepareStatement(THERE);
        alone = connection.prepareStatement(ALONE);
    }

    /// Waits until nobody else writes, and keeps others from it until the transaction ends.
    static void takeTurn(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(TURN);
        }
    }

    @Override
    public long begin() throws SQLException {
        var number = owned.number();
        begin.setLong(1, number == null ? NOBODY : number);
        begin.execute();
        before = read();
        isAlone = before == last;
        used = System.nanoTime();
        begin.getMoreResults();
        boolean isThere = read() > 0;
        if (number != null && !isThere) {
            owned.lose(number);
        }
        lookAtLaterLease(number);
        return before;
    }

    /// One that was begun while the turn was waited for.
    private void lookAtLaterLease(@Nullable Long before) throws SQLException {
        var number = owned.number();
        if (number != null && !number.equals(before)) {
            check.setLong(1, number);
            try (var rows = check.executeQuery()) {
                rows.next();
                if (rows.getLong(1) == 0) {
                    owned.lose(number);
                }
            }
        }
    }

    /// That of this process's lease. Where it has none one begins, in the same turn: a run that is begun is nobody else's at any time.
    @Override
    public Long owner() throws SQLException {
        var number = owned.number();
        if (number == null) {
            number = lease.begin(Processes.thisOne(), session);
            owned.add(number, List.of());
        }
        return number;
    }

    private long read() throws SQLException {
        try (var rows = begin.getResultSet()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Override
    public @Nullable Row writeAlone(LongFunction<Row> made) throws SQLException {
        var number = owned.number();
        var row = isAlone && number != null ? made.apply(last + 1) : null;
        if (row == null || LongTexts.parts(row.text()) > 1) {
            return null;
        }
        var values = new ArrayList<@Nullable Object>(BatchTable.values(row));
        values.addAll(Arrays.asList(last, row.run(), number, row.position(), last, row.position()));
        Gathered.set(alone, 1, values);
        alone.execute();
        // After what the first statement found.
        alone.getMoreResults();
        used = System.nanoTime();
        isAlone = alone.getUpdateCount() == 1;
        last = isAlone ? row.position() : last;
        return isAlone ? row : null;
    }

    @Override
    public void commit(long latest, List<Gathered> left) throws SQLException {
        var script = new StringBuilder();
        var values = new ArrayList<@Nullable Object>();
        boolean isLittle = left.stream().mapToInt(Gathered::size).sum() <= LITTLE;
        for (var rows : left) {
            if (isLittle) {
                rows.moveTo(script, values);
            } else {
                rows.send();
            }
        }
        if (latest != before) {
            script.append(MOVE);
            values.add(latest);
        }
        // Together, for one answer is waited for then.
        try (var rest = connection.prepareStatement(script.append("COMMIT").toString())) {
            Gathered.set(rest, 1, values);
            rest.execute();
        }
        last = latest;
    }

    /// Who stands between here and PostgreSQL may give up connections by which nothing comes; and one that was given up is
    /// noticed before there is something to write.
    @Override
    public void idle() throws SQLException {
        if (System.nanoTime() - used > SIGN_OF_LIFE.toNanos()) {
            try (var statement = connection.createStatement()) {
                statement.execute("SELECT 1; COMMIT");
            }
            used = System.nanoTime();
        }
    }

    @Override
    public long durable() {
        return Long.MAX_VALUE;
    }
}
