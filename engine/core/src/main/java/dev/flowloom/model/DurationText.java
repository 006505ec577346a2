package dev.flowloom.model;

import java.time.Duration;
import java.util.Locale;

/// How long something takes, as people say it: `12 ms`, `1.2 s`, `3 min 5 s`, `2 h 7 min`, `3 d 4 h`.
public final class DurationText {
    private DurationText() {}

    /// Rounded down to two units. What is less than nothing, as clocks are set back, is told as nothing.
    public static String of(Duration duration) {
        // What takes long has more milliseconds than can be counted.
        var millis = duration.toSeconds() < 60 ? millis(duration) : 60_000;
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            return millis % 1_000 < 100
                    ? millis / 1_000 + " s"
                    : String.format(Locale.ROOT, "%d.%d s", millis / 1_000, millis % 1_000 / 100);
        }
        if (duration.toHours() == 0) {
            return parts(duration.toMinutes(), "min", duration.toSecondsPart(), "s");
        }
        return duration.toDays() == 0
                ? parts(duration.toHours(), "h", duration.toMinutesPart(), "min")
                : parts(duration.toDays(), "d", duration.toHoursPart(), "h");
    }

    private static long millis(Duration duration) {
        return duration.isNegative() ? 0 : duration.toMillis();
    }

    private static String parts(long many, String unit, int rest, String smaller) {
        return rest == 0 ? many + " " + unit : "%d %s %d %s".formatted(many, unit, rest, smaller);
    }
}
