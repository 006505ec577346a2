package dev.flowloom.check;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.flowloom.model.Items;
import dev.flowloom.model.Json;
import dev.flowloom.model.Nearest;
import dev.flowloom.model.Node;
import dev.flowloom.model.Sentence;
import dev.flowloom.step.Settings;
import dev.flowloom.step.StepDescription;
import dev.flowloom.step.StepFailure;
import dev.flowloom.step.StepTypes;
import org.jspecify.annotations.Nullable;

/// A node that has settings of a type: a step, or a loop that reads a source.
///
/// @param type the type's name in definitions
/// @param field where that stands in the node
record Configured(Node node, String type, String field, Json.Obj settings) {

    /// What a type knows of its settings beside their schema.
    record Type(StepDescription description, Function<Settings, List<StepFailure>> check) {}

    /// Those of a graph. What a disabled step would do doesn't keep a flow from running.
    static Stream<Configured> in(Subject subject) {
        return subject.nodes().stream().flatMap(node -> switch (node) {
            case Node.Step step when !step.disabled() ->
                Stream.of(new Configured(step, step.type(), "/type", step.settings()));
            case Node.Loop(_, _, Node.Repeat.ForEach(Items.Streamed(var source, var settings, _), _, _, _), _) ->
                Stream.of(new Configured(node, source, "/source", settings));
            case Node _ -> Stream.empty();
        });
    }

    private boolean isStep() {
        return node instanceof Node.Step;
    }

    /// Null where it isn't installed.
    @Nullable
    Type find(StepTypes types) {
        if (isStep()) {
            var step = types.find(type);
            return step == null ? null : new Type(step.description(), step::check);
        }
        var source = types.findSource(type);
        return source == null ? null : new Type(source.description(), source::check);
    }

    /// The names of the types that it could be of.
    List<String> known(StepTypes types) {
        return (isStep() ? types.descriptions() : types.sources()).stream().map(StepDescription::type).toList();
    }

    /// The type that is meant by one that isn't installed: one with a name like it, or like it behind the dot; null where there is
    /// none.
    @Nullable
    String nearest(StepTypes types) {
        var known = known(types);
        var nearest = Nearest.to(type, known);
        if (nearest != null) {
            return nearest;
        }
        var last = Nearest.to(type, known.stream().map(Configured::last).toList());
        return known.stream().filter(each -> last(each).equals(last)).findFirst().orElse(null);
    }

    private static String last(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    /// Where to change its settings.
    Sentence change() {
        return isStep()
                ? Sentence.of("Change it in the step's settings.")
                : Sentence.of("Change it in the loop's settings.");
    }
}
