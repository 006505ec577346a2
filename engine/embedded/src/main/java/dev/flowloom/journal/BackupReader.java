package dev.flowloom.journal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import dev.flowloom.json.JsonText;
import dev.flowloom.json.MalformedJson;
import dev.flowloom.model.Json;
import org.jspecify.annotations.Nullable;

/// Reads what [Backup] has written, and takes nothing that it can't have written: a store that is made of a part, or of what
/// somebody made up, would be believed.
final class BackupReader {
    /// How many rows, and how many characters, are sent at once.
    private static final int PART = 500;
    private static final int LARGEST_PART = 4 << 20;
    /// In characters. A row has few texts, each of which is limited, and a character is written as up to six.
    private static final int LONGEST_LINE = 16 << 20;

    private final ZipFile zip;
    private final TreeMap<String, ZipEntry> entries = new TreeMap<>();
    private final BackupManifest manifest;

    BackupReader(ZipFile zip) throws IOException, UnfitBackupException {
        this.zip = zip;
        for (var entry : zip.stream().toList()) {
            if (entries.put(entry.getName(), entry) != null) {
                throw new UnfitBackupException("it has the entry %s twice"
                        .formatted(BackupColumn.shortened(entry.getName())));
            }
        }
        var said = entries.remove(Backup.MANIFEST);
        if (said == null) {
            throw new UnfitBackupException("it has no " + Backup.MANIFEST + ", which says what it is");
        }
        manifest = BackupManifest.read(new CheckedEntry(zip, said));
    }

    BackupManifest manifest() {
        return manifest;
    }

    /// What a newer version may have besides is not known to be wrong, so its version is looked at before.
    void requireKnown() throws UnfitBackupException {
        var known = new TreeSet<>(Backup.TABLES.stream().map(Backup::entry).toList());
        for (var entry : entries.keySet()) {
            if (!known.contains(entry)) {
                throw new UnfitBackupException(
                        "it has an entry %s, which no backup has".formatted(BackupColumn.shortened(entry)));
            }
        }
        for (var table : manifest.rows().keySet()) {
            if (!Backup.TABLES.contains(table)) {
                throw new UnfitBackupException("it counts rows of %s, which is no table"
                        .formatted(BackupColumn.shortened(table)));
            }
        }
    }

    /// Writes all of its rows into the empty tables of the version that it says it is of; nothing is committed.
    void load(Connection connection) throws SQLException, IOException, UnfitBackupException {
        if (!Schema.hasTable(connection, "run")) {
            throw new UnfitBackupException("it is of a version that there was not");
        }
        for (var table : Backup.TABLES) {
            var count = manifest.rows().get(table);
            var entry = entries.get(Backup.entry(table));
            if (count == null && entry == null && !Schema.hasTable(connection, table)) {
                // It is older than that table.
                continue;
            }
            if (entry == null) {
                throw new UnfitBackupException("the table %s is missing".formatted(table));
            }
            if (count == null) {
                throw new UnfitBackupException("it doesn't say how many rows the table %s has".formatted(table));
            }
            load(connection, table, count, new CheckedEntry(zip, entry));
        }
        requireOneRetention(connection);
        numberLetters(connection);
    }

    private void load(Connection connection, String table, long count, CheckedEntry entry)
            throws SQLException, IOException, UnfitBackupException {
        var decoder = StandardCharsets.UTF_8.newDecoder();
        try (var in = entry.open(); var lines = new BufferedReader(new InputStreamReader(in, decoder))) {
            var rows = new Rows(table, lines);
            long found = rows.load(connection, count);
            if (found != count) {
                throw new UnfitBackupException(
                        "the table %s has %d rows, and it says that there are %d".formatted(table, found, count));
            }
            entry.requireWhole();
        } catch (CharacterCodingException _) {
            throw new UnfitBackupException("the table %s is not written in UTF-8".formatted(table));
        } catch (SQLException e) {
            throw unfit(table, e);
        }
    }

