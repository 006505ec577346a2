package dev.flowloom.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/// Stands in a step's settings where the value of a secret is wanted: `{"$secret": "BANK_TOKEN", "prefix": "Bearer "}`.
/// It is one only where it stands so in the definition: data that looks the same is data.
///
/// @param name what the secret is found by
/// @param prefix a text before the secret's value; may be empty
public record SecretReference(String name, String prefix) {
    private static final String SECRET = "$secret";
    private static final String PREFIX = "prefix";
    private static final String EXPRESSION = "{{";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]+");
    private static final Json STAND_IN = Json.of("secret");

    /// What is wrong with what is meant as a reference.
    ///
    /// @param field the reference's field that is wrong
    /// @param message what is wrong, as a sentence
    public record Flaw(String field, Sentence message) {}

    public static SecretReference to(String name) {
        return new SecretReference(name, "");
    }

    /// The reference that a value of a definition is; null where it is none, or isn't well made.
    public static @Nullable SecretReference of(Json value) {
        if (value instanceof Json.Obj object && isMeant(object) && flaws(object).isEmpty()
                && object.get(SECRET) instanceof Json.Str(var name)) {
            return new SecretReference(name, object.get(PREFIX) instanceof Json.Str(var prefix) ? prefix : "");
        }
        return null;
    }

    /// Whether an object of a definition is to be a reference, be it well made or not.
    public static boolean isMeant(Json.Obj object) {
        int others = object.get(PREFIX) == null ? 0 : 1;
        return hasName(object) && object.fields().size() == 1 + others;
    }

    /// Whether an object says that it names a secret, whatever else it says.
    public static boolean hasName(Json.Obj object) {
        return object.get(SECRET) != null;
    }

    /// What is wrong with what is meant as a reference.
    public static List<Flaw> flaws(Json.Obj meant) {
        var flaws = new ArrayList<Flaw>();
        if (!(meant.get(SECRET) instanceof Json.Str(var name))) {
            flaws.add(new Flaw(SECRET, Sentence.of("\"$secret\" must be a text, the name of a secret.")));
        } else if (!isName(name)) {
            flaws.add(new Flaw(SECRET, name.isEmpty()
                    ? Sentence.of("The reference names no secret.")
                    : Sentence.of("\"%s\" can't be the name of a secret.", name)));
        }
        var prefix = meant.get(PREFIX);
        if (prefix != null && !(prefix instanceof Json.Str)) {
            flaws.add(new Flaw(PREFIX, Sentence.of("\"prefix\" must be a text.")));
        } else if (prefix instanceof Json.Str(var text) && text.contains(EXPRESSION)) {
            flaws.add(new Flaw(PREFIX,
                    Sentence.of("\"prefix\" holds an expression, which is not evaluated there.")));
        }
        return List.copyOf(flaws);
    }

    /// Whether a secret can have this name.
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /// All well made references in settings as they stand in a definition, at any depth. The settings themselves are
    /// none, whatever fields they have.
    public static List<SecretReference> allIn(Json.Obj settings) {
        var found = new ArrayList<SecretReference>();
        replaceInFields(settings, settings, meant -> {
            var reference = of(meant);
            if (reference != null) {
                found.add(reference);
            }
            return meant;
        });
        return List.copyOf(found);
    }

    /// Settings with texts where their definition has references.
    ///
    /// @param drawn the settings as they stand in the definition
    /// @param settings the same with their expressions evaluated, in which nothing else is taken for a reference
    public static Json.Obj fill(Json.Obj drawn, Json.Obj settings, Function<SecretReference, String> texts) {
        return replaceInFields(drawn, settings, meant -> {
            var reference = of(meant);
            return reference == null ? meant : Json.of(texts.apply(reference));
        });
    }

    /// Settings of a definition with some text where references stand, for those who ask what kinds of values there are.
    public static Json.Obj withStandIns(Json.Obj drawn) {
        return replaceInFields(drawn, drawn, _ -> STAND_IN);
    }

    private static Json.Obj replaceInFields(Json.Obj drawn, Json.Obj value, Function<Json.Obj, Json> replacement) {
        var replaced = new LinkedHashMap<String, Json>(value.fields());
        replaced.replaceAll((name, field) -> replace(orNull(drawn.get(name)), field, replacement));
        return new Json.Obj(replaced);
    }

    private static Json replace(Json drawn, Json value, Function<Json.Obj, Json> replacement) {
        if (drawn instanceof Json.Obj object && value instanceof Json.Obj same) {
            return isMeant(object) ? replacement.apply(object) : replaceInFields(object, same, replacement);
        }
        if (drawn instanceof Json.Arr(var items) && value instanceof Json.Arr(var others)) {
            var replaced = new ArrayList<Json>(others);
            for (int at = 0; at < Math.min(items.size(), others.size()); at++) {
                replaced.set(at, replace(items.get(at), others.get(at), replacement));
            }
            return new Json.Arr(replaced);
        }
        return value;
    }

    private static Json orNull(@Nullable Json value) {
        return value == null ? Json.NULL : value;
    }

    /// As it stands in a definition.
    public Json.Obj json() {
        var named = Json.Obj.of(SECRET, Json.of(name));
        return prefix.isEmpty() ? named : named.with(PREFIX, Json.of(prefix));
    }
}
