package dev.flowloom.assist;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.flowloom.expression.ExpressionLanguage;
import dev.flowloom.expression.Reading;
import dev.flowloom.expression.Template;
import dev.flowloom.expression.Word;
import org.jspecify.annotations.Nullable;

/// A field's text, half-typed or whole, read from its words.
///
/// @param words in order, none over another; between them stands plain text
/// @param parts its expressions
public record Script(String text, List<Word> words, List<Part> parts) {
    public Script {
        words = List.copyOf(words);
        parts = List.copyOf(parts);
    }

    /// A place in a text, from the first character to before the last.
    public record Range(int start, int end) {
        boolean touches(int at) {
            return start <= at && at <= end;
        }
    }

    /// An expression in a field's text.
    ///
    /// @param holder the text that holds it: the field's own, or what a JSON string in it means
    /// @param source where in the holder the expression stands
    /// @param isClosed whether what ends it is there
    /// @param shown where in the field's text it stands, with what a template puts around it
    /// @param offset where in the field's text the holder begins
    /// @param places where in the field's text each of the holder's characters stands, from the offset; null where
    ///     they stand one after another
    public record Part(Reading reading, String holder, Range source, boolean isClosed, Range shown, int offset,
            @Nullable List<Integer> places) {

        /// Whether it stands in a text of its own, not in the field as a whole.
        public boolean isHeld() {
            return shown.start() < shownAt(source.start());
        }

        String sourceText() {
            return holder.substring(source.start(), source.end());
        }

        /// Where in the field's text a place in the holder is.
        int shownAt(int at) {
            return offset + (places == null ? at : places.get(at));
        }

        /// Where in the holder a place in the field's text is.
        int heldAt(int at) {
            if (places == null) {
                return at - offset;
            }
            int held = 0;
            while (held < holder.length() && offset + places.get(held) < at) {
                held++;
            }
            return held;
        }
    }

    public static Script of(String text, Syntax syntax, ExpressionLanguage language) {
        return switch (syntax) {
            case EXPRESSION -> expression(text, language);
            case TEMPLATE -> template(text, language);
            case SQL -> SqlScript.read(text, language);
            case JSON -> JsonScript.isStructure(text) ? JsonScript.read(text, language) : template(text, language);
        };
    }

    private static Script expression(String text, ExpressionLanguage language) {
        var reading = language.read(text, 0, null);
        var all = new Range(0, text.length());
        return new Script(text, reading.words(), List.of(new Part(reading, text, all, true, all, 0, null)));
    }

    private static Script template(String text, ExpressionLanguage language) {
        var parts = parts(text, language, 0, null);
        return new Script(text, parts.stream().flatMap(part -> shownWords(part).stream()).toList(), parts);
    }

    /// The expressions of a text that is, or stands in, a field's.
    static List<Part> parts(String holder, ExpressionLanguage language, int offset, @Nullable List<Integer> places) {
        if (!Template.isIn(holder)) {
            return List.of();
        }
        var parts = new ArrayList<Part>();
        for (var reading : Template.read(holder, language)) {
            var words = reading.words();
            boolean isClosed = words.size() > 1 && words.getLast().kind() == Word.Kind.BRACE;
            var source = new Range(words.getFirst().end(), isClosed ? words.getLast().start() : reading.end());
            int start = words.getFirst().start();
            var shown = places == null
                    ? new Range(offset + start, offset + reading.end())
                    : new Range(offset + places.get(start), offset + places.get(reading.end()));
            parts.add(new Part(reading, holder, source, isClosed, shown, offset, places));
        }
        return parts;
    }

    static List<Word> shownWords(Part part) {
        return part.reading().words().stream()
                .map(word -> new Word(word.kind(), part.shownAt(word.start()), part.shownAt(word.end())))
                .sorted(Comparator.comparingInt(Word::start)).toList();
    }

    /// The expression that a place in the text stands in; null where it is in none.
    public @Nullable Part partAt(int at) {
        return parts.stream().filter(part -> part.source().touches(part.heldAt(at))
                && part.shown().touches(at)).findFirst().orElse(null);
    }
}
