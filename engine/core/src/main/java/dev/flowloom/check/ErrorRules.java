package dev.flowloom.check;

import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.flowloom.model.ErrorCodes;
import dev.flowloom.model.ErrorRule;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Nearest;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Problem.Place;
import dev.flowloom.model.Sentence;
import dev.flowloom.step.StepDescription;
import dev.flowloom.step.StepTypes;

/// The flow's rules for the severity of errors: whether each can ever hold.
final class ErrorRules {
    private ErrorRules() {}

    static void check(Flow flow, StepTypes types, Consumer<Problem> problems) {
        var rules = flow.errorRules();
        for (int at = 0; at < rules.size(); at++) {
            var rule = rules.get(at);
            var place = "/errorRules/" + at;
            if (rule.type() != null && types.find(rule.type()) == null && types.findSource(rule.type()) == null) {
                problems.accept(unknownType(place + "/type", rule.type(), types));
            } else {
                rules.subList(0, at).stream().filter(earlier -> covers(earlier, rule)).findFirst()
                        .ifPresent(earlier -> problems.accept(shadowed(place, rule, earlier)));
            }
        }
    }

    private static Problem unknownType(String place, String type, StepTypes types) {
        var nearest = Nearest.to(type,
                Stream.concat(types.descriptions().stream(), types.sources().stream()).map(StepDescription::type)
                        .toList());
        return Problem.warning("error-rule.unknown-type", Place.at(place),
                Sentence.of("The rule is for the type \"%s\", which isn't installed, and so never holds.",
                        type),
                nearest == null
                        ? Sentence.of("Write a type that is installed, or leave it out: then the rule holds for all.")
                        : Sentence.of("Is \"%s\" meant? If so, rename it.", nearest));
    }

    private static Problem shadowed(String place, ErrorRule rule, ErrorRule earlier) {
        return Problem.warning("error-rule.shadowed", Place.at(place),
                Sentence.of("The rule for \"%s\" never holds: the one for \"%s\" before it does first.", rule.code(),
                        earlier.code()),
                Sentence.of("Put it before that one, or remove it."));
    }

    private static boolean covers(ErrorRule earlier, ErrorRule later) {
        return (earlier.type() == null || earlier.type().equals(later.type()))
                && ErrorCodes.matches(earlier.code(), later.code());
    }
}
