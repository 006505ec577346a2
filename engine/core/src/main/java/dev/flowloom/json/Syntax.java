package dev.flowloom.json;

import java.util.List;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Sentence;

/// Says in plain words why a text is no JSON: what was found, what was expected, what people commonly meant.
final class Syntax {
    private Syntax() {}

    /// What was expected, told by a part of Jackson's message.
    private record Expected(String sign, Sentence sentence, Sentence remedy) {}

    // In this order: the first whose sign is in the message holds.
    private static final List<Expected> EXPECTED = List.of(
            new Expected("expecting comma", Sentence.of("a comma or a closing bracket was expected"),
                    Sentence.of("Put a comma between the two.")),
            new Expected("expecting a colon", Sentence.of("a colon was expected after the field's name"),
                    Sentence.of("Write it as \"name\": value.")),
            new Expected("to start field name", Sentence.of("a field's name in double quotes was expected"),
                    Sentence.of("Put the name in double quotes, or delete a comma before a closing bracket.")),
            new Expected("close marker", Sentence.of("no bracket of its kind is open"),
                    Sentence.of("Close the brackets in the order they were opened.")),
            new Expected("Illegal unquoted", Sentence.of("a text may not hold a bare line break or control character"),
                    Sentence.of("Write a line break as \\n and a tab as \\t, or close the text with a double quote.")),
            new Expected("escape",
                    Sentence.of(
                            "only \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four hexadecimal digits are escapes"),
                    Sentence.of("Write \\\\ where a backslash is meant.")),
            new Expected("digit", Sentence.of("the number is not complete or not written as JSON wants it"),
                    Sentence.of("Write it as in 12, -3, 0.5 or 1.2e10.")),
            new Expected("numeric", Sentence.of("the number is not complete or not written as JSON wants it"),
                    Sentence.of("Write it as in 12, -3, 0.5 or 1.2e10.")),
            new Expected("Illegal character", Sentence.of("it is no text but a control character"),
                    Sentence.of("Delete it. If the file is full of them it may be damaged: take it from a backup.")));

    private static final Expected VALUE = new Expected("",
            Sentence.of("a value was expected: a text in double quotes, a number, true, false, null, { or ["),
            Sentence.of("Write a value, put a text in double quotes, or delete a comma too many."));

    private static final Expected NO_NUMBER = new Expected("", Sentence.of("JSON has no such number"),
            Sentence.of("Write null, or put it in double quotes as a text."));
    private static final Pattern NO_NUMBERS = Pattern.compile("Non-standard token '([^']+)'");

    static Problem problem(String text, StreamReadException e) {
        var location = e.getLocation();
        int offset = (int) Math.max(0, location.getCharOffset());
        var where = Jackson.position(location);
        int passed = Math.min(passed(e), Math.min(offset, where.column() - 1));
        var at = new Problem.Position(where.line(), where.column() - passed);
        if (passed > 1) {
            return unexpected(Sentence.verbatim(text.substring(offset - passed, offset)), NO_NUMBER).at(at);
        }
        return offset - passed >= text.length() || (e instanceof JsonEOFException && passed == 0)
                ? problem(Sentence.of("The text ends before the value is complete."),
                        Sentence.of("Close what is open. If the file was cut off, take it from a backup.")).at(where)
                : unexpected(shown(text.codePointAt(offset - passed)), expected(e.getOriginalMessage())).at(at);
    }

    /// How many characters Jackson has passed of what it can't read; of most it stands before the first.
    private static int passed(StreamReadException e) {
        var word = NO_NUMBERS.matcher(e.getOriginalMessage());
        if (word.lookingAt()) {
            return word.group(1).length();
        }
        boolean isUnfinishedNumber = e instanceof JsonEOFException && e.getOriginalMessage().contains("digit");
        return isUnfinishedNumber || e.getOriginalMessage().startsWith("Illegal character") ? 1 : 0;
    }

    private static Expected expected(String message) {
        return EXPECTED.stream().filter(e -> message.contains(e.sign)).findFirst().orElse(VALUE);
    }

    private static Problem unexpected(Sentence found, Expected expected) {
        return problem(Sentence.of("%s can't stand here: %s.", found, expected.sentence), expected.remedy);
    }

    private static Problem problem(Sentence what, Sentence cure) {
        return Problem.error("json.syntax", Problem.Place.WHOLE, what, cure);
    }

    private static Sentence shown(int c) {
        return switch (c) {
            case '\n', '\r' -> Sentence.of("A line break");
            case '\t' -> Sentence.of("A tab");
            case '/', '#' -> Sentence.of("A comment, or %s,", Character.toString(c));
            default -> Character.isISOControl(c)
                    ? Sentence.of("The character U+%04X", c)
                    : Sentence.verbatim(Character.toString(c));
        };
    }
}
