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

/// What steps do, and their settings.
final class StepRules {
    static final List<Rule> ALL = List.of(StepRules::hasAKnownType, StepRules::hasASoundType, StepRules::isSetRight);

    /// What a schema may say of a value although templates and secrets in it are not filled in yet.
    private static final SortedSet<String> SAID_OF_TEMPLATES = new TreeSet<>(List.of("required", "additionalProperties",
            "unevaluatedProperties", "propertyNames", "minProperties", "maxProperties", "minItems", "maxItems",
            "dependentRequired"));

    private StepRules() {}

    /// What a disabled step would do doesn't keep a flow from running.
    static Stream<Node.Step> enabled(Subject subject) {
        return subject.nodes(Node.Step.class).filter(step -> !step.disabled());
    }

    private static void hasAKnownType(Subject subject, Consumer<Problem> problems) {
        Configured.in(subject).filter(it -> it.find(subject.types()) == null).forEach(it -> {
            var nearest = it.nearest(subject.types());
            problems.accept(Problem.error("step.unknown-type", Places.at(it.node(), it.field()),
                    Sentence.of("%s is of the type \"%s\", which isn't installed.", Places.name(it.node()), it.type()),
                    nearest == null
                            ? Sentence.of("Choose another type, or install the one that is missing.")
                            : Sentence.of("Is \"%s\" meant? Else install the type that is missing.", nearest)));
        });
    }

    private static void hasASoundType(Subject subject, Consumer<Problem> problems) {
        Configured.in(subject).forEach(it -> {
            if (subject.schemas().find(it.type()) instanceof Compiled.Broken(var reason)) {
                problems.accept(Problem.warning("step.broken-type", Places.at(it.node(), it.field()),
                        Sentence.of("The settings of %s can't be checked: the type \"%s\" describes them wrongly. %s",
                                Places.name(it.node()), it.type(), reason),
                        Sentence.of("Tell whoever made the step type.")));
            }
        });
    }

    private static void isSetRight(Subject subject, Consumer<Problem> problems) {
        Configured.in(subject).forEach(it -> {
            var type = it.find(subject.types());
            if (type != null && subject.schemas().find(it.type()) instanceof Compiled.Usable(var schema)) {
                var violations = schema.check(SecretReference.withStandIns(it.settings())).stream()
                        .filter(violation -> holdsWhateverIsFilledIn(violation, it.settings())).toList();
                violations.forEach(violation -> problems.accept(wrong(it, violation.pointer(),
                        SecretRules.explained(violation, it.settings()), remedy(violation, it, type.description()))));
                if (violations.isEmpty()) {
                    askType(type, it, problems);
                }
            }
        });
    }

    /// Of settings that keep the schema, the type itself may know more.
    private static void askType(Configured.Type type, Configured it, Consumer<Problem> problems) {
        try {
            type.check().apply(drawn(it, type.description())).forEach(failure -> problems.accept(
                    wrong(it, settingOf(failure, it), failure.sentence(), it.change())));
        } catch (RuntimeException e) {
            problems.accept(Problem.warning("step.broken-type", Places.at(it.node(), it.field()),
                    Sentence.of("The settings of %s can't be checked: the type \"%s\" fails with %s.",
                            Places.name(it.node()), it.type(), e.toString()),
                    Sentence.of("Tell whoever made the step type.")));
        }
    }

    private static Settings drawn(Configured it, StepDescription description) {
        var open = it.settings().fields().entrySet().stream()
                .filter(setting -> setting.getValue() instanceof Json.Str(var text) && Template.isIn(text))
                .map(Map.Entry::getKey).collect(Collectors.toSet());
        return Settings.drawn(it.settings(), description, open);
    }

    private static Problem wrong(Configured it, String pointer, Sentence what, Sentence cure) {
        return Problem.error("step.settings", Places.at(it.node(), "/settings" + pointer),
                Sentence.of("A setting of %s is wrong: %s", Places.name(it.node()), what), cure);
    }

    /// Where the setting stands that a failure names, if it is there.
    private static String settingOf(StepFailure failure, Configured it) {
        return failure.details().get("setting") instanceof Json.Str(var name) && it.settings().get(name) != null
                ? "/" + name
                : "";
    }

    private static Sentence remedy(Violation violation, Configured it, StepDescription description) {
        var name = violation.pointer().substring(Math.min(1, violation.pointer().length()));
        if (violation.keyword().equals("additionalProperties") && !name.contains("/")
                && description.settings().get("properties") instanceof Json.Obj(var known)) {
            var nearest = Nearest.to(name, known.keySet().stream().filter(each -> it.settings().get(each) == null)
                    .toList());
            return nearest == null
                    ? Sentence.of("Remove it; there are %s.", Sentence.listed(known.keySet()))
                    : Sentence.of("Is \"%s\" meant? If so, rename it.", nearest);
        }
        return it.change();
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
