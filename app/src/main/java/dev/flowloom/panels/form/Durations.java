package dev.flowloom.panels.form;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/// Durations as people write them: `1 h 30 min`, `45 s`, `250 ms`.
public final class Durations {
    private static final Pattern PART = Pattern.compile("\\s*([0-9]+(?:[.][0-9]+)?)\\s*(d|h|min|m|ms|s)");

    private Durations() {}

    /// Reads a duration as people write it, or in ISO 8601; null where it is neither.
    public static @Nullable Duration parse(String text) {
        try {
            return Duration.parse(text.strip());
        } catch (DateTimeParseException e) {
            return parseParts(text.strip().toLowerCase(Locale.ROOT));
        }
    }

    private static @Nullable Duration parseParts(String text) {
        var sum = Duration.ZERO;
        int end = 0;
        var parts = PART.matcher(text);
        while (parts.find() && parts.start() == end) {
            sum = sum.plusMillis(new BigDecimal(parts.group(1)).multiply(BigDecimal.valueOf(millis(parts.group(2))))
                    .longValue());
            end = parts.end();
        }
        return end == 0 || end != text.length() ? null : sum;
    }

    private static long millis(String unit) {
        return switch (unit) {
            case "d" -> Duration.ofDays(1).toMillis();
            case "h" -> Duration.ofHours(1).toMillis();
            case "m", "min" -> Duration.ofMinutes(1).toMillis();
            case "s" -> Duration.ofSeconds(1).toMillis();
            default -> 1;
        };
    }

    /// Writes a duration as people do.
    public static String print(Duration duration) {
        var text = new StringBuilder();
        append(text, duration.toDays(), "d");
        append(text, duration.toHoursPart(), "h");
        append(text, duration.toMinutesPart(), "min");
        append(text, duration.toSecondsPart(), "s");
        append(text, duration.toMillisPart(), "ms");
        return text.isEmpty() ? "0 s" : text.toString();
    }

    private static void append(StringBuilder text, long count, String unit) {
        if (count > 0) {
            text.append(text.isEmpty() ? "" : " ").append(count).append(' ').append(unit);
        }
    }
}
