package dev.flowloom.expression;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

import com.dashjoin.jsonata.JException;
import dev.flowloom.model.Sentence;
import org.jspecify.annotations.Nullable;

/// Says in sentences what the library says in codes.
final class JsonataMessages {
    private static final int LONGEST_VALUE = 60;
    private static final String LARGE_NUMBER = "S0102";
    private static final Map<String, Function<JException, Sentence>> SENTENCES = sentences();

    private JsonataMessages() {}

    static ExpressionException of(RuntimeException failure, JsonataSource source) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof JException known && LARGE_NUMBER.equals(known.getError())) {
                return tooLarge(known.getLocation(), source);
            }
            if (cause instanceof JException known) {
                return new ExpressionException(sentence(known), offset(known, source));
            }
            if (cause instanceof StackOverflowError) {
                return new ExpressionException(Sentence.of("The expression calls itself too deeply."), -1);
            }
        }
        // What Java says of it is meant for programmers, and not the same on every machine.
        return new ExpressionException(Sentence.of(
                "The expression can't be evaluated: a value has a form that does not fit where it is used."), -1);
    }

    /// The library knows where the number begins, but not the number.
    private static ExpressionException tooLarge(int start, JsonataSource source) {
        var number = source.tokens().stream().filter(token -> token.start() == start).findFirst();
        return new ExpressionException(number.isEmpty()
                ? Sentence.of("A number is too large.")
                : Sentence.of("The number %s is too large.", shorten(number.get().text())), start);
    }

    private static int offset(JException failure, JsonataSource source) {
        // No word ends at 0: the library means that it doesn't know.
        return failure.getLocation() <= 0 ? -1 : source.offset(failure.getLocation());
    }

    private static Sentence sentence(JException failure) {
        var sentence = failure.getError() == null ? null : SENTENCES.get(failure.getError());
        if (sentence != null) {
            return sentence.apply(failure);
        }
        if (failure instanceof StatedException stated) {
            return stated.sentence();
        }
        if (isSentence(failure.getError())) {
            return Sentence.verbatim(failure.getError());
        }
        // In its messages the library has "Object" wherever JSONata's have "function".
        var text = String.valueOf(failure.getMessage()).replace(" Object", " function");
        return Sentence.verbatim(shorten(text.endsWith(".") ? text : text + "."));
    }

    private static boolean isSentence(@Nullable String text) {
        return text != null && text.endsWith(".");
    }

    private static Map<String, Function<JException, Sentence>> sentences() {
        var all = new LinkedHashMap<String, Function<JException, Sentence>>();
        all.put("S0101", _ -> Sentence.of("A text has no closing quote."));
        all.put("S0201", e -> Sentence.of("%s is not expected here.", quote(e.getCurrent())));
        all.put("S0202",
                e -> Sentence.of("%s is expected here instead of %s.", quote(e.getCurrent()), quote(e.getExpected())));
        all.put("S0203", e -> Sentence.of("The expression ends too early: %s is missing.", quote(e.getCurrent())));
        all.put("S0204", e -> Sentence.of("There is no operator %s.", quote(e.getCurrent())));
        all.put("S0207", _ -> Sentence.of("The expression ends too early."));
        all.put("S0211",
                e -> Sentence.of("%s can't begin an expression or stand before a value.", quote(e.getCurrent())));
        all.put("S0212", _ -> Sentence.of("Left of := there must be a variable, such as $total."));
        all.put("T0410", e -> wrongArgument(String.valueOf(e.getExpected()), String.valueOf(e.getCurrent())));
        all.put("T0411",
                e -> Sentence.of(
                        "A function that is given no argument uses the context, and that is of the wrong kind here."));
        all.put("T0412", e -> Sentence.of("A function is given a list that holds values of the wrong kind."));
        all.put("T1006", _ -> Sentence.of("What is called here is not a function."));
        all.put("T2001", e -> number(Sentence.of("Left of %s there must be a number.", quote(e.getCurrent())), e));
        all.put("T2002", e -> number(Sentence.of("Right of %s there must be a number.", quote(e.getCurrent())), e));
        all.put("T2009", e -> Sentence.of("A text and a number can't be compared."));
        all.put("T2010", e -> Sentence.of("Only numbers and texts can be compared with %s.", quote(e.getCurrent())));
        all.put("T2011", _ -> Sentence.of("What a transformation (|…|…|) puts in must be an object."));
        all.put("T2012",
                _ -> Sentence.of("What a transformation (|…|…|…|) takes out must be a text or a list of texts."));
        all.put("D1002", _ -> Sentence.of("Only a number can stand behind a minus."));
        all.put("T1003", e -> noName(e.getCurrent()));
        all.put("D1001", _ -> Sentence.of("A number is too large."));
        all.put("D1009", e -> Sentence.of("Two fields of an object are both called %s.", quote(e.getCurrent())));
        all.put("D3137", e -> stated(e));
        all.put("D3141", e -> stated(e));
        return all;
    }

    /// What has no name of its own is called by the library as it is in Java, which differs from process to process.
    private static Sentence wrongArgument(String function, String argument) {
        if (Functions.NAMES.contains(function)) {
            return Sentence.of("$%s is given an argument of the wrong kind (argument %s).", function, argument);
        }
        return function.contains(".")
                ? Sentence.of("A transformation (|…|…|) is given what is neither an object nor a list of objects.")
                : Sentence.of("A function is given an argument of the wrong kind (argument %s).", argument);
    }

    private static Sentence noName(@Nullable Object value) {
        return value instanceof Number || value instanceof Boolean
                ? Sentence.of("The name of a field must be text, and %s is not.", quote(value))
                : Sentence.of("The name of a field must be text.");
    }

    private static Sentence number(Sentence wrong, JException failure) {
        return "+".equals(failure.getCurrent()) ? wrong.then(Habits.JOINED) : wrong;
    }

    /// What `$error` and `$assert` were told to say.
    private static Sentence stated(JException failure) {
        return Sentence.verbatim(String.valueOf(failure.getCurrent()));
    }

    static String quote(@Nullable Object value) {
        return "\"" + shorten(String.valueOf(value)) + "\"";
    }

    static String shorten(String text) {
        return text.length() <= LONGEST_VALUE * 2 ? text : text.substring(0, LONGEST_VALUE) + " …";
    }
}
