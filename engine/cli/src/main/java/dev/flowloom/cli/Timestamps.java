package dev.flowloom.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Moments as people read them, to the second, by the clock of where they are.
final class Timestamps {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private Timestamps() {}

    static String of(Instant moment) {
        return FORMAT.format(moment.atZone(ZoneId.systemDefault()));
    }
}
