package dev.flowloom.expression;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import dev.flowloom.expression.JsonataToken.Kind;
import dev.flowloom.model.Sentence;
import org.jspecify.annotations.Nullable;

/// The functions that are ours rather than the library's: because its own allocate without bound, depend on the
/// machine's clock, zone or language, are wrong, don't say what is, or read without being counted.
final class Functions {
    private static final List<Definition> ALL = Stream
            .of(TextFunctions.ALL, EncodingFunctions.ALL, PatternFunctions.ALL, TimeFunctions.ALL, OtherFunctions.ALL)
            .flatMap(List::stream)
            .toList();

    /// The functions of the language, see https://docs.jsonata.org/overview.
    static final SortedSet<String> NAMES = Collections.unmodifiableSortedSet(new TreeSet<>(List.of("abs", "append",
            "assert", "average", "base64decode", "base64encode", "boolean", "ceil", "contains", "count",
            "decodeUrl", "decodeUrlComponent", "distinct", "each", "encodeUrl", "encodeUrlComponent", "error", "eval",
            "exists", "filter", "floor", "formatBase", "formatInteger", "formatNumber", "fromMillis", "join", "keys",
            "length", "lookup", "lowercase", "map", "match", "max", "merge", "millis", "min", "not", "now", "number",
            "pad", "parseInteger", "power", "random", "reduce", "replace", "reverse", "round", "shuffle", "sift",
            "single", "sort", "split", "spread", "sqrt", "string", "substring", "substringAfter", "substringBefore",
            "sum", "toMillis", "trim", "type", "uppercase", "zip")));

    /// Those that can be called.
    static final List<String> AVAILABLE = NAMES.stream().filter(name -> !name.equals("eval")).toList();

    private Functions() {}

    /// What a function does.
    interface Body {
        @Nullable
        Object call(Evaluation evaluation, Args args);
    }

    /// A function of the language.
    ///
    /// @param signature which arguments it takes, in JSONata's notation
    /// @param replaced the method of the library that it stands in for, which tells the library how many arguments
    ///     it can be given
    record Definition(String name, String signature, String replaced, Body body) {
        Definition(String name, String signature, Body body) {
            this(name, signature, name, body);
        }
    }

    /// Binds those that the source names. No others can be called, since nothing evaluates a text made on the way.
    static void register(Jsonata library, JsonataSource source, Evaluation evaluation) {
        var named = new TreeSet<String>();
        source.tokens().stream().filter(token -> token.kind() == Kind.VARIABLE).forEach(v -> named.add(v.text()));
        for (var definition : ALL) {
            if (named.contains(definition.name())) {
                library.registerFunction(definition.name(), new Bound(definition, evaluation));
            }
        }
        source.regexes().forEach((name, regex) -> library.registerFunction(name, new Regex(regex, evaluation)));
    }

    static JException failure(Sentence sentence) {
        return new StatedException(sentence);
    }

    /// A function with the evaluation it belongs to.
    private static final class Bound extends Jsonata.JFunction {
        private final String name;
        private final Body body;
        private final Evaluation evaluation;

        Bound(Definition definition, Evaluation evaluation) {
            super(definition.name(), definition.signature(), com.dashjoin.jsonata.Functions.class, null,
                    definition.replaced());
            name = definition.name();
            body = definition.body();
            this.evaluation = evaluation;
        }

        @Override
        @SuppressWarnings("rawtypes")
        public @Nullable Object call(@Nullable Object input, List args) {
            var given = new Args(args);
            evaluation.guard().spendOnReading(given.values());
            try {
                var made = body.call(evaluation, given);
                if (made instanceof String) {
                    evaluation.guard().spendOnReading(List.of(made));
                }
                return made;
            } catch (RuntimeException e) {
                if (e instanceof JException || e.getCause() instanceof JException || e.getCause() instanceof Error) {
                    throw e;
                }
                // What Java says of it is meant for programmers, and not the same on every machine.
                throw failure(Sentence.of("$%s can do nothing with what it is given: %s.", name,
                        Sentence.listed(given.quoted())));
            }
        }
    }

    /// The arguments of a call. Those left out are null.
    record Args(List<?> values) {
        @Nullable
        Object at(int index) {
            return index < values.size() ? values.get(index) : null;
        }

        @Nullable
        String text(int index) {
            return (String) at(index);
        }

        @Nullable
        Number number(int index) {
            return (Number) at(index);
        }

        /// As people would write them; what may be large is left out.
        List<String> quoted() {
            return values.stream().filter(Objects::nonNull).map(value -> switch (value) {
                case String text -> JsonataMessages.quote(text);
                case Number number -> number.toString();
                case Boolean truth -> truth.toString();
                default -> "…";
            }).toList();
        }

        @Nullable
        List<?> list(int index) {
            var value = at(index);
            return value == null || value instanceof List ? (List<?>) value : List.of(value);
        }
    }
}
