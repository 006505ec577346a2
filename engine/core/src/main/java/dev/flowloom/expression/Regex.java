package dev.flowloom.expression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import org.jspecify.annotations.Nullable;

/// A regular expression as JSONata knows one: a function from text to its first match, which leads to the next.
final class Regex extends Jsonata.JFunction {
    private final Pattern pattern;
    private final Evaluation evaluation;

    Regex(Pattern pattern, Evaluation evaluation) {
        super((_, _) -> null, "<s:o>");
        this.pattern = pattern;
        this.evaluation = evaluation;
    }

    Pattern pattern() {
        return pattern;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public @Nullable Object call(@Nullable Object input, List args) {
        return args.getFirst() instanceof String text
                ? nextMatch(new GuardedText(text, evaluation.guard()).matcher(pattern))
                : null;
    }

    private static @Nullable Map<String, Object> nextMatch(Matcher matcher) {
        if (!GuardedText.find(matcher)) {
            return null;
        }
        var match = new LinkedHashMap<String, Object>();
        match.put("match", matcher.group());
        match.put("start", matcher.start());
        match.put("end", matcher.end());
        match.put("groups", PatternFunctions.groups(matcher));
        match.put("next", (Jsonata.Fn0<@Nullable Object>) () -> nextMatch(matcher));
        return match;
    }

    /// Calls a function of the language.
    static @Nullable Object apply(@Nullable Object function, @Nullable Object... args) {
        try {
            return com.dashjoin.jsonata.Functions.funcApply(function,
                    new ArrayList<>(Arrays.asList(args)));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new JException(e, String.valueOf(e.getMessage()), -1, null, null);
        }
    }
}
