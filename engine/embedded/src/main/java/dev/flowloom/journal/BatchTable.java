package dev.flowloom.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;

import org.jspecify.annotations.Nullable;

/// The table of batches: what one writer adds to it. A row is there once [#rows()] are sent.
final class BatchTable {
    static final String COLUMNS = "position, run, first, size, at, text, parts, previous, checksum";
    static final String INSERT = "INSERT INTO batch (" + COLUMNS + ") ";
    /// The last of a run's rows `c`. That it is asked for in the order of the whole index keeps H2 from looking at all of
    /// them.
    static final String LAST = " ORDER BY c.run DESC, c.first DESC LIMIT 1";

    private final Connection connection;
    private final Gathered rows;

    BatchTable(Connection connection) throws SQLException {
        this.connection = connection;
        rows = new Gathered(connection, INSERT + "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
    }

    /// What stands in a row's columns.
    static List<@Nullable Object> values(Row row) {
        return List.of(row.position(), row.run(), row.first(), row.size(), row.at().atOffset(ZoneOffset.UTC),
                LongTexts.firstPart(row.text()), LongTexts.parts(row.text()), row.previous(), row.checksum());
    }

    void insert(Row row) throws SQLException {
        rows.add(values(row));
        LongTexts.insertRest(connection, JournalQueries.batchOwner(row.position()), row.text());
    }

    /// What is to be sent.
    Gathered rows() {
        return rows;
    }
}
