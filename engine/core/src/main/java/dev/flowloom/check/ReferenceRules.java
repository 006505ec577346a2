package dev.flowloom.check;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;

import dev.flowloom.check.SeenFields.Origin;
import dev.flowloom.expression.Expression.Path;
import dev.flowloom.expression.SeenNames;
import dev.flowloom.expression.Template.Placed;
import dev.flowloom.model.Items;
import dev.flowloom.model.Nearest;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Sentence;
import dev.flowloom.model.Wire;
import org.jspecify.annotations.Nullable;

/// What expressions name. A path that leads nowhere is silently empty, so these are warnings.
final class ReferenceRules {
    static final List<Rule> ALL = List.of(ReferenceRules::namesWhatCanBeSeen, ReferenceRules::namesWhatIsThere,
            ReferenceRules::namesSteps, ReferenceRules::namesWhatMayHaveRun);

    private static final String STEPS = "steps";
    private static final String DATA = "data";

    private ReferenceRules() {}

    private static void namesWhatCanBeSeen(Subject subject, Consumer<Problem> problems) {
        eachPath(subject, problems, (_, path) -> {
            var name = path.names().getFirst();
            return SeenNames.ALL.contains(name)
                    ? null
                    : new Finding("expression.unknown-name",
                            Sentence.of("An expression names \"%s\", and nothing is called so; it is always empty.",
                                    name),
                            meant(name, subject));
        });
    }

    private static Sentence meant(String name, Subject subject) {
        var word = subject.language() == null ? null : subject.language().wordFor(name);
        if (word != null) {
            return Sentence.of("Write %s.", word);
        }
        var nearest = Nearest.to(name, SeenNames.ALL);
        return Sentence.of("Expressions see %s. Is %s meant?", Sentence.listed(SeenNames.ALL),
                nearest == null ? DATA + "." + name : nearest);
    }

    private static void namesWhatIsThere(Subject subject, Consumer<Problem> problems) {
        var fields = new SeenFields(subject);
        var caught = subject.reachable(subject.wires(Wire.OnError.class).map(Wire::to).toList(), subject::next);
        eachPath(subject, problems, (code, path) -> {
            var name = path.names().getFirst();
            var reason = switch (name) {
                case "result" -> code.node() instanceof Node.Invocation && code.field().equals("/output")
                        ? null
                        : Sentence.of("a step's own result is seen in its output only. Is data or steps meant?");
                case "undo" -> subject.undoes(code.node().id())
                        ? null
                        : Sentence.of("only a step that undoes another sees it. Lead a compensation wire to this one.");
                case "loop" -> isInLoop(subject, code)
                        ? null
                        : Sentence.of("it is seen inside of a loop only.");
                case "lock" -> subject.around().stream().anyMatch(ReferenceRules::holdsALock)
                        ? null
                        : Sentence.of("it is seen inside of a scope with a lock only.");
                // What a container holds sees the error that led to the container.
                case "error" -> subject.container() != null || caught.contains(code.node().id())
                        ? null
                        : Sentence.of("it is seen behind an error wire only. Lead one here.");
                default -> null;
            };
            return reason == null
                    ? unknownField(fields.at(code, path), path)
                    : new Finding("expression.name-elsewhere",
                            Sentence.of("An expression names \"%s\", which is always empty here.", name),
                            Sentence.of("%s is not there: %s", name, reason));
        });
    }

    private static boolean holdsALock(Node container) {
        return container instanceof Node.Scope scope && scope.lock() != null;
    }

    /// A loop's own condition knows which time it is.
    private static boolean isInLoop(Subject subject, Code code) {
        return code.field().equals("/while") || code.field().equals("/until")
                || subject.around().stream().anyMatch(Node.Loop.class::isInstance);
    }

    private static @Nullable Finding unknownField(SeenFields.Seen seen, Path path) {
        var names = path.names();
        var unknown = names.size() > seen.names()
                ? SchemaFields.unknown(seen.schema(), names.subList(seen.names(), names.size()))
                : null;
        if (unknown == null) {
            return null;
        }
        var parent = String.join(".", names.subList(0, seen.names() + unknown.depth()));
        return new Finding("expression.unknown-field",
                Sentence.of("An expression names %s.%s, which is none of the known fields of %s: %s.", parent,
                        unknown.name(), parent, Sentence.listed(unknown.fields())),
                cure(seen.origin(), parent, unknown.nearest()));
    }

    private static Sentence cure(Origin origin, String parent, @Nullable String nearest) {
        return switch (origin) {
            case SCHEMA -> nearest == null
                    ? Sentence.of("Name one of these, or add it to the inputSchema.")
                    : Sentence.of("Is %s.%s meant? If not, add it to the inputSchema.", parent, nearest);
            case MAPPING -> nearest == null
                    ? Sentence.of("Name one of these, or add it where the data are made.")
                    : Sentence.of("Is %s.%s meant? If not, add it where the data are made.", parent, nearest);
            case FIXED -> nearest == null
                    ? Sentence.of("Name one of these.")
                    : Sentence.of("Is %s.%s meant?", parent, nearest);
        };
    }

