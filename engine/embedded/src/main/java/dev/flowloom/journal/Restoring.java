package dev.flowloom.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;

import dev.flowloom.run.VisitId;

/// Moves aside, in the writer's transaction, what of a run is not what was written, and brings in line with the rest what is
/// kept of the run elsewhere.
final class Restoring {
    private final Connection connection;
    private final Examined examined;
    /// The run's number; 0 where it isn't here.
    private final long run;

    private Restoring(Connection connection, Examined examined, long run) {
        this.connection = connection;
        this.examined = examined;
        this.run = run;
    }

    static Restoring of(Connection connection, Examined examined) throws SQLException {
        try (var select = connection.prepareStatement("SELECT number FROM run WHERE id = ?")) {
            select.setString(1, examined.run().value());
            var rows = select.executeQuery();
            return new Restoring(connection, examined, rows.next() ? rows.getLong(1) : 0);
        }
    }

    /// False where the run is no longer as it was examined, and then nothing is changed.
    boolean setAside() throws SQLException {
        if (rows() != examined.decisions() + examined.aside().size()) {
            return false;
        }
        reopenDeadLetters();
        try (var keep = connection.prepareStatement("INSERT INTO set_aside (" + BatchTable.COLUMNS + ") SELECT "
                + BatchTable.COLUMNS
                + " FROM batch WHERE position = ?");
                var remove = connection.prepareStatement("DELETE FROM batch WHERE position = ?")) {
            for (long position : examined.aside()) {
                keep.setLong(1, position);
                keep.executeUpdate();
                remove.setLong(1, position);
                remove.executeUpdate();
            }
        }
        giveMessagesBack();
        forgetDeadLetters();
        list();
        return true;
    }

    private long rows() throws SQLException {
        try (var count = connection.prepareStatement("SELECT COUNT(*) FROM batch WHERE run = ?")) {
            count.setLong(1, run);
            var rows = count.executeQuery();
            rows.next();
            return rows.getLong(1);
        }
    }

    /// What failed by events that are gone may yet succeed. What somebody dealt with stays as it is.
    private void forgetDeadLetters() throws SQLException {
        try (var delete = connection
                .prepareStatement("DELETE FROM dead_letter WHERE run = ? AND position = ? AND status = 'OPEN'")) {
            for (long position : examined.aside()) {
                delete.setLong(1, run);
                delete.setLong(2, position);
                delete.executeUpdate();
            }
        }
    }

    /// A retry that is gone has dealt with nothing.
    private void reopenDeadLetters() throws SQLException {
        try (var select = connection
                .prepareStatement("SELECT number, position, visit FROM dead_letter WHERE run = ? AND sent_as = ?");
                var update = connection.prepareStatement("UPDATE dead_letter SET status = 'OPEN', changed = NULL,"
                        + " changed_by = NULL, reason = NULL, sent_as = NULL WHERE number = ?")) {
            select.setLong(1, run);
            select.setString(2, examined.run().value());
            var rows = select.executeQuery();
            while (rows.next()) {
                int visit = rows.getInt("visit");
                var loop = rows.wasNull() ? null : new VisitId(visit);
                if (!examined.restarts().isAfter(loop, rows.getLong("position"))) {
                    update.setLong(1, rows.getLong("number"));
                    update.executeUpdate();
                }
            }
        }
    }

    /// The run will wait again for what it received by events that are gone.
    private void giveMessagesBack() throws SQLException {
        var received = examined.received();
        try (var select = connection
                .prepareStatement("SELECT number FROM message WHERE run = ? AND status = 'RECEIVED' ORDER BY number");
                var update = connection.prepareStatement(
                        "UPDATE message SET status = 'KEPT', run = NULL, visit = NULL WHERE number = ?")) {
            select.setLong(1, run);
            var rows = select.executeQuery();
            while (rows.next()) {
                if (!received.contains(rows.getLong(1))) {
                    update.setLong(1, rows.getLong(1));
                    update.executeUpdate();
                }
            }
        }
    }

    private void list() throws SQLException {
        var ended = examined.ended();
        try (var update = connection.prepareStatement(
                "UPDATE run SET status = ?, ended = ?, definition = COALESCE(?, definition), started = COALESCE("
                        + "(SELECT b.at FROM batch b WHERE b.run = run.number AND b.first = 1), started) WHERE number = ?")) {
            update.setString(1, examined.intactStatus().name());
            update.setObject(2, ended == null ? null : ended.atOffset(ZoneOffset.UTC));
            update.setString(3, examined.definition());
            update.setLong(4, run);
            update.executeUpdate();
        }
    }
}
