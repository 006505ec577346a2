package dev.flowloom.expression;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import com.dashjoin.jsonata.utils.DateTimeUtils;
import dev.flowloom.expression.Functions.Args;
import dev.flowloom.expression.Functions.Definition;
import dev.flowloom.model.Sentence;
import org.jspecify.annotations.Nullable;

/// Functions of time. Now is the evaluation's moment, and a time without a zone is in UTC: the library's own ask the
/// machine for both.
final class TimeFunctions {
    static final List<Definition> ALL = List.of(new Definition("now", "<s?s?:s>", TimeFunctions::now),
            new Definition("millis", "<:n>", TimeFunctions::millis),
            new Definition("toMillis", "<s-s?:n>", "dateTimeToMillis", TimeFunctions::toMillis),
            new Definition("fromMillis", "<n-s?s?:s>", "dateTimeFromMillis", TimeFunctions::fromMillis),
            new Definition("formatInteger", "<n-s:s>", TimeFunctions::formatInteger));

    private static final int LONGEST_PICTURE = 200;
    private static final Pattern WIDE = Pattern.compile("[,-]\\s*\\d{3,}");
    private static final Pattern SHORT_OFFSET = Pattern.compile("(.*[+-]\\d\\d)(\\d\\d)");
    private static final Pattern ZONE = Pattern.compile("([+-]?)([01]\\d|2[0-3])([0-5]\\d)");
    private static final long FIRST = OffsetDateTime.parse("0001-01-01T00:00:00Z").toInstant().toEpochMilli();
    private static final long LAST = OffsetDateTime.parse("9999-12-31T23:59:59.999Z").toInstant().toEpochMilli();
    private static final long LARGEST_ROMAN = 10_000;

    private TimeFunctions() {}

    private static Object now(Evaluation evaluation, Args args) {
        return format("now", evaluation.now().toEpochMilli(), args.text(0), args.text(1));
    }

    private static Object millis(Evaluation evaluation, Args args) {
        return evaluation.now().toEpochMilli();
    }

    private static @Nullable Object fromMillis(Evaluation evaluation, Args args) {
        var millis = args.number(0);
        return millis == null ? null : format("fromMillis", millis, args.text(1), args.text(2));
    }

    private static String format(String function, Number millis, @Nullable String picture, @Nullable String zone) {
        check(picture);
        long there = millis.longValue() + offset(function, zone);
        // Beyond them the library leaves out digits.
        if (Math.abs(millis.doubleValue()) > LAST || there < FIRST || there > LAST) {
            throw Functions.failure(Sentence.of("$%s is given %s, which is not in the years 1 to 9999.", function,
                    millis.toString()));
        }
        return DateTimeUtils.formatDateTime(millis.longValue(), picture, zone);
    }

    /// In milliseconds.
    private static long offset(String function, @Nullable String zone) {
        if (zone == null) {
            return 0;
        }
        var written = ZONE.matcher(zone);
        if (!written.matches()) {
            throw Functions.failure(Sentence.of(
                    "$%s is given the time zone %s. Write it as an offset from UTC without a colon, such as +0100 or -0530.",
                    function, JsonataMessages.quote(zone)));
        }
        long minutes = 60L * Integer.parseInt(written.group(2)) + Integer.parseInt(written.group(3));
        return (written.group(1).equals("-") ? -minutes : minutes) * 60_000;
    }

    private static @Nullable Object toMillis(Evaluation evaluation, Args args) {
        var text = args.text(0);
        var picture = args.text(1);
        if (text == null) {
            return null;
        }
        if (picture == null) {
            return parse(text);
        }
        check(picture);
        var now = evaluation.now().atZone(ZoneOffset.UTC);
        var known = DateTimeFormatter.ofPattern(missing(picture, "yyyy-", "MM-", "dd'T'", "HH:", "mm:")).format(now);
        return DateTimeUtils.parseDateTime(known + text, missing(picture, "[Y0001]-", "[M01]-", "[D01]T", "[H01]:",
                "[m01]:") + picture);
    }

    /// What a picture leaves to the present: everything larger than its largest unit. The library would ask the clock.
    private static String missing(String picture, String year, String month, String day, String hour, String minute) {
        if (has(picture, "YX")) {
            return "";
        }
        if (has(picture, "MxWwd")) {
            return year;
        }
        if (has(picture, "DF")) {
            return year + month;
        }
        if (has(picture, "HhP")) {
            return year + month + day;
        }
        return has(picture, "m") ? year + month + day + hour : year + month + day + hour + minute;
    }

    private static boolean has(String picture, String components) {
        return components.chars().anyMatch(component -> picture.contains("[" + (char) component));
    }

    private static long parse(String text) {
        try {
            if (text.matches("\\d{4}")) {
                return LocalDate.of(Integer.parseInt(text), 1, 1).atStartOfDay().toInstant(ZoneOffset.UTC)
                        .toEpochMilli();
            }
            if (!text.contains("T")) {
                return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
            }
            var offset = SHORT_OFFSET.matcher(text);
            var parsed = DateTimeFormatter.ISO_DATE_TIME.parseBest(offset.matches()
                    ? offset.group(1) + ":" + offset.group(2)
                    : text, OffsetDateTime::from, LocalDateTime::from);
            return parsed instanceof LocalDateTime local
                    ? local.toInstant(ZoneOffset.UTC).toEpochMilli()
                    : OffsetDateTime.from(parsed).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw Functions
                    .failure(Sentence.of("$toMillis needs a time as ISO 8601 writes it, and \"%s\" is none.", text));
        }
    }

    // Roman numerals grow with the number itself.
    private static @Nullable Object formatInteger(Evaluation evaluation, Args args) {
        var number = args.number(0);
        var picture = args.text(1);
        if (number == null || picture == null) {
            return null;
        }
        check(picture);
        if (picture.toLowerCase(Locale.ROOT).startsWith("i")
                && Math.abs(number.doubleValue()) > LARGEST_ROMAN) {
            throw Functions.failure(Sentence.of("Roman numerals end at %d.", LARGEST_ROMAN));
        }
        return DateTimeUtils.formatInteger(Numbers.requireInteger(number, "formatInteger").longValue(), picture);
    }

    private static void check(@Nullable String picture) {
        if (picture != null && (picture.length() > LONGEST_PICTURE || WIDE.matcher(picture).find())) {
            throw Functions.failure(Sentence.of("The picture is too long or asks for a width of more than 99."));
        }
    }
}
