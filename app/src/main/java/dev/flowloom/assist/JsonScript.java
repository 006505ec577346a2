package dev.flowloom.assist;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import dev.flowloom.assist.Script.Part;
import dev.flowloom.expression.ExpressionLanguage;
import dev.flowloom.expression.Word;

/// Reads JSON that may be half-typed, with templates in its texts.
final class JsonScript {
    private static final Pattern STRUCTURE = Pattern.compile("\\s*(\\[|\"|\\{(?!\\{)).*", Pattern.DOTALL);
    private static final Pattern PLAIN = Pattern.compile("[-+.\\p{L}\\p{N}_]+");
    private static final Set<String> KEYWORDS = Set.of("true", "false", "null");
    private static final int HEX = 16;

    private final String text;
    private final ExpressionLanguage language;
    private final List<Word> words = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    private int at;

    private JsonScript(String text, ExpressionLanguage language) {
        this.text = text;
        this.language = language;
    }

    /// Whether it is to be read as JSON, not as a text without quotes.
    static boolean isStructure(String text) {
        return STRUCTURE.matcher(text).matches();
    }

    static Script read(String text, ExpressionLanguage language) {
        var script = new JsonScript(text, language);
        while (script.at < text.length()) {
            script.readWord();
        }
        return new Script(text, script.words, script.parts);
    }

    private void readWord() {
        char first = text.charAt(at);
        var plain = PLAIN.matcher(text).region(at, text.length());
        if (first == '"') {
            readString();
        } else if (plain.lookingAt()) {
            boolean isNumber = Character.isDigit(first) || first == '-';
            if (isNumber || KEYWORDS.contains(plain.group())) {
                words.add(new Word(isNumber ? Word.Kind.NUMBER : Word.Kind.KEYWORD, at, plain.end()));
            }
            at = plain.end();
        } else {
            if ("{}[]:,".indexOf(first) >= 0) {
                words.add(new Word(Word.Kind.OPERATOR, at, at + 1));
            }
            at++;
        }
    }

    private void readString() {
        int start = at;
        var meant = new StringBuilder();
        var places = new ArrayList<Integer>();
        for (at++; at < text.length() && text.charAt(at) != '"';) {
            places.add(at - start);
            readCharacter(meant);
        }
        places.add(Math.min(at, text.length()) - start);
        at = Math.min(at + 1, text.length());
        var found = Script.parts(meant.toString(), language, start, places);
        parts.addAll(found);
        addWords(isName() ? Word.Kind.FIELD : Word.Kind.TEXT, start, found);
    }

    private void readCharacter(StringBuilder meant) {
        char c = text.charAt(at++);
        if (c != '\\' || at == text.length()) {
            meant.append(c);
            return;
        }
        char escaped = text.charAt(at++);
        if (escaped == 'u' && at + 4 <= text.length() && text.substring(at, at + 4).matches("[0-9a-fA-F]{4}")) {
            meant.append((char) Integer.parseInt(text.substring(at, at + 4), HEX));
            at += 4;
        } else {
            meant.append(switch (escaped) {
                case 'n' -> '\n';
                case 't' -> '\t';
                case 'r' -> '\r';
                case 'b' -> '\b';
                case 'f' -> '\f';
                default -> escaped;
            });
        }
    }

    private boolean isName() {
        int next = at;
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        return next < text.length() && text.charAt(next) == ':';
    }

    /// The string's own words, and between them those of its expressions.
    private void addWords(Word.Kind kind, int start, List<Part> found) {
        int from = start;
        for (var part : found) {
            if (part.shown().start() > from) {
                words.add(new Word(kind, from, part.shown().start()));
            }
            words.addAll(Script.shownWords(part));
            from = part.shown().end();
        }
        if (at > from) {
            words.add(new Word(kind, from, at));
        }
    }
}
