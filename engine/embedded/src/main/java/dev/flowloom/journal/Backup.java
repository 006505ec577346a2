package dev.flowloom.journal;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

import dev.flowloom.json.JsonText;
import dev.flowloom.json.MalformedJson;
import dev.flowloom.model.Json;
import org.jspecify.annotations.Nullable;

/// The form of a backup: a ZIP file with, for each table, an entry of JSON lines (the names of the columns, then the rows,
/// each an array), and at last an entry that says what it is and how many rows there are. ZIP keeps a checksum of each entry,
/// and one that was cut off has no directory: what can be read is what was written.
final class Backup {
    private static final int FORMAT = 1;
    private static final String MANIFEST = "backup.json";
    private static final String ROWS = ".jsonl";
    private static final List<String> TABLES = List.of("definition", "text_part", "run", "batch", "set_aside",
            "message",
            "lock", "dead_letter", "pruned_run", "retention");
    /// Which process goes on with a run means nothing elsewhere.
    private static final String OWNER = "owner";
    /// How many rows are sent at once.
    private static final int PART = 500;

    private Backup() {}

    /// Writes what a connection sees.
    static BackupSummary write(Connection connection, BackupSummary head, ZipOutputStream zip)
            throws SQLException, IOException {
        var writer = new BufferedWriter(new OutputStreamWriter(zip, StandardCharsets.UTF_8));
        var rows = new TreeMap<String, Long>();
        for (var table : TABLES) {
            zip.putNextEntry(new ZipEntry(table + ROWS));
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
            select.setFetchSize(PART);
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

    private static List<String> columns(Connection connection, String table) throws SQLException {
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

    /// What a file says of itself.
    ///
    /// @throws StoreException where it is no whole backup, or one of a newer version
    static BackupSummary summary(Path file, ZipFile zip) throws IOException {
        var manifest = manifest(file, zip);
        try {
            var rows = Objects.requireNonNull((Json.Obj) manifest.get("rows"));
            long total = 0;
            for (var count : rows.fields().values()) {
                total += number(count);
            }
            return new BackupSummary(Instant.parse(text(manifest.get("made"))), (int) number(manifest.get("schema")),
                    text(manifest.get("database")), number(manifest.get("position")), number(rows.get("run")), total);
        } catch (ClassCastException | NullPointerException | DateTimeException | ArithmeticException e) {
            throw StoreFailures.noBackup(file, e);
        }
    }

    private static Json.Obj manifest(Path file, ZipFile zip) throws IOException {
        var entry = zip.getEntry(MANIFEST);
        if (entry == null) {
            throw StoreFailures.noBackup(file, null);
        }
        try (var in = checked(zip, entry)) {
            var bytes = in.readAllBytes();
            requireWhole(file, entry, in);
            if (JsonText.parse(bytes) instanceof Json.Obj manifest
                    && manifest.get("flowloomBackup") instanceof Json.Num(var format)) {
                if (format.intValue() > FORMAT) {
                    throw StoreFailures.newerBackup(file);
                }
                return manifest;
            }
            throw StoreFailures.noBackup(file, null);
        } catch (MalformedJson e) {
            throw StoreFailures.noBackup(file, e);
        }
    }

    /// The JDK checks the checksums only of files that are read from end to end.
    private static CheckedInputStream checked(ZipFile zip, ZipEntry entry) throws IOException {
        return new CheckedInputStream(zip.getInputStream(entry), new CRC32());
    }

    /// Asked when all of it was read.
    private static void requireWhole(Path file, ZipEntry entry, CheckedInputStream in) {
        if (in.getChecksum().getValue() != entry.getCrc()) {
            throw StoreFailures.noBackup(file, null);
        }
    }

    private static long number(@Nullable Json value) {
        return ((Json.Num) Objects.requireNonNull(value)).value().longValueExact();
    }

    private static String text(@Nullable Json value) {
        return ((Json.Str) Objects.requireNonNull(value)).value();
    }

    /// Writes all of a backup's rows into empty tables; nothing is committed.
    static void load(Path file, ZipFile zip, Connection connection) throws SQLException, IOException {
        var counts = (Json.Obj) Objects.requireNonNull(manifest(file, zip).get("rows"));
        for (var table : TABLES) {
            var entry = zip.getEntry(table + ROWS);
            if (entry == null) {
                // Made before there was such a table.
                continue;
            }
            try (var in = checked(zip, entry);
                    var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                if (load(table, lines, connection) != number(counts.get(table))) {
                    throw StoreFailures.noBackup(file, null);
                }
                requireWhole(file, entry, in);
            } catch (MalformedJson | ClassCastException | NullPointerException | DateTimeException
                    | IndexOutOfBoundsException e) {
                throw StoreFailures.noBackup(file, e);
            }
        }
        numberLetters(connection);
    }

    private static long load(String table, BufferedReader in, Connection connection)
            throws SQLException, IOException, MalformedJson {
        var columns = ((Json.Arr) JsonText.parse(Objects.requireNonNull(in.readLine()))).items().stream()
                .map(Backup::column).toList();
        long count = 0;
        try (var insert = connection.prepareStatement("INSERT INTO %s (%s) VALUES (%s)".formatted(table,
                String.join(", ", columns), String.join(", ", Collections.nCopies(columns.size(), "?"))))) {
            var types = types(connection, table, columns);
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                set(insert, ((Json.Arr) JsonText.parse(line)).items(), types);
                insert.addBatch();
                count++;
                if (count % PART == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        }
        return count;
    }

    private static String column(Json name) {
        var column = text(name);
        if (!column.matches("[a-z_]+")) {
            throw new ClassCastException("no name of a column: " + column);
        }
        return column;
    }

    private static List<Integer> types(Connection connection, String table, List<String> columns) throws SQLException {
        try (var select = connection.prepareStatement(
                "SELECT %s FROM %s WHERE 1 = 0".formatted(String.join(", ", columns), table))) {
            var meta = select.executeQuery().getMetaData();
            var types = new ArrayList<Integer>();
            for (int column = 1; column <= columns.size(); column++) {
                types.add(meta.getColumnType(column));
            }
            return types;
        }
    }

    private static void set(PreparedStatement insert, List<Json> values, List<Integer> types) throws SQLException {
        for (int i = 0; i < types.size(); i++) {
            set(insert, i + 1, values.get(i), types.get(i));
        }
    }

    private static void set(PreparedStatement insert, int column, Json value, int type) throws SQLException {
        switch (value) {
            case Json.Null() -> insert.setNull(column, type);
            case Json.Num(var number) -> insert.setLong(column, number.longValueExact());
            case Json.Str(var text) when type == Types.VARCHAR -> insert.setString(column, text);
            case Json.Str(var text) -> insert.setObject(column, OffsetDateTime.parse(text));
            default -> throw new ClassCastException("no value of a column: " + value);
        }
    }

    /// Letters to come are numbered behind those that are there.
    private static void numberLetters(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            var last = statement.executeQuery("SELECT COALESCE(MAX(number), 0) FROM dead_letter");
            last.next();
            statement.execute("ALTER TABLE dead_letter ALTER COLUMN number RESTART WITH " + (last.getLong(1) + 1));
        }
    }
}
