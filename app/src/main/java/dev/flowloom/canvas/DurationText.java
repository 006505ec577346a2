package dev.flowloom.canvas;

import java.time.Duration;
import java.util.Locale;

/// Durations in few letters.
final class DurationText {
    private DurationText() {}

    static String of(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            return millis % 1_000 == 0
                    ? duration.toSeconds() + " s"
                    : String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
        }
        return duration.toHours() < 1
                ? parts(duration.toMinutes(), "min", duration.toSecondsPart(), "s")
                : duration.toDays() < 1
                        ? parts(duration.toHours(), "h", duration.toMinutesPart(), "min")
                        : parts(duration.toDays(), "d", duration.toHoursPart(), "h");
    }

    private static String parts(long many, String unit, int rest, String smaller) {
        return rest == 0 ? many + " " + unit : "%d %s %d %s".formatted(many, unit, rest, smaller);
    }
}
