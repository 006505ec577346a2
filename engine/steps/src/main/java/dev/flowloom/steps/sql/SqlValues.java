package dev.flowloom.steps.sql;

import java.math.BigDecimal;
import java.sql.Blob;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

import dev.flowloom.json.JsonText;
import dev.flowloom.json.MalformedJson;
import dev.flowloom.model.Json;
import dev.flowloom.model.Severity;
import dev.flowloom.step.StepFailure;
import org.jspecify.annotations.Nullable;

/// JSON values as SQL takes them, and SQL's values as JSON.
final class SqlValues {
    private SqlValues() {}

    /// A column of a query.
    ///
    /// @param type the name that the database gives its type
    record Column(int index, String name, String type) {}

    static void bind(PreparedStatement statement, int index, Json value) throws SQLException {
        switch (value) {
            case Json.Str(var text) -> statement.setString(index, text);
            case Json.Bool(var flag) -> statement.setBoolean(index, flag);
            case Json.Num(var number) -> bindNumber(statement, index, number);
            case Json.Null _ -> statement.setNull(index, Types.NULL);
            case Json.Arr _,Json.Obj _ -> statement.setString(index, JsonText.compact(value));
        }
    }

    /// A whole number is given as one, so that an index on whole numbers serves.
    private static void bindNumber(PreparedStatement statement, int index, BigDecimal number) throws SQLException {
        var isLong = number.precision() - number.scale() <= 18 && number.stripTrailingZeros().scale() <= 0;
        if (isLong) {
            statement.setLong(index, number.longValueExact());
        } else {
            statement.setBigDecimal(index, number);
        }
    }

    /// Names that the database gives in capitals only, as H2 does with any name not quoted, become small: the same
    /// expression then serves on databases that give them in small letters, as PostgreSQL does.
    static List<Column> columns(ResultSetMetaData data) throws SQLException {
        var columns = new ArrayList<Column>();
        for (var i = 1; i <= data.getColumnCount(); i++) {
            var label = data.getColumnLabel(i);
            var isCapitals = label.equals(label.toUpperCase(Locale.ROOT));
            columns.add(new Column(i, isCapitals ? label.toLowerCase(Locale.ROOT) : label,
                    data.getColumnTypeName(i).toLowerCase(Locale.ROOT)));
        }
        return columns;
    }

    /// A row is an object by its columns' names, where one of two would be lost.
    static void refuseSameNames(List<Column> columns) throws StepFailure {
        var names = new HashSet<String>();
        for (var column : columns) {
            if (!names.add(column.name())) {
                throw new StepFailure("sql.same-name", Severity.CRITICAL,
                        "Two columns of the query are called \"%s\". Give one of them another name with AS."
                                .formatted(column.name()));
            }
        }
    }

    static Json row(ResultSet results, List<Column> columns) throws SQLException {
        var row = new LinkedHashMap<String, Json>();
        for (var column : columns) {
            row.put(column.name(), value(results, column));
        }
        return new Json.Obj(row);
    }

    private static Json value(ResultSet results, Column column) throws SQLException {
        if (column.type().equals("json") || column.type().equals("jsonb")) {
            return json(results.getString(column.index()));
        }
        return switch (results.getObject(column.index())) {
            case null -> Json.NULL;
            case Boolean flag -> Json.of(flag);
            case Double number -> number(number);
            case Float number -> number(number.doubleValue());
            case BigDecimal number -> new Json.Num(number);
            case Number number -> new Json.Num(new BigDecimal(number.toString()));
            case byte[] bytes -> base64(bytes);
            case Blob _ -> base64(results.getBytes(column.index()));
            case Date date -> Json.of(date.toLocalDate().toString());
            case Time time -> Json.of(time.toLocalTime().toString());
            case Timestamp time -> Json.of(column.type().equals("timestamptz")
                    ? time.toInstant().toString()
                    : time.toLocalDateTime().toString());
            case java.time.temporal.Temporal time -> Json.of(time.toString());
            default -> Json.of(results.getString(column.index()));
        };
    }

    /// JSON has no word for what is no number, nor for infinity.
    private static Json number(double number) {
        return Double.isFinite(number) ? Json.of(number) : Json.of(Double.toString(number));
    }

    private static Json base64(byte[] bytes) {
        return Json.of(Base64.getEncoder().encodeToString(bytes));
    }

    private static Json json(@Nullable String text) {
        try {
            return text == null ? Json.NULL : JsonText.parse(text);
        } catch (MalformedJson _) {
            return Json.of(text);
        }
    }
}
