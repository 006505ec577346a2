package dev.flowloom.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/// The list of runs: what one writer does with it. What becomes of a run is there once [#changes()] are sent.
final class RunTable {
    /// Of a run that has not ended. Neither this nor the other holds where damage made the status none.
    static final String IS_UNDER_WAY = isOneOf(status -> !status.isOver());
    static final String IS_OVER = isOneOf(RunSummary.Status::isOver);

    private final Dialect dialect;
    private final PreparedStatement insert;
    private final Gathered marks;
    private final Gathered moves;

    RunTable(Connection connection, Dialect dialect) throws SQLException {
        this.dialect = dialect;
        insert = connection.prepareStatement(dialect.insertNew("INSERT INTO run"
                + " (number, id, flow, definition, request_key, status, started, caller"
                + (dialect.hasOwners() ? ", owner) VALUES (?, " : ") VALUES (") + "?, ?, ?, ?, ?, ?, ?, ?)"));
        marks = new Gathered(connection, "UPDATE run SET status = ?, ended = ? WHERE number = ?");
        moves = new Gathered(connection, "UPDATE run SET definition = ? WHERE number = ?");
    }

    private static String isOneOf(Predicate<RunSummary.Status> wanted) {
        return Arrays.stream(RunSummary.Status.values()).filter(wanted).map(status -> "'%s'".formatted(status.name()))
                .collect(Collectors.joining(", ", "status IN (", ")"));
    }

    /// Adds runs at once.
    ///
    /// @param begins their first batches
    /// @param number the first one's; the next ones count on
    /// @param owner whose they are; null where that isn't said
    /// @return of each whether it was added: not where there is one of its id, or of its flow with its key
    boolean[] insert(List<Batch> begins, long number, @Nullable Long owner) throws SQLException {
        for (var begin : begins) {
            set(begin, number++, owner);
            insert.addBatch();
        }
        return dialect.areInserted(insert);
    }

    private void set(Batch begin, long number, @Nullable Long owner) throws SQLException {
        var start = Objects.requireNonNull(begin.start(), "it begins a run");
        insert.setLong(1, number);
        insert.setString(2, begin.run().value());
        insert.setString(3, start.flow());
        insert.setString(4, start.definition());
        insert.setString(5, start.key());
        insert.setString(6, RunSummary.Status.RUNNING.name());
        insert.setObject(7, begin.at().atOffset(ZoneOffset.UTC));
        insert.setString(8, start.caller() == null ? null : start.caller().run().value());
        if (dialect.hasOwners()) {
            insert.setObject(9, owner, Types.BIGINT);
        }
    }

    void mark(long run, RunSummary.Status status, @Nullable Instant ended) {
        marks.add(Arrays.asList(status.name(), ended == null ? null : ended.atOffset(ZoneOffset.UTC), run));
    }

    void move(long run, String definition) {
        moves.add(List.of(definition, run));
    }

    /// What is to be sent.
    List<Gathered> changes() {
        return List.of(marks, moves);
    }
}
