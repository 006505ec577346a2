package dev.flowloom.check;

import java.util.List;
import java.util.function.Consumer;

import dev.flowloom.expression.Template;
import dev.flowloom.json.CompiledSchema.Violation;
import dev.flowloom.model.Json;
import dev.flowloom.model.Problem;
import dev.flowloom.model.SecretReference;
import dev.flowloom.model.Sentence;

/// What settings say of secrets.
final class SecretRules {
    static final List<Rule> ALL = List.of(SecretRules::refersRight, SecretRules::keepsPasswords);

    private SecretRules() {}

    private static void refersRight(Subject subject, Consumer<Problem> problems) {
        Configured.in(subject).forEach(it -> SettingsWalk.through(it.settings(), Json.Obj.EMPTY,
                (pointer, value, _) -> {
                    if (value instanceof Json.Obj object && SecretReference.isMeant(object)) {
                        SecretReference.flaws(object).forEach(flaw -> problems.accept(malformed(it,
                                pointer + "/" + flaw.field(), flaw.message())));
                    }
                }));
    }

    private static Problem malformed(Configured it, String pointer, Sentence message) {
        return Problem.error("step.secret", Places.at(it.node(), "/settings" + pointer),
                Sentence.of("%s refers wrongly to a secret: %s", Places.name(it.node()), message),
                Sentence.of(
                        "Write {\"$secret\": \"NAME\", \"prefix\": \"Bearer \"}, the name of letters, digits and _ alone; the prefix may be left out."));
    }

    private static void keepsPasswords(Subject subject, Consumer<Problem> problems) {
        Configured.in(subject).forEach(it -> {
            var description = subject.types().describe(it.type());
            if (description != null) {
                SettingsWalk.through(it.settings(), description.settings(), (pointer, value, schema) -> {
                    if (Json.of("password").equals(schema.get("format")) && isReadable(value)) {
                        problems.accept(Problem.warning("step.password", Places.at(it.node(), "/settings" + pointer),
                                Sentence.of("The password of %s stands readable in the flow and its runs.",
                                        Places.name(it.node())),
                                Sentence.of(
                                        "Refer to a secret instead: {\"$secret\": \"NAME\"}, where NAME is an environment variable that Flowloom is started with.")));
                    }
                });
            }
        });
    }

    private static boolean isReadable(Json value) {
        return value instanceof Json.Str(var text) && !text.isEmpty() && !Template.isIn(text);
    }

    /// What a schema says of a setting, where that is meant as a reference to a secret: the schema took it for a text, or
    /// for an object like any other.
    static Sentence explained(Violation violation, Json.Obj settings) {
        if (!violation.keyword().equals("type")
                || !(Pointers.follow(violation.pointer(), settings) instanceof Json.Obj at)
                || !SecretReference.hasName(at)) {
            return violation.sentence();
        }
        return SecretReference.isMeant(at)
                ? Sentence.of("%s A reference to a secret gives a text.", violation.sentence())
                : Sentence.of("%s A reference to a secret has \"$secret\" and \"prefix\" alone.", violation.sentence());
    }
}
