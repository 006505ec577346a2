package dev.flowloom.journal;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import dev.flowloom.json.JsonText;
import dev.flowloom.model.Json;

/// The form of a backup: a ZIP file with, for each table, an entry of JSON lines (the names of the columns, then the rows,
/// each an array), and at last an entry that says what it is and how many rows there are. ZIP keeps a checksum of each entry,
/// and one that was cut off has no directory: what can be read is what was written.
final class Backup {
    static final int FORMAT = 1;
    static final String MANIFEST = "backup.json";
    static final List<String> TABLES = List.of("definition", "text_part", "run", "batch", "set_aside",
            "message",
            "lock", "dead_letter", "pruned_run", "retention");
    /// Which process goes on with a run means nothing elsewhere.
    private static final String OWNER = "owner";
    private static final int FETCHED_AT_ONCE = 500;

    private Backup() {}

    /// The entry with a table's rows.
    static String entry(String table) {
        return table + ".jsonl";
    }

    /// Writes what a connection sees.
    static BackupSummary write(Connection connection, BackupSummary head, ZipOutputStream zip)
            throws SQLException, IOException {
        var writer = new BufferedWriter(new OutputStreamWriter(zip, StandardCharsets.UTF_8));
        var rows = new TreeMap<String, Long>();
        for (var table : TABLES) {
            zip.putNextEntry(new ZipEntry(entry(table)));
            rows.put(table, write(connection, table, writer));
            writer.flush();
            zip.closeEntry();
        }
        var written = new BackupSummary(head.made(), head.schema(), head.database(), head.position(),
                Objects.requireNonNull(rows.get("run")),
                total(rows));
        zip.putNextEntry(new ZipEntry(MANIFEST));
        writer.write(JsonText.pretty(manifest(written, rows)));
        writer.flush();
        zip.closeEntry();
        return written;
    }

    private static long total(SortedMap<String, Long> rows) {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }

    private static Json manifest(BackupSummary summary, SortedMap<String, Long> rows) {
        var counts = Json.Obj.EMPTY;
        for (var table : TABLES) {
            counts = counts.with(table, Json.of(Objects.requireNonNull(rows.get(table))));
        }
        return Json.Obj.of("flowloomBackup", Json.of(FORMAT)).with("made", Json.of(summary.made().toString()))
                .with("database", Json.of(summary.database())).with("schema", Json.of(summary.schema()))
                .with("position", Json.of(summary.position())).with("rows", counts);
    }

    private static long write(Connection connection, String table, Writer out) throws SQLException, IOException {
        var columns = columns(connection, table);
        try (var select = connection
                .prepareStatement("SELECT %s FROM %s".formatted(String.join(", ", columns), table))) {
            select.setFetchSize(FETCHED_AT_ONCE);
            var rows = select.executeQuery();
            line(out, columns.stream().<Json>map(Json::of).toList());
            long count = 0;
            while (rows.next()) {
                line(out, row(rows, columns.size()));
                count++;
            }
            return count;
        }
    }

    /// Those of a table that are kept.
    static List<String> columns(Connection connection, String table) throws SQLException {
        try (var select = connection.prepareStatement("SELECT * FROM %s WHERE 1 = 0".formatted(table))) {
            var meta = select.executeQuery().getMetaData();
            var columns = new ArrayList<String>();
            for (int column = 1; column <= meta.getColumnCount(); column++) {
                columns.add(meta.getColumnName(column).toLowerCase(Locale.ROOT));
            }
            if (table.equals("run")) {
                columns.remove(OWNER);
            }
            return columns;
        }
    }

    private static void line(Writer out, List<Json> values) throws IOException {
        out.write(JsonText.compact(new Json.Arr(values)));
        out.write('\n');
    }

    private static List<Json> row(ResultSet rows, int columns) throws SQLException {
        var values = new ArrayList<Json>(columns);
        for (int column = 1; column <= columns; column++) {
            values.add(switch (rows.getObject(column)) {
                case null -> Json.NULL;
                case Number number -> Json.of(number.longValue());
                case String text -> Json.of(text);
                default -> Json.of(rows.getObject(column, OffsetDateTime.class).toString());
            });
        }
        return values;
    }
}
