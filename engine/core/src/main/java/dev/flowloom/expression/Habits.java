package dev.flowloom.expression;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import dev.flowloom.model.Nearest;
import dev.flowloom.model.Sentence;
import org.jspecify.annotations.Nullable;

/// What people write who know other languages, and how that is written here.
final class Habits {
    static final Sentence JOINED = Sentence.of("Texts are joined by &, numbers added by +.");
    private static final Sentence STATEMENTS = Sentence.of(
            "There are no statements: choose by condition ? one : other, and name a value by ($x := value; …).");

    /// By what is written, the longer before what it begins with.
    private static final List<Habit> ALL = List.of(
            new Habit("!={2}|<>", Sentence.of("Unequal is written !=.")),
            new Habit("={2,3}", Sentence.of("Equal is written with one =.")),
            new Habit("=>", Sentence.of("A function is written function($x) { … }.")),
            new Habit("&&|\\bAND\\b", Sentence.of("Both is written with the word and.")),
            new Habit("\\|\\||\\bOR\\b", Sentence.of("Either is written with the word or.")),
            new Habit("!(?!=)|\\b(?i:not)\\s+", Sentence.of("Not is written as a function: $not( … ).")),
            new Habit("\\?\\.", Sentence.of("A plain . will do: of what isn't there nothing is taken.")),
            new Habit("\\$\\{[^}]*\\}", Sentence.of("Leave out ${ and }.")),
            new Habit("\\+\\+|\\+=", JOINED),
            new Habit("\\b(?i:is)\\s", Sentence.of("Equal is written with one =.")),
            new Habit("\\b(?i:like)\\s", Sentence.of("Write $contains(text, /pattern/).")),
            new Habit("\\b(if|let|var|const|return|for|while)\\b\\s*", STATEMENTS));

    private static final Map<String, String> FUNCTIONS = Map.ofEntries(Map.entry("tolowercase", "lowercase"),
            Map.entry("touppercase", "uppercase"), Map.entry("lower", "lowercase"), Map.entry("upper", "uppercase"),
            Map.entry("len", "count"), Map.entry("size", "count"), Map.entry("includes", "contains"),
            Map.entry("indexof", "contains"), Map.entry("startswith", "contains"), Map.entry("parseint", "number"),
            Map.entry("parsefloat", "number"), Map.entry("tonumber", "number"), Map.entry("tostring", "string"),
            Map.entry("str", "string"), Map.entry("stringify", "string"), Map.entry("concat", "append"),
            Map.entry("date", "now"), Map.entry("avg", "average"), Map.entry("foreach", "map"),
            Map.entry("slice", "substring"), Map.entry("substr", "substring"), Map.entry("isempty", "exists"));

    private Habits() {}

    private record Habit(Pattern written, Sentence here) {
        Habit(String pattern, Sentence here) {
            this(Pattern.compile(pattern), here);
        }

        /// Whether it is what stands where the source is wrong.
        boolean is(String source, int offset) {
            return written.matcher(source).results()
                    .anyMatch(match -> match.start() <= offset && offset <= match.end());
        }
    }

    /// The same, with how it is written here where that can be told.
    static ExpressionException explained(ExpressionException wrong, String source) {
        return ALL.stream().filter(habit -> wrong.offset() >= 0 && habit.is(source, wrong.offset())).findFirst()
                .map(habit -> new ExpressionException(wrong.sentence().then(habit.here()),
                        wrong.offset()))
                .orElse(wrong);
    }

    /// The function that is meant by a name, without its $; null where that can't be told.
    static @Nullable String function(String name) {
        var known = FUNCTIONS.get(name.toLowerCase(Locale.ROOT));
        return known == null ? Nearest.to(name, Functions.NAMES) : known;
    }
}
