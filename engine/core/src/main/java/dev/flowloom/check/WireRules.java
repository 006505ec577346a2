package dev.flowloom.check;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

import dev.flowloom.model.Nearest;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Sentence;
import dev.flowloom.model.Wire;

/// What a wire may join.
final class WireRules {
    static final List<Rule> ALL = List.of(WireRules::joinsWhatIsThere, WireRules::doesNotEnterAStart,
            WireRules::doesNotLeaveAnEnd, WireRules::leadsOn);

    private WireRules() {}

    private static void joinsWhatIsThere(Subject subject, Consumer<Problem> problems) {
        subject.wires(Wire.class).forEach(wire -> {
            if (subject.node(wire.from()) == null) {
                problems.accept(dangling(subject, wire, "/from", wire.from(),
                        Sentence.of("The wire begins at \"%s\", and there is no such node.", wire.from())));
            }
            if (subject.node(wire.to()) == null) {
                var elsewhere = subject.flow().graph().node(wire.to());
                problems.accept(elsewhere == null
                        ? dangling(subject, wire, "/to", wire.to(),
                                Sentence.of("The wire ends at \"%s\", and there is no such node.", wire.to()))
                        : crossing(subject, wire, elsewhere));
            }
        });
    }

    /// A wire belongs to where it begins, so it is its end that stands elsewhere.
    private static Problem crossing(Subject subject, Wire wire, Node end) {
        var containers = subject.around(end.id());
        var place = Places.at(wire, "/to");
        return containers.isEmpty()
                ? Problem.error("wire.dangling", place,
                        Sentence.of("The wire ends at %s, which stands outside of %s.", Places.name(end),
                                Places.name(Objects.requireNonNull(subject.container()))),
                        Sentence.of(
                                "A wire can't lead into a container or out of it. Lead it to an end in there, and another one from the container itself."))
                : Problem.error("wire.dangling", place,
                        Sentence.of("The wire ends at %s, which stands in %s.", Places.name(end),
                                Places.name(containers.getFirst())),
                        Sentence.of(
                                "A wire can't lead into a container or out of it. Lead it to the container itself."));
    }

    private static Problem dangling(Subject subject, Wire wire, String field, NodeId missing, Sentence what) {
        var nearest = Nearest.to(missing.value(), subject.nodes().stream().map(node -> node.id().value()).toList());
        return Problem.error("wire.dangling", Places.at(wire, field),
                what,
                nearest == null
                        ? Sentence.of("Lead the wire to a node that is there, or remove it.")
                        : Sentence.of("Is \"%s\" meant? Else lead the wire to a node that is there, or remove it.",
                                nearest));
    }

    private static void doesNotEnterAStart(Subject subject, Consumer<Problem> problems) {
        subject.wires(Wire.class)
                .filter(wire -> subject.node(wire.to()) instanceof Node.Start)
                .forEach(wire -> problems.accept(Problem.error("wire.into-start", Places.at(wire, "/to"),
                        Sentence.of("The wire leads into a start, where only runs begin."),
                        Sentence.of("Lead the wire to the node after the start."))));
    }

    private static void doesNotLeaveAnEnd(Subject subject, Consumer<Problem> problems) {
        subject.wires(Wire.class)
                .filter(wire -> subject.node(wire.from()) instanceof Node.End)
                .forEach(wire -> problems.accept(Problem.error("wire.out-of-end", Places.at(wire, "/from"),
                        Sentence.of("The wire leaves an end, where nothing goes on."),
                        Sentence.of("Remove the wire, or put a step in the place of the end."))));
    }

    private static void leadsOn(Subject subject, Consumer<Problem> problems) {
        subject.wires(Wire.class)
                .filter(wire -> wire.from().equals(wire.to()))
                .forEach(wire -> problems.accept(Problem.error("wire.to-itself", Places.at(wire, "/to"),
                        Sentence.of("The wire leads back into the node that it leaves."),
                        Sentence.of("Lead it to another node. To try a failed step again, give it a retry policy."))));
    }
}
