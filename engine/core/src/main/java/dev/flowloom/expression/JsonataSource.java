package dev.flowloom.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import dev.flowloom.expression.JsonataToken.Kind;
import dev.flowloom.model.Repetitions;
import dev.flowloom.model.Sentence;

/// A source and its words. For the library each regular expression is replaced by a variable, blanks keeping every
/// offset as it was: its own can run for ever on a few characters and can't be stopped.
///
/// @param text what was written
/// @param code what the library is given
/// @param regexes by the name of the variable that stands for them
record JsonataSource(String text, String code, List<JsonataToken> tokens, TreeMap<String, Pattern> regexes) {
    /// Private-use characters, which no one types, name the variables.
    private static final char FIRST_NAME = '\uE000';
    private static final int MOST_REGEXES = 1_000;
    private static final List<String> FUNCTION = List.of("function", "λ");
    /// The names of `$` and `$$`.
    private static final List<String> CONTEXT = List.of("", "$");

    static JsonataSource read(String text) throws ExpressionException {
        var tokens = new ArrayList<JsonataToken>();
        var code = new StringBuilder(text);
        var regexes = new TreeMap<String, Pattern>();
        var lexer = new JsonataLexer(text, 0);
        for (var token = lexer.next(); token != null; token = lexer.next()) {
            tokens.add(token);
            if (token.kind() == Kind.REGEX) {
                var name = String.valueOf((char) (FIRST_NAME + regexes.size()));
                if (regexes.size() == MOST_REGEXES) {
                    throw new ExpressionException(
                            Sentence.of("There are more than %d regular expressions.", MOST_REGEXES),
                            token.start());
                }
                regexes.put(name, compile(token, text));
                code.replace(token.start(), token.end(), "$" + name + " ".repeat(token.end() - token.start() - 2));
            }
        }
        refuseCallsOfNames(tokens);
        var source = new JsonataSource(text, code.toString(), List.copyOf(tokens), regexes);
        source.refuseUnknownFunctions();
        return source;
    }

    private void refuseUnknownFunctions() throws ExpressionException {
        var given = given();
        for (int at = 0; at < tokens.size(); at++) {
            var token = tokens.get(at);
            if (isOpen(at, given) && next(at, "(") && !Functions.NAMES.contains(token.text())) {
                throw new ExpressionException(Habits.noFunction(token.text()), token.start());
            }
        }
    }

    /// The library takes a variable that has no value for nothing, in silence. Of what isn't JSONata at all something better can be
    /// said.
    void refuseUnknownVariables() throws ExpressionException {
        var given = given();
        for (int at = 0; at < tokens.size(); at++) {
            var token = tokens.get(at);
            if (isOpen(at, given) && !isThere(at)) {
                throw new ExpressionException(Habits.noVariable(token.text(), given), token.start());
            }
        }
    }

    private boolean isOpen(int at, Set<String> given) {
        return tokens.get(at).kind() == Kind.VARIABLE && !given.contains(tokens.get(at).text());
    }

    /// Whether the language gives the variable a value. A function has no fields, but what is called as one may.
    private boolean isThere(int at) {
        var name = tokens.get(at).text();
        return Functions.NAMES.contains(name)
                ? !(SeenNames.ALL.contains(name) && next(at, "."))
                : CONTEXT.contains(name);
    }

    /// Data holds no functions, so such a call can only fail; the library would also print it.
    private static void refuseCallsOfNames(List<JsonataToken> tokens) throws ExpressionException {
        for (int at = 1; at < tokens.size(); at++) {
            var called = tokens.get(at - 1);
            if (tokens.get(at).isOperator("(") && called.kind() == Kind.NAME && !FUNCTION.contains(called.text())) {
                var nearest = Habits.function(called.text());
                throw new ExpressionException(nearest == null
                        ? Sentence.of("\"%s\" is not a function: their names begin with $.", called.text())
                        : Sentence.of("\"%s\" is not a function. Is $%s meant?", called.text(), nearest),
                        called.start());
            }
        }
    }

    private static Pattern compile(JsonataToken token, String text) throws ExpressionException {
        if (token.text().isEmpty()) {
            throw new ExpressionException(Sentence.of("A regular expression can't be empty."), token.start());
        }
        if (Repetitions.areTooMany(token.text())) {
            throw new ExpressionException(
                    Sentence.of("The regular expression repeats groups more than %,d times.", Repetitions.MOST),
                    token.start());
        }
        var flags = text.substring(token.start() + token.text().length() + 2, token.end());
        try {
            return Pattern.compile(token.text(), (flags.contains("i") ? Pattern.CASE_INSENSITIVE : 0)
                    | (flags.contains("m") ? Pattern.MULTILINE : 0));
        } catch (PatternSyntaxException e) {
            throw new ExpressionException(Sentence.of("The regular expression is wrong: %s.", e.getDescription()),
                    token.start() + 1 + Math.max(0, e.getIndex()));
        } catch (StackOverflowError e) {
            throw new ExpressionException(Sentence.of("The regular expression nests too deeply."), token.start());
        }
    }

    boolean names(String variable) {
        return tokens.stream().anyMatch(token -> token.kind() == Kind.VARIABLE && token.text().equals(variable));
    }

    /// The variables that are given a value in the source.
    private TreeSet<String> given() {
        var given = new TreeSet<String>();
        boolean isParameter = false;
        for (int at = 0; at < tokens.size(); at++) {
            var token = tokens.get(at);
            isParameter = isParameter
                    ? !token.isOperator(")")
                    : token.kind() == Kind.NAME && FUNCTION.contains(token.text());
            boolean isBound = next(at, ":=") || (at > 0 && (next(at - 2, "@") || next(at - 2, "#")));
            if (token.kind() == Kind.VARIABLE && (isParameter || isBound)) {
                given.add(token.text());
            }
        }
        return given;
    }

    private boolean next(int at, String operator) {
        return at + 1 < tokens.size() && tokens.get(at + 1).isOperator(operator);
    }

    /// The offset a person would point at: the library counts to the end of a word rather than to its beginning, and
    /// of a call it knows the bracket.
    int offset(int end) {
        for (int at = 0; at < tokens.size(); at++) {
            var token = tokens.get(at);
            if (token.end() == end) {
                boolean calls = token.isOperator("(") && at > 0 && tokens.get(at - 1).end() == token.start()
                        && tokens.get(at - 1).kind() != Kind.OPERATOR;
                return calls ? tokens.get(at - 1).start() : token.start();
            }
        }
        return Math.min(end, text.length());
    }
}
