package dev.flowloom.step;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.flowloom.model.Json;
import dev.flowloom.model.Retry;
import dev.flowloom.model.SecretReference;
import dev.flowloom.model.Sentence;
import dev.flowloom.model.Severity;
import org.jspecify.annotations.Nullable;

/// The settings of a step, read by name and of the kind a step type needs. Defaults, allowed values and bounds are
/// those of the type's schema, so that they stand in one place. For an attempt every expression has been replaced by
/// whatever it gave: a setting of the wrong kind is a [StepFailure] that names it. A null counts as a setting left out.
public final class Settings {
    /// The code of the failure that says a setting is missing or wrong.
    public static final String INVALID = "settings.invalid";

    private final Json.Obj values;
    private final Json.Obj properties;
    private final Set<String> open;
    private final Set<String> secret;

    private Settings(Json.Obj values, StepDescription description, Set<String> open, Set<String> secret) {
        this.values = values;
        this.properties = description.settings().get("properties") instanceof Json.Obj found ? found : Json.Obj.EMPTY;
        this.open = open;
        this.secret = secret;
    }

    public static Settings of(StepCall call, StepDescription description) {
        return of(call.settings(), description);
    }

    /// The settings of a source.
    public static Settings of(Json.Obj values, StepDescription description) {
        return new Settings(values, description, Set.of(), Set.of());
    }

    /// The settings of a step as it is drawn. For a reference to a secret some text stands in.
    ///
    /// @param open the names of those that hold an expression, so that their values are known only in a run
    public static Settings drawn(Json.Obj values, StepDescription description, Set<String> open) {
        var unknown = new TreeSet<>(open);
        var secret = new TreeSet<String>();
        values.fields().forEach((name, value) -> {
            if (value instanceof Json.Obj object && SecretReference.isMeant(object)) {
                unknown.add(name);
            }
            if (!SecretReference.allIn(Json.Obj.of(name, value)).isEmpty()) {
                secret.add(name);
            }
        });
        return new Settings(SecretReference.withStandIns(values), description, Set.copyOf(unknown), Set.copyOf(secret));
    }

    /// Whether an expression makes the value, or a part of a text, or a secret is the value, so that it is known only in
    /// a run. Expressions and secrets deeper in an object or a list don't count.
    public boolean isOpen(String name) {
        return open.contains(name);
    }

    /// That no secret may stand in a setting, at whatever depth, because its value would be kept; empty where none does.
    public List<StepFailure> refuseSecrets(String name) {
        return secret.contains(name)
                ? List.of(invalid(name, Sentence.of(
                        "refers to a secret, whose value would be kept, readable; refer to the secret only in the step that needs it")))
                : List.of();
    }

    /// The value, else the schema's default, else null.
    public @Nullable Json find(String name) {
        var value = values.get(name);
        return value == null || value instanceof Json.Null ? rule(name, "default") : value;
    }

    public Json get(String name) throws StepFailure {
        var value = find(name);
        if (value == null) {
            throw invalid(name, Sentence.of("is missing; give it a value"));
        }
        return value;
    }

    public String text(String name) throws StepFailure {
        if (!(get(name) instanceof Json.Str(var text))) {
            throw wrongKind(name, Sentence.of("a text"));
        }
        if (rule(name, "enum") instanceof Json.Arr(var allowed) && !allowed.contains(Json.of(text))) {
            throw invalid(name, Sentence.of("is \"%s\", but must be one of %s", text, words(allowed)));
        }
        return text;
    }

    public @Nullable String findText(String name) throws StepFailure {
        return find(name) == null ? null : text(name);
    }

    public boolean flag(String name) throws StepFailure {
        if (get(name) instanceof Json.Bool(var value)) {
            return value;
        }
        throw wrongKind(name, Sentence.of("true or false"));
    }

    /// A whole number within the schema's `minimum` and `maximum`.
    public int whole(String name) throws StepFailure {
        if (!(get(name) instanceof Json.Num(var number))) {
            throw wrongKind(name, Sentence.of("a whole number"));
        }
        var least = bound(name, "minimum", Integer.MIN_VALUE);
        var most = bound(name, "maximum", Integer.MAX_VALUE);
        // Compared before it is converted: the exact value of 1E+9999999 would fill the memory.
        if (number.compareTo(least) < 0 || number.compareTo(most) > 0 || number.stripTrailingZeros().scale() > 0) {
            throw invalid(name, Sentence.of("is %s, but must be a whole number from %s to %s", number, least, most));
        }
        return number.intValueExact();
    }

    public @Nullable Integer findWhole(String name) throws StepFailure {
        return find(name) == null ? null : whole(name);
    }

    /// An ISO-8601 duration longer than nothing, at most 366 days.
    public Duration duration(String name) throws StepFailure {
        var text = text(name);
        try {
            var duration = Duration.parse(text);
            if (duration.isPositive() && duration.compareTo(Retry.LONGEST) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException _) {
            // Told below, with the durations that are too short or too long.
        }
        throw invalid(name, Sentence.of("is \"%s\", but must be a duration such as PT30S, at most 366 days", text));
    }

    /// An object; empty where none is set.
    public Json.Obj object(String name) throws StepFailure {
        return switch (find(name)) {
            case null -> Json.Obj.EMPTY;
            case Json.Obj object -> object;
            default -> throw wrongKind(name, Sentence.of("an object"));
        };
    }

    /// A list's items; none where none is set.
    public List<Json> list(String name) throws StepFailure {
        return switch (find(name)) {
            case null -> List.of();
            case Json.Arr(var items) -> items;
            default -> throw wrongKind(name, Sentence.of("a list"));
        };
    }

    /// The failure that says what is wrong with a setting.
    ///
    /// @param problem goes on after the setting's name: "is empty; name a table"
    public static StepFailure invalid(String name, String problem) {
        return invalid(name, Sentence.verbatim(problem));
    }

    /// As the other, of a problem that can be translated.
    public static StepFailure invalid(String name, Sentence problem) {
        return new StepFailure(INVALID, Severity.CRITICAL, Sentence.of("The setting \"%s\" %s.", name, problem),
                Json.Obj.of("setting", Json.of(name)));
    }

    /// Tells the kind and not the value, which may be a secret.
    private StepFailure wrongKind(String name, Sentence wanted) throws StepFailure {
        return invalid(name, Sentence.of("is %s, but must be %s", Json.kind(get(name)), wanted));
    }

    private BigDecimal bound(String name, String keyword, int otherwise) {
        return rule(name, keyword) instanceof Json.Num(var bound) ? bound : BigDecimal.valueOf(otherwise);
    }

    private @Nullable Json rule(String name, String keyword) {
        return properties.get(name) instanceof Json.Obj schema ? schema.get(keyword) : null;
    }

    private static String words(List<Json> allowed) {
        return allowed.stream().map(item -> item instanceof Json.Str(var text) ? text : Json.kind(item).english())
                .collect(Collectors.joining(", "));
    }
}
