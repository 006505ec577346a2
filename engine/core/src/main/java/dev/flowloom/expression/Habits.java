package dev.flowloom.expression;

import java.util.Collection;
import java.util.LinkedHashSet;
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
            Map.entry("parsefloat", "number"),
            Map.entry("int", "number"), Map.entry("integer", "number"), Map.entry("toint", "number"),
            Map.entry("float", "number"), Map.entry("tofloat", "number"), Map.entry("double", "number"),
            Map.entry("tonumber", "number"), Map.entry("tostring", "string"),
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
        return known == null ? Nearest.to(name, Functions.AVAILABLE) : known;
    }

    static Sentence noFunction(String name) {
        var nearest = function(name);
        return nearest == null
                ? Sentence.of("There is no function $%s.", name)
                : Sentence.of("There is no function $%s. Is $%s meant?", name, nearest);
    }

    /// What is said of a variable that has no value.
    ///
    /// @param given the variables that the source gives one
    static Sentence noVariable(String name, Collection<String> given) {
        var candidates = new LinkedHashSet<>(given);
        candidates.addAll(SeenNames.ALL);
        candidates.addAll(Functions.AVAILABLE);
        var nearest = Nearest.to(name, candidates);
        return nearest == null
                ? Sentence.of("There is no variable $%s. Expressions see %s.", name, Sentence.listed(SeenNames.ALL))
                : Sentence.of("There is no variable $%s. Is %s meant?", name,
                        SeenNames.ALL.contains(nearest) && !given.contains(nearest) ? nearest : "$" + nearest);
    }

    /// The word that is meant by a name which is one in other languages; null where it is none.
    static @Nullable String word(String name) {
        return switch (name) {
            case "undefined", "nil", "None", "Null", "NULL" -> "null";
            case "True", "TRUE" -> "true";
            case "False", "FALSE" -> "false";
            default -> null;
        };
    }
}
