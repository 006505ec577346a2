package dev.flowloom.check;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.flowloom.check.SettingsSchemas.Compiled;
import dev.flowloom.expression.Template;
import dev.flowloom.json.CompiledSchema.Violation;
import dev.flowloom.model.Json;
import dev.flowloom.model.Nearest;
import dev.flowloom.model.Node;
import dev.flowloom.model.Problem;
import dev.flowloom.model.SecretReference;
import dev.flowloom.model.Sentence;
import dev.flowloom.step.Settings;
import dev.flowloom.step.StepDescription;
import dev.flowloom.step.StepFailure;
import dev.flowloom.step.StepType;

/// What steps do, and their settings.
final class StepRules {
    static final List<Rule> ALL = List.of(StepRules::hasAKnownType, StepRules::hasASoundType, StepRules::isSetRight);

    /// What a schema may say of a value although templates and secrets in it are not filled in yet.
    private static final SortedSet<String> SAID_OF_TEMPLATES = new TreeSet<>(List.of("required", "additionalProperties",
            "unevaluatedProperties", "propertyNames", "minProperties", "maxProperties", "minItems", "maxItems",
            "dependentRequired"));

    private static final Sentence CHANGE = Sentence.of("Change it in the step's settings.");

    private StepRules() {}

    /// What a disabled step would do doesn't keep a flow from running.
    static Stream<Node.Step> enabled(Subject subject) {
        return subject.nodes(Node.Step.class).filter(step -> !step.disabled());
    }

    private static void hasAKnownType(Subject subject, Consumer<Problem> problems) {
        var known = subject.types().descriptions().stream().map(StepDescription::type).toList();
        enabled(subject)
                .filter(step -> subject.types().find(step.type()) == null)
                .forEach(step -> {
                    var nearest = Nearest.to(step.type(), known);
                    problems.accept(Problem.error("step.unknown-type", Places.at(step, "/type"),
                            Sentence.of("%s is of the type \"%s\", which isn't installed.", Places.name(step),
                                    step.type()),
                            nearest == null
                                    ? Sentence.of("Choose another type, or install the one that is missing.")
                                    : Sentence.of("Is \"%s\" meant? Else install the type that is missing.", nearest)));
                });
    }

    private static void hasASoundType(Subject subject, Consumer<Problem> problems) {
        enabled(subject).forEach(step -> {
            if (subject.schemas().find(step.type()) instanceof Compiled.Broken(var reason)) {
                problems.accept(Problem.warning("step.broken-type", Places.at(step, "/type"),
                        Sentence.of("The settings of %s can't be checked: the type \"%s\" describes them wrongly. %s",
                                Places.name(step), step.type(), reason),
                        Sentence.of("Tell whoever made the step type.")));
            }
        });
    }

    private static void isSetRight(Subject subject, Consumer<Problem> problems) {
        enabled(subject).forEach(step -> {
            var type = subject.types().find(step.type());
            if (type != null && subject.schemas().find(step.type()) instanceof Compiled.Usable(var schema)) {
                var violations = schema.check(SecretReference.withStandIns(step.settings())).stream()
                        .filter(violation -> holdsWhateverIsFilledIn(violation, step.settings())).toList();
                violations.forEach(violation -> problems.accept(wrong(step, violation.pointer(),
                        SecretRules.explained(violation, step.settings()), remedy(violation, step, subject))));
                if (violations.isEmpty()) {
                    askType(type, step, problems);
                }
            }
        });
    }

    /// Of settings that keep the schema, the type itself may know more.
    private static void askType(StepType type, Node.Step step, Consumer<Problem> problems) {
        try {
            type.check(drawn(step, type.description())).forEach(failure -> problems.accept(
                    wrong(step, settingOf(failure, step), failure.sentence(), CHANGE)));
        } catch (RuntimeException e) {
            problems.accept(Problem.warning("step.broken-type", Places.at(step, "/type"),
                    Sentence.of("The settings of %s can't be checked: the type \"%s\" fails with %s.",
                            Places.name(step), step.type(), e.toString()),
                    Sentence.of("Tell whoever made the step type.")));
        }
    }

    private static Settings drawn(Node.Step step, StepDescription description) {
        var open = step.settings().fields().entrySet().stream()
                .filter(setting -> setting.getValue() instanceof Json.Str(var text) && Template.isIn(text))
                .map(Map.Entry::getKey).collect(Collectors.toSet());
        return Settings.drawn(step.settings(), description, open);
    }

    private static Problem wrong(Node.Step step, String pointer, Sentence what, Sentence cure) {
        return Problem.error("step.settings", Places.at(step, "/settings" + pointer),
                Sentence.of("A setting of %s is wrong: %s", Places.name(step), what), cure);
    }

    /// Where the setting stands that a failure names, if it is there.
    private static String settingOf(StepFailure failure, Node.Step step) {
        return failure.details().get("setting") instanceof Json.Str(var name) && step.settings().get(name) != null
                ? "/" + name
                : "";
    }

    private static Sentence remedy(Violation violation, Node.Step step, Subject subject) {
        var name = violation.pointer().substring(Math.min(1, violation.pointer().length()));
        var description = subject.types().describe(step.type());
        if (violation.keyword().equals("additionalProperties") && !name.contains("/") && description != null
                && description.settings().get("properties") instanceof Json.Obj(var known)) {
            var nearest = Nearest.to(name, known.keySet().stream().filter(each -> step.settings().get(each) == null)
                    .toList());
            return nearest == null
                    ? Sentence.of("Remove it; there are %s.", Sentence.listed(known.keySet()))
                    : Sentence.of("Is \"%s\" meant? If so, rename it.", nearest);
        }
        return CHANGE;
    }

    /// Whether something stays wrong whatever templates and secrets turn out to be.
    static boolean holdsWhateverIsFilledIn(Violation violation, Json drawn) {
        var value = Pointers.follow(violation.pointer(), drawn);
        return !holdsTemplate(value) || SAID_OF_TEMPLATES.contains(violation.keyword())
                || (violation.keyword().equals("type") && !(value instanceof Json.Str));
    }

    private static boolean holdsTemplate(Json value) {
        return switch (value) {
            case Json.Str(var text) -> Template.isIn(text);
            case Json.Obj object when SecretReference.isMeant(object) -> true;
            case Json.Obj object -> object.fields().values().stream().anyMatch(StepRules::holdsTemplate);
            case Json.Arr(var items) -> items.stream().anyMatch(StepRules::holdsTemplate);
            case Json.Num _,Json.Bool _,Json.Null _ -> false;
        };
    }
}
