package dev.flowloom.json;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamReadException;
import dev.flowloom.model.Json;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Sentence;

/// Reads one text into a value and notes the fields that stand twice.
final class TreeReader {
    /// Values are handled by recursion everywhere, so their depth must leave room on the stack.
    static final int DEPTH = 500;
    /// What holds values of full depth may be deeper itself.
    static final int OUTER_DEPTH = 2 * DEPTH;
    static final int MAX_DIGITS = 1_000;
    /// A number such as 1E+999999999 is short, but would fill the memory once it is added to another.
    static final int MAX_EXPONENT = 10_000;

    private final JsonParser parser;
    private final Duplicates duplicates;
    private final int maxDepth;

    private TreeReader(JsonParser parser, Duplicates duplicates, int maxDepth) {
        this.parser = parser;
        this.duplicates = duplicates;
        this.maxDepth = maxDepth;
    }

    static Json read(String text, Duplicates duplicates, int maxDepth) throws MalformedJson {
        try (var parser = Jackson.FACTORY.createParser(text)) {
            return new TreeReader(parser, duplicates, maxDepth).document();
        } catch (StreamReadException e) {
            throw new MalformedJson(Syntax.problem(text, e));
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory can't fail", e);
        }
    }

    private Json document() throws IOException, MalformedJson {
        if (parser.nextToken() == null) {
            throw failure("json.empty", Sentence.of("The text is empty."),
                    Sentence.of("Write a JSON value, or take the file from a backup."));
        }
        var value = value(Pointer.ROOT, 0);
        if (parser.nextToken() != null) {
            throw failure("json.syntax", Sentence.of("Something stands after the end of the value."),
                    Sentence.of("Delete it, or mend the brackets so that it is inside."));
        }
        return value;
    }

    private Json value(Pointer here, int depth) throws IOException, MalformedJson {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(here, deeper(depth));
            case START_ARRAY -> array(here, deeper(depth));
            case VALUE_STRING -> Json.of(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText());
            case VALUE_TRUE -> Json.Bool.TRUE;
            case VALUE_FALSE -> Json.Bool.FALSE;
            case VALUE_NULL -> Json.NULL;
            case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalStateException("no value begins with " + parser.currentToken());
        };
    }

    private Json object(Pointer here, int depth) throws IOException, MalformedJson {
        var fields = new LinkedHashMap<String, Json>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var name = parser.currentName();
            var start = parser.currentTokenLocation();
            parser.nextToken();
            var value = value(here.field(name), depth);
            if (fields.putIfAbsent(name, value) != null) {
                duplicates.add(name, here, Jackson.position(start));
            }
        }
        return fields.isEmpty() ? Json.Obj.EMPTY : new Json.Obj(fields);
    }

    private Json array(Pointer here, int depth) throws IOException, MalformedJson {
        var items = new ArrayList<Json>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(here.item(items.size()), depth));
        }
        return new Json.Arr(items);
    }

    private int deeper(int depth) throws MalformedJson {
        if (depth == maxDepth) {
            throw failure("json.depth", Sentence.of("The value is nested more than %d deep.", maxDepth),
                    Sentence.of("Make it flatter; if a program wrote it, look there for the reason."));
        }
        return depth + 1;
    }

    private Json number(String text) throws MalformedJson {
        if (text.length() <= MAX_DIGITS) {
            try {
                var value = new BigDecimal(text);
                if (isReadable(value)) {
                    return new Json.Num(value);
                }
            } catch (NumberFormatException e) {
                // Its exponent is beyond what can be held: the same answer as to the one beyond the limit.
            }
        }
        throw failure("json.number",
                Sentence.of("The number is too long or too large: it may have at most %,d digits and lie within 1E±%d.",
                        MAX_DIGITS, MAX_EXPONENT),
                Sentence.of("Write it as a text in quotes."));
    }

    static boolean isReadable(BigDecimal number) {
        return number.precision() <= MAX_DIGITS && Math.abs((long) number.scale()) <= MAX_EXPONENT;
    }

    private MalformedJson failure(String code, Sentence what, Sentence cure) {
        return new MalformedJson(Problem.error(code, Problem.Place.WHOLE, what, cure)
                .at(Jackson.position(parser.currentTokenLocation())));
    }
}
