package dev.flowloom.journal;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.flowloom.json.JsonText;
import dev.flowloom.model.Json;
import org.jspecify.annotations.Nullable;

/// A column of a table, and which values of it a store can have: one that is made of others could not be used.
///
/// @param longest how many characters a text has at most
record BackupColumn(String table, String name, int type, int longest, boolean mayBeMissing) {
    private static final Instant FIRST_TIME = Instant.EPOCH;
    private static final Instant AFTER_LAST_TIME = Instant.parse("+10000-01-01T00:00:00Z");
    /// Of a value, as much as is told of it.
    private static final int TOLD = 60;
    private static final List<String> RUNS = Arrays.stream(RunSummary.Status.values()).map(Enum::name).toList();

    /// @param names of columns that the table has
    static List<BackupColumn> of(Connection connection, String table, List<String> names) throws SQLException {
        try (var select = connection.prepareStatement(
                "SELECT %s FROM %s WHERE 1 = 0".formatted(String.join(", ", names), table))) {
            var meta = select.executeQuery().getMetaData();
            var columns = new ArrayList<BackupColumn>();
            for (int i = 1; i <= names.size(); i++) {
                columns.add(new BackupColumn(table, names.get(i - 1), meta.getColumnType(i), meta.getPrecision(i),
                        meta.isNullable(i) != ResultSetMetaData.columnNoNulls));
            }
            return columns;
        }
    }

    /// @param row which one it is, to tell people
    void set(PreparedStatement insert, int index, Json value, long row) throws SQLException, UnfitBackupException {
        switch (value) {
            case Json.Null() when mayBeMissing -> insert.setNull(index, type);
            case Json.Num(var number) when type == Types.BIGINT || type == Types.INTEGER -> {
                var whole = whole(number);
                if (whole == null || !isFit(whole)) {
                    throw unfit(told(value), row);
                }
                insert.setLong(index, whole);
            }
            case Json.Str(var text) when type == Types.VARCHAR -> {
                require(text.length() <= longest, "a text of %d characters".formatted(text.length()), row);
                require(isFit(text), told(value), row);
                insert.setString(index, text);
            }
            case Json.Str(var text) when type == Types.TIMESTAMP_WITH_TIMEZONE || type == Types.TIMESTAMP ->
                insert.setObject(index, time(text, row));
            default -> throw unfit(told(value), row);
        }
    }

    private static @Nullable Long whole(BigDecimal number) {
        try {
            return number.longValueExact();
        } catch (ArithmeticException _) {
            return null;
        }
    }

    private boolean isFit(long number) {
        return switch (table + "." + name) {
            case "retention.longest_seconds", "retention.most", "dead_letter.item", "lock.token" -> number >= 0;
            case "batch.position", "batch.run", "run.number", "message.number", "set_aside.position",
                    "pruned_run.number", "dead_letter.number", "dead_letter.position", "message.visit", "lock.visit",
                    "dead_letter.visit" ->
                number > 0;
            default -> true;
        } && (type == Types.BIGINT || (int) number == number);
    }

    private boolean isFit(String text) {
        return switch (table + "." + name) {
            case "run.status" -> RUNS.contains(text);
            case "message.status" -> List.of("KEPT", "RECEIVED", "DROPPED").contains(text);
            case "dead_letter.status" -> List.of("OPEN", "SENT", "DROPPED").contains(text);
            case "run.id", "run.caller", "lock.run", "dead_letter.sent_as" -> !text.isBlank();
            default -> true;
        };
    }

    private OffsetDateTime time(String text, long row) throws UnfitBackupException {
        try {
            var time = OffsetDateTime.parse(text);
            var instant = time.toInstant();
            require(!instant.isBefore(FIRST_TIME) && (instant.isBefore(AFTER_LAST_TIME) || name.equals("lease_end")),
                    told(Json.of(text)), row);
            return time;
        } catch (DateTimeException _) {
            throw unfit(told(Json.of(text)), row);
        }
    }

    private void require(boolean isFit, String told, long row) throws UnfitBackupException {
        if (!isFit) {
            throw unfit(told, row);
        }
    }

    private UnfitBackupException unfit(String told, long row) {
        return new UnfitBackupException(
                "%s of row %d of the table %s is %s, as it is in no store".formatted(name, row, table, told));
    }

    private static String told(Json value) {
        return shortened(JsonText.compact(value));
    }

    /// As much of a text that may be anything as is told of it.
    static String shortened(String text) {
        return text.length() <= TOLD ? text : text.substring(0, TOLD - 2) + "…" + text.substring(text.length() - 1);
    }
}
