package dev.flowloom.json;

import java.util.List;

import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.flowloom.model.Problem;

/// Says in plain words why a text is no JSON: what was found, what was expected, what people commonly meant.
final class Syntax {
    private Syntax() {}

    /// What was expected, told by a part of Jackson's message.
    private record Expected(String sign, String sentence, String remedy) {}

    // In this order: the first whose sign is in the message holds.
    private static final List<Expected> EXPECTED = List.of(
            new Expected("expecting comma", "a comma or a closing bracket was expected",
                    "Put a comma between the two."),
            new Expected("expecting a colon", "a colon was expected after the field's name",
                    "Write it as \"name\": value."),
            new Expected("to start field name", "a field's name in double quotes was expected",
                    "Put the name in double quotes, or delete a comma before a closing bracket."),
            new Expected("close marker", "no bracket of its kind is open",
                    "Close the brackets in the order they were opened."),
            new Expected("Illegal unquoted", "a text may not hold a bare line break or control character",
                    "Write a line break as \\n and a tab as \\t, or close the text with a double quote."),
            new Expected("escape",
                    "only \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four hexadecimal digits are escapes",
                    "Write \\\\ where a backslash is meant."),
            new Expected("numeric", "the number is not complete or not written as JSON wants it",
                    "Write it as in 12, -3, 0.5 or 1.2e10."),
            new Expected("Illegal character", "it is no text but a control character",
                    "Delete it. If the file is full of them it may be damaged: take it from a backup."));

    private static final Expected VALUE = new Expected("",
            "a value was expected: a text in double quotes, a number, true, false, null, { or [",
            "Write a value, put a text in double quotes, or delete a comma too many.");

    static Problem problem(String text, StreamReadException e) {
        var location = e.getLocation();
        int offset = (int) Math.max(0, location.getCharOffset());
        var problem = e instanceof JsonEOFException || offset >= text.length()
                ? problem("The text ends before the value is complete.",
                        "Close what is open. If the file was cut off, take it from a backup.")
                : unexpected(shown(text.codePointAt(offset)), expected(e.getOriginalMessage()));
        return problem.at(Jackson.position(location));
    }

    private static Expected expected(String message) {
        return EXPECTED.stream().filter(e -> message.contains(e.sign)).findFirst().orElse(VALUE);
    }

    private static Problem unexpected(String found, Expected expected) {
        return problem("%s can't stand here: %s.".formatted(found, expected.sentence), expected.remedy);
    }

    private static Problem problem(String message, String remedy) {
        return Problem.error("json.syntax", Problem.Place.WHOLE, message, remedy);
    }

    private static String shown(int c) {
        return switch (c) {
            case '\n', '\r' -> "A line break";
            case '\t' -> "A tab";
            case '/', '#' -> "A comment, or " + Character.toString(c) + ",";
            default -> Character.isISOControl(c) ? "The character U+%04X".formatted(c) : Character.toString(c);
        };
    }
}
