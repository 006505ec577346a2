package dev.flowloom.journal;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.flowloom.json.JsonText;
import dev.flowloom.json.MalformedJson;
import dev.flowloom.model.Json;
import org.jspecify.annotations.Nullable;

/// What a backup says of itself.
///
/// @param format of the file
/// @param rows how many there are of each table
record BackupManifest(int format, BackupSummary summary, SortedMap<String, Long> rows) {
    /// In bytes; it is some hundred long.
    private static final int LONGEST = 1 << 20;
    /// No store gets there in the time that there is.
    private static final long LAST_POSITION = 1L << 53;

    static BackupManifest read(CheckedEntry entry) throws IOException, UnfitBackupException {
        try (var in = entry.open()) {
            var bytes = in.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw new UnfitBackupException("what it says of itself is too long");
            }
            entry.requireWhole();
            return of((Json.Obj) JsonText.parse(bytes));
        } catch (MalformedJson | ClassCastException | NullPointerException | DateTimeException
                | ArithmeticException e) {
            throw new UnfitBackupException("what it says of itself is not what a backup says");
        }
    }

    private static BackupManifest of(Json.Obj manifest) throws UnfitBackupException {
        var rows = new TreeMap<String, Long>();
        long total = 0;
        for (var count : ((Json.Obj) Objects.requireNonNull(manifest.get("rows"))).fields().entrySet()) {
            rows.put(count.getKey(), number(count.getValue()));
            total = Math.addExact(total, number(count.getValue()));
        }
        var summary = new BackupSummary(Instant.parse(text(manifest.get("made"))),
                Math.toIntExact(number(manifest.get("schema"))),
                text(manifest.get("database")), number(manifest.get("position")),
                Objects.requireNonNull(rows.get("run")), total);
        if (summary.schema() < 1) {
            throw new UnfitBackupException("it is of a version that there was not");
        }
        if (summary.position() < 0 || summary.position() > LAST_POSITION) {
            throw new UnfitBackupException("its position %d is made up".formatted(summary.position()));
        }
        return new BackupManifest(Math.toIntExact(number(manifest.get("flowloomBackup"))), summary, rows);
    }

    private static long number(@Nullable Json value) {
        return ((Json.Num) Objects.requireNonNull(value)).value().longValueExact();
    }

    private static String text(@Nullable Json value) {
        return ((Json.Str) Objects.requireNonNull(value)).value();
    }
}
