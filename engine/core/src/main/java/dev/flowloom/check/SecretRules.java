package dev.flowloom.check;

import java.util.List;
import java.util.function.Consumer;

import dev.flowloom.expression.Template;
import dev.flowloom.json.CompiledSchema.Violation;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.Problem;
import dev.flowloom.model.SecretReference;

/// What the settings of steps say of secrets.
final class SecretRules {
    static final List<Rule> ALL = List.of(SecretRules::refersRight, SecretRules::keepsPasswords);

    private SecretRules() {}

    private static void refersRight(Subject subject, Consumer<Problem> problems) {
        StepRules.enabled(subject).forEach(step -> SettingsWalk.through(step.settings(), Json.Obj.EMPTY,
                (pointer, value, _) -> {
                    if (value instanceof Json.Obj object && SecretReference.isMeant(object)) {
                        SecretReference.flaws(object).forEach(flaw -> problems.accept(malformed(step,
                                pointer + "/" + flaw.field(), flaw.message())));
                    }
                }));
    }

    private static Problem malformed(Node.Step step, String pointer, String message) {
        return Problem.error("step.secret", Places.at(step, "/settings" + pointer),
                "%s refers wrongly to a secret: %s".formatted(Places.name(step), message),
                "Write {\"secret\": \"NAME\", \"prefix\": \"Bearer \"}, the name of letters, digits and _ alone; the prefix "
                        + "may be left out. Is data meant, make the object by one expression.");
    }

    private static void keepsPasswords(Subject subject, Consumer<Problem> problems) {
        StepRules.enabled(subject).forEach(step -> {
            var description = subject.types().describe(step.type());
            if (description != null) {
                SettingsWalk.through(step.settings(), description.settings(), (pointer, value, schema) -> {
                    if (Json.of("password").equals(schema.get("format")) && isReadable(value)) {
                        problems.accept(Problem.warning("step.password", Places.at(step, "/settings" + pointer),
                                "The password of %s stands readable in the flow and its runs."
                                        .formatted(Places.name(step)),
                                "Refer to a secret instead: {\"secret\": \"NAME\"}, where NAME is an environment "
                                        + "variable that Flowloom is started with."));
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
    static String explained(Violation violation, Json.Obj settings) {
        if (!violation.keyword().equals("type")
                || !(Pointers.follow(violation.pointer(), settings) instanceof Json.Obj at)
                || !SecretReference.hasName(at)) {
            return violation.message();
        }
        return SecretReference.isMeant(at)
                ? violation.message() + " A reference to a secret gives a text."
                : violation.message() + " A reference to a secret has \"secret\" and \"prefix\" alone.";
    }
}