    /// What the database says of rows themselves is the backup's fault, and everything else isn't.
    private static UnfitBackupException unfit(String table, SQLException e) throws SQLException {
        var state = e.getSQLState();
        if (state != null && state.startsWith("23")) {
            return new UnfitBackupException("rows of the table %s exclude each other".formatted(table));
        }
        if (state != null && state.startsWith("22")) {
            return new UnfitBackupException("a row of the table %s can't be kept".formatted(table));
        }
        throw e;
    }

    /// The rows of one table.
    private record Rows(String table, BufferedReader in) {

        long load(Connection connection, long most) throws SQLException, IOException, UnfitBackupException {
            var columns = BackupColumn.of(connection, table, names(Backup.columns(connection, table)));
            try (var insert = connection.prepareStatement("INSERT INTO %s (%s) VALUES (%s)".formatted(table,
                    String.join(", ", columns.stream().map(BackupColumn::name).toList()),
                    String.join(", ", Collections.nCopies(columns.size(), "?"))))) {
                return load(insert, columns, most);
            }
        }

        private long load(PreparedStatement insert, List<BackupColumn> columns, long most)
                throws SQLException, IOException, UnfitBackupException {
            long row = 0;
            long characters = 0;
            for (var line = line(row + 1); line != null; line = line(row + 1)) {
                if (++row > most) {
                    throw new UnfitBackupException(
                            "the table %s has more rows than the %d that it says".formatted(table, most));
                }
                set(insert, columns, items(line, row), row);
                insert.addBatch();
                characters += line.length();
                if (row % PART == 0 || characters > LARGEST_PART) {
                    insert.executeBatch();
                    characters = 0;
                }
            }
            insert.executeBatch();
            return row;
        }

        private List<String> names(List<String> there) throws IOException, UnfitBackupException {
            var line = line(0);
            var names = new ArrayList<String>();
            for (var name : line == null ? List.<Json>of() : items(line, 0)) {
                names.add(name instanceof Json.Str(var text) ? text : JsonText.compact(name));
            }
            if (!names.stream().sorted().toList().equals(there.stream().sorted().toList())) {
                throw new UnfitBackupException("the table %s has the columns %s, and should have %s".formatted(table,
                        BackupColumn.shortened(String.join(", ", names)), String.join(", ", there)));
            }
            return names;
        }

        private void set(PreparedStatement insert, List<BackupColumn> columns, List<Json> values, long row)
                throws SQLException, UnfitBackupException {
            if (values.size() != columns.size()) {
                throw new UnfitBackupException("row %d of the table %s has %d values, and there are %d columns"
                        .formatted(row, table, values.size(), columns.size()));
            }
            for (int i = 0; i < columns.size(); i++) {
                columns.get(i).set(insert, i + 1, values.get(i), row);
            }
        }

        private List<Json> items(String line, long row) throws UnfitBackupException {
            try {
                if (JsonText.parse(line) instanceof Json.Arr(var items)) {
                    return items;
                }
            } catch (MalformedJson _) {
                // As where it is something else.
            }
            throw new UnfitBackupException("row %d of the table %s is no row".formatted(row, table));
        }

        /// Null at the end.
        private @Nullable String line(long row) throws IOException, UnfitBackupException {
            var line = new StringBuilder();
            int c = in.read();
            if (c < 0) {
                return null;
            }
            for (; c >= 0 && c != '\n'; c = in.read()) {
                if (line.length() == LONGEST_LINE) {
                    throw new UnfitBackupException(
                            "row %d of the table %s is longer than any that was written".formatted(row, table));
                }
                line.append((char) c);
            }
            return line.toString();
        }
    }

    private static void requireOneRetention(Connection connection) throws SQLException, UnfitBackupException {
        if (Schema.hasTable(connection, "retention") && Schema.count(connection, "retention") > 1) {
            throw new UnfitBackupException("there is more than one row in the table retention");
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