    private static void namesSteps(Subject subject, Consumer<Problem> problems) {
        eachPath(subject, problems, (code, path) -> {
            var step = stepOf(path);
            if (step == null) {
                return null;
            }
            if (NodeId.isValid(step) && subject.seesOutputOf(new NodeId(step))) {
                return isDisabled(subject.flow().graph().node(new NodeId(step))) && !isDisabled(code.node())
                        ? new Finding("expression.step-disabled",
                                Sentence.of(
                                        "An expression names steps.%s, and that step is disabled; it is always empty.",
                                        step),
                                Sentence.of("Enable the step, or name another one."))
                        : null;
            }
            var containers = aroundStep(subject, step);
            if (!containers.isEmpty()) {
                return new Finding("expression.unknown-step",
                        Sentence.of(
                                "An expression names steps.%s, which stands in %s and is seen in there only; it is always empty here.",
                                step, Places.name(containers.getFirst())),
                        outOf(subject, containers));
            }
            var silent = NodeId.isValid(step) ? subject.flow().graph().node(new NodeId(step)) : null;
            if (silent != null && !silent.givesOutput()) {
                return new Finding("expression.unknown-step",
                        Sentence.of("An expression names steps.%s, and %s gives no output; it is always empty.", step,
                                Places.name(silent)),
                        outputOf(silent, subject));
            }
            var nearest = Nearest.to(step, subject.outputs().stream().map(NodeId::value).toList());
            return new Finding("expression.unknown-step",
                    Sentence.of("An expression names steps.%s, and no step has that id; it is always empty.", step),
                    nearest == null
                            ? Sentence.of("Name the id of a step.")
                            : Sentence.of("Is steps.%s meant?", nearest));
        });
    }

    private static boolean isDisabled(@Nullable Node node) {
        return node instanceof Node.Step step && step.disabled();
    }

    /// Where that is found which somebody looks for in the output of a node that gives none.
    private static Sentence outputOf(Node silent, Subject subject) {
        return switch (silent) {
            case Node.Start _ when subject.flow().graph().parent(silent.id()) == null ->
                Sentence.of("Name input: what the run was started with.");
            case Node.Join _ -> Sentence.of(
                    "Name data.%s behind it: there data has what each branch gave, by the id of its last node.",
                    subject.flow().graph().wires().values().stream().filter(wire -> wire.to().equals(silent.id()))
                            .map(wire -> wire.from().value()).findFirst().orElse("ID"));
            default -> Sentence.of("Name the id of a step.");
        };
    }

    /// How what a step in containers made is brought out of them; a loop through a source gives nothing of it.
    private static Sentence outOf(Subject subject, List<Node> containers) {
        if (containers.stream().anyMatch(container -> container instanceof Node.Loop loop
                && loop.repeat() instanceof Node.Repeat.ForEach forEach && forEach.items() instanceof Items.Streamed)) {
            return Sentence.of("Move what needs it in there: nothing comes out of a loop that reads a source.");
        }
        var seen = containers.stream().map(Node::id).filter(subject::seesOutputOf).findFirst();
        return Sentence.of("Let the end in there give what is needed, and name steps.%s.",
                seen.orElse(containers.getLast().id()));
    }

    private static List<Node> aroundStep(Subject subject, String id) {
        var step = NodeId.isValid(id) ? subject.flow().graph().node(new NodeId(id)) : null;
        return step != null && step.givesOutput() ? subject.around(step.id()) : List.of();
    }

    private static void namesWhatMayHaveRun(Subject subject, Consumer<Problem> problems) {
        eachPath(subject, problems, (code, path) -> {
            var node = code.node();
            var step = stepOf(path);
            if (step == null || !NodeId.isValid(step)
                    || !(subject.node(new NodeId(step)) instanceof Node.Invocation named)
                    || !isReached(subject, node) || !isReached(subject, named)) {
                return null;
            }
            if (subject.later().isAfter(named.id(), node.id())
                    || subject.tokens().mayRunBeside(named.id(), node.id())) {
                return null;
            }
            return new Finding("expression.step-not-run",
                    Sentence.of("An expression names steps.%s, which can't have run before %s.", step,
                            Places.name(node)),
                    Sentence.of("Name a step that runs earlier, or move this one behind it."));
        });
    }

    /// What undoes a step may run after any other, and what isn't reached at all is reported as such.
    private static boolean isReached(Subject subject, Node node) {
        return subject.tokens().isComplete() && !subject.tokens().at(node.id()).isEmpty();
    }

    private static @Nullable String stepOf(Path path) {
        return path.names().size() > 1 && path.names().getFirst().equals(STEPS) ? path.names().get(1) : null;
    }

    private static void eachPath(Subject subject, Consumer<Problem> problems,
            BiFunction<Code, Path, @Nullable Finding> rule) {
        for (var code : subject.code()) {
            for (var placed : code.expressions()) {
                for (var path : placed.expression().paths()) {
                    var finding = rule.apply(code, path);
                    if (finding != null) {
                        problems.accept(finding.problem(code, placed, path));
                    }
                }
            }
        }
    }

    private record Finding(String code, Sentence what, Sentence cure) {
        Problem problem(Code where, Placed placed, Path path) {
            return Problem.warning(code, Places.at(where.node(), where.field() + placed.pointer()),
                    Sentence.of("%s (character %d)", what, placed.offset() + path.offset() + 1), cure);
        }
    }
}
