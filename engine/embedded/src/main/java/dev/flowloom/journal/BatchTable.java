package dev.flowloom.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;

/// The table of batches: what one writer adds to it. A row is there after [#send()].
final class BatchTable {
    private final Connection connection;
    private final PreparedStatement insert;
    private final Gathered rows;

    BatchTable(Connection connection) throws SQLException {
        this.connection = connection;
        insert = connection.prepareStatement("INSERT INTO batch"
                + " (position, run, first, size, at, text, parts, previous, checksum)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
        rows = new Gathered(insert);
    }

    void insert(Row row) throws SQLException {
        insert.setLong(1, row.position());
        insert.setLong(2, row.run());
        insert.setLong(3, row.first());
        insert.setInt(4, row.size());
        insert.setObject(5, row.at().atOffset(ZoneOffset.UTC));
        insert.setString(6, LongTexts.firstPart(row.text()));
        insert.setInt(7, LongTexts.parts(row.text()));
        insert.setInt(8, row.previous());
        insert.setInt(9, row.checksum());
        rows.add();
        LongTexts.insertRest(connection, JournalQueries.batchOwner(row.position()), row.text());
    }

    void send() throws SQLException {
        rows.send();
    }
}
