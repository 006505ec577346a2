package dev.flowloom.expression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.dashjoin.jsonata.Utils;
import dev.flowloom.expression.Functions.Args;
import dev.flowloom.expression.Functions.Definition;
import dev.flowloom.model.Sentence;
import org.jspecify.annotations.Nullable;

/// Functions that search text, by other text or by a regular expression, with a bound on how long they search.
final class PatternFunctions {
    static final List<Definition> ALL = List.of(
            new Definition("contains", "<s-(sf):b>", PatternFunctions::contains),
            new Definition("match", "<s-f<s:o>n?:a<o>>", PatternFunctions::match),
            new Definition("split", "<s-(sf)n?:a<s>>", PatternFunctions::split),
            new Definition("replace", "<s-(sf)(sf)n?:s>", PatternFunctions::replace));

    private PatternFunctions() {}

    private static @Nullable Object contains(Evaluation evaluation, Args args) {
        var text = args.text(0);
        return text == null ? null : GuardedText.find(matcher(evaluation, text, args.at(1)));
    }

    private static @Nullable Object match(Evaluation evaluation, Args args) {
        var text = args.text(0);
        if (text == null) {
            return null;
        }
        var found = Utils.createSequence();
        var matcher = matcher(evaluation, text, args.at(1));
        for (long left = limit(args.number(2)); left > 0 && GuardedText.find(matcher); left--) {
            var match = new LinkedHashMap<String, @Nullable Object>();
            match.put("match", matcher.group());
            match.put("index", text.codePointCount(0, matcher.start()));
            match.put("groups", groups(matcher));
            found.add(match);
        }
        return found;
    }

    private static @Nullable Object split(Evaluation evaluation, Args args) {
        var text = args.text(0);
        if (text == null) {
            return null;
        }
        long limit = limit(args.number(2));
        if ("".equals(args.at(1))) {
            return text.codePoints().limit(limit).mapToObj(Character::toString).toList();
        }
        var parts = new ArrayList<String>();
        var matcher = matcher(evaluation, text, args.at(1));
        int from = 0;
        while (parts.size() < limit && GuardedText.find(matcher)) {
            parts.add(text.substring(from, matcher.start()));
            from = matcher.end();
        }
        if (parts.size() < limit) {
            parts.add(text.substring(from));
        }
        return parts;
    }

    private static @Nullable Object replace(Evaluation evaluation, Args args) {
        var text = args.text(0);
        if (text == null) {
            return null;
        }
        if ("".equals(args.at(1))) {
            throw Functions.failure(Sentence.of("$replace can't look for an empty text."));
        }
        var matcher = matcher(evaluation, text, args.at(1));
        var replaced = new StringBuilder();
        int from = 0;
        for (long left = limit(args.number(3)); left > 0 && GuardedText.find(matcher); left--) {
            replaced.append(text, from, matcher.start());
            replaced.append(replacement(matcher, args.at(1), args.at(2)));
            evaluation.guard().refuseLargerThan(replaced.length());
            from = matcher.end();
        }
        return replaced.append(text, from, text.length()).toString();
    }

    private static String replacement(MatchResult match, @Nullable Object pattern, @Nullable Object by) {
        if (by instanceof String text) {
            return pattern instanceof String ? text : expand(text, match);
        }
        var given = new LinkedHashMap<String, @Nullable Object>();
        given.put("match", match.group());
        given.put("start", match.start());
        given.put("end", match.end());
        given.put("groups", groups(match));
        if (Regex.apply(by, given) instanceof String text) {
            return text;
        }
        throw Functions.failure(Sentence.of("The function given to $replace must return text."));
    }

    /// A replacement with `$1` and the like filled in, `$$` for a dollar.
    private static String expand(String text, MatchResult match) {
        var expanded = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            char following = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
            if (c != '$' || (following != '$' && !isDigit(following))) {
                expanded.append(c);
            } else if (following == '$') {
                expanded.append('$');
                at++;
            } else {
                int end = endOfGroup(text, at + 1, match.groupCount());
                expanded.append(group(match, Integer.parseInt(text.substring(at + 1, end))));
                at = end - 1;
            }
        }
        return expanded.toString();
    }

    /// Of `$12` the 2 belongs to the number only where there are as many groups.
    private static int endOfGroup(String text, int start, int groups) {
        int end = start + 1;
        while (end < text.length() && isDigit(text.charAt(end)) && end - start < 4
                && Integer.parseInt(text.substring(start, end + 1)) <= groups) {
            end++;
        }
        return end;
    }

    private static String group(MatchResult match, int number) {
        var found = number <= match.groupCount() ? match.group(number) : null;
        return found == null ? "" : found;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static List<@Nullable String> groups(MatchResult match) {
        var groups = new ArrayList<@Nullable String>();
        for (int group = 1; group <= match.groupCount(); group++) {
            groups.add(match.group(group));
        }
        return groups;
    }

    private static Matcher matcher(Evaluation evaluation, String text, @Nullable Object pattern) {
        return switch (pattern) {
            case String words -> new GuardedText(text, evaluation.guard()).matcher(Pattern.compile(words,
                    Pattern.LITERAL));
            case Regex regex -> new GuardedText(text, evaluation.guard()).matcher(regex.pattern());
            case null, default ->
                throw Functions.failure(Sentence.of("A text or a regular expression is needed here."));
        };
    }

    private static long limit(@Nullable Number given) {
        if (given != null && given.longValue() < 0) {
            throw Functions.failure(Sentence.of("The limit must not be negative."));
        }
        return given == null ? Long.MAX_VALUE : given.longValue();
    }
}
