package dev.flowloom.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.flowloom.expression.Template;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Items;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.Node.Repeat.ForEach.ItemErrors;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.SecretReference;
import dev.flowloom.model.Wire;
import dev.flowloom.step.StepType;
import org.jspecify.annotations.Nullable;

/// What can be told without a run of the fields of `data` where an expression stands, as a JSON Schema; one that says nothing where
/// it can't be told.
///
/// It is told of the run's input, of answers, of what a mapping makes whose fields stand there as such, of what loops give that
/// collect errors or read a source, of what called flows give, and of all these handed on by nodes that change nothing, or to what undoes them. Where several
/// ways meet they have to agree.
final class DataFields {
    private static final Json.Obj ANYTHING = Json.Obj.EMPTY;
    private static final Json.Obj ANSWER = SeenFields.fields("approved", "by", "comment");
    private static final Json.Obj COLLECTED = SeenFields.fields("results", "errors");
    private static final Json.Obj STREAMED = SeenFields.fields("items", "failed");

    /// So many nodes that change nothing are looked behind.
    private static final int FURTHEST = 50;

    private final Subject subject;
    private final SortedMap<NodeId, Json.Obj> arriving = new TreeMap<>();
    private final SortedMap<NodeId, Json.Obj> taken = new TreeMap<>();
    private final SortedMap<NodeId, Json.Obj> given = new TreeMap<>();

    DataFields(Subject subject) {
        this.subject = subject;
    }

    Json.Obj of(Code code) {
        var node = code.node();
        if (node instanceof Node.Loop(_, _, Node.Repeat.Until _, _)) {
            return resultOf(subject.flow().graph(), node.id());
        }
        if (seesWhatCame(code)) {
            return ANYTHING;
        }
        return code.field().equals("/settings") && node instanceof Node.Step step
                ? once(taken, step, () -> taken(step, List.of()))
                : arriving(node.id(), List.of());
    }

    /// What a step that undoes others sees as `undo.input`: what those had seen.
    Json.Obj inputOfUndone(Node by) {
        return undone(by.id(), done -> switch (done) {
            case Node.Step step -> taken(step, List.of());
            case Node.SubFlow call -> call.input() == null
                    ? arriving(call.id(), List.of())
                    : made(call.input(), arriving(call.id(), List.of()));
            default -> arriving(done.id(), List.of());
        });
    }

    /// And as `undo.output`, and as its own data: what they gave.
    Json.Obj outputOfUndone(Node by) {
        return arriving(by.id(), List.of());
    }

    private Json.Obj undone(NodeId by, Function<Node, Json.Obj> of) {
        var told = subject.arriving(by, Wire.Compensation.class).stream().map(wire -> subject.node(wire.from()))
                .map(done -> done == null ? ANYTHING : of.apply(done)).distinct().toList();
        return told.size() == 1 ? told.getFirst() : ANYTHING;
    }

    /// An item of a loop through a list of the run's input; what else a loop goes through isn't known where its content stands.
    Json.Obj itemOf(Node.Loop loop) {
        return loop.repeat() instanceof Node.Repeat.ForEach(Items.Listed(var list), _, _, _)
                ? named("{{" + list + "}}", ANYTHING)
                : ANYTHING;
    }

    /// Of what expressions see as `steps.ID`.
    Json.Obj givenBy(@Nullable Node node) {
        return node == null || (node instanceof Node.Step step && step.disabled())
                ? ANYTHING
                : once(given, node, () -> given(node, List.of()));
    }

    /// Many expressions name the same node, and what it is told by is compiled for that.
    private static Json.Obj once(SortedMap<NodeId, Json.Obj> known, Node node, Supplier<Json.Obj> find) {
        var before = known.get(node.id());
        if (before != null) {
            return before;
        }
        var found = find.get();
        known.put(node.id(), found);
        return found;
    }

    /// Whether its data may be what was made in the meantime: by a call, or by the time before through a loop.
    private static boolean seesWhatCame(Code code) {
        return switch (code.node()) {
            case Node.Invocation _ -> code.field().equals("/output");
            case Node.Loop loop -> !(loop.repeat() instanceof Node.Repeat.ForEach);
            default -> false;
        };
    }

    /// @param ahead the nodes that were come from, backwards; a graph that isn't sound yet may have circles
    private Json.Obj arriving(NodeId node, List<NodeId> ahead) {
        var known = arriving.get(node);
        if (known != null) {
            return known;
        }
        if (ahead.contains(node) || ahead.size() == FURTHEST
                || !subject.arriving(node, Wire.OnError.class).isEmpty()) {
            return ANYTHING;
        }
        var further = new ArrayList<>(ahead);
        further.add(node);
        if (subject.undoes(node)) {
            return undone(node, done -> given(done, further));
        }
        var ways = subject.arriving(node, Wire.Sequence.class).stream().map(wire -> leaving(wire.from(), further))
                .distinct().toList();
        var told = ways.size() == 1 ? ways.getFirst() : ANYTHING;
        arriving.put(node, told);
        return told;
    }

    private Json.Obj leaving(NodeId id, List<NodeId> ahead) {
        return switch (subject.node(id)) {
            case Node.Start _ when subject.container() == null -> subject.flow().inputSchema();
            case Node.Start _ when subject.container() instanceof Node.Loop loop -> itemOf(loop);
            case Node.Condition _,Node.Fork _,Node.Wait _ -> arriving(id, ahead);
            case Node.Step step when step.disabled() -> arriving(id, ahead);
            case Node node -> given(node, ahead);
            case null -> ANYTHING;
        };
    }

    private Json.Obj given(Node node, List<NodeId> ahead) {
        return switch (node) {
            case Node.Invocation call when call.output() != null -> made(call.output(), ANYTHING);
            case Node.Step step -> result(step, ahead);
            case Node.SubFlow call -> resultOf(call);
            case Node.Approval _ -> ANSWER;
            case Node.Loop(_, _, Node.Repeat.ForEach each, _) when each.items() instanceof Items.Streamed -> STREAMED;
            case Node.Loop(_, _, Node.Repeat.ForEach each, _) when each.onError() == ItemErrors.COLLECT -> COLLECTED;
            case Node.Loop(_, _, Node.Repeat.Until _, _) -> resultOf(subject.flow().graph(), node.id());
            case Node.Scope _ -> resultOf(subject.flow().graph(), node.id());
            case Node.Join _ -> broughtTo(node.id());
            default -> ANYTHING;
        };
    }

    /// What a called flow gives: the fields of all its ends, where each spells them out.
    Json.Obj resultOf(Node.SubFlow call) {
        var called = subject.called().find(call.flow());
        return called == null ? ANYTHING : resultOf(called.graph(), null);
    }

    /// What a pass through the content of a container gives; through the flow's own graph for null.
    private static Json.Obj resultOf(Graph graph, @Nullable NodeId container) {
        var ends = graph.nodes().values().stream()
                .filter(node -> Objects.equals(graph.parent(node.id()), container)).map(DataFields::output)
                .flatMap(Optional::stream).toList();
        return ends.stream().allMatch(DataFields::hasFields)
                ? SeenFields.fields(ends.stream().flatMap(end -> ((Json.Obj) end).fields().keySet().stream())
                        .toArray(String[]::new))
                : ANYTHING;
    }

    /// What a join gives: of each branch the data, by the node that it came from.
    private Json.Obj broughtTo(NodeId join) {
        return SeenFields.fields(subject.arriving(join, Wire.class).stream().map(wire -> wire.from().value())
                .distinct().toArray(String[]::new));
    }

    private static Optional<Json> output(Node node) {
        return node instanceof Node.End(_, _, Node.Outcome.Completed(var output), _)
                ? Optional.of(output == null ? Json.NULL : output)
                : Optional.empty();
    }

    private static boolean hasFields(Json output) {
        return output instanceof Json.Obj object && !SecretReference.isMeant(object);
    }

    private Json.Obj result(Node.Step step, List<NodeId> ahead) {
        var type = subject.types().find(step.type());
        var template = type == null ? null : resultTemplate(type, step.settings());
        return template == null ? ANYTHING : made(template, taken(step, ahead));
    }

    /// A type that fails when it is asked doesn't tell; no flow is worse for that.
    private static @Nullable Json resultTemplate(StepType type, Json.Obj settings) {
        try {
            return type.resultTemplate(settings);
        } catch (RuntimeException _) {
            return null;
        }
    }

    /// What a step's settings see.
    private Json.Obj taken(Node.Step step, List<NodeId> ahead) {
        var arriving = arriving(step.id(), ahead);
        return step.input() == null ? arriving : made(step.input(), arriving);
    }

    /// What a template makes.
    ///
    /// @param data what is known of the data that it sees
    private Json.Obj made(Json template, Json.Obj data) {
        return switch (template) {
            case Json.Obj object when !SecretReference.isMeant(object) -> {
                SequencedMap<String, Json> fields = new LinkedHashMap<>();
                object.fields().forEach((name, value) -> fields.put(name, made(value, data)));
                yield Json.Obj.of("properties", new Json.Obj(fields));
            }
            case Json.Str(var text) -> named(text, data);
            default -> ANYTHING;
        };
    }

    /// What a text gives that is nothing but the path of something.
    private Json.Obj named(String text, Json.Obj data) {
        var language = subject.language();
        var expressions = language == null
                ? List.<Template.Placed>of()
                : Template.review(Json.of(text), language).expressions();
        if (expressions.size() != 1 || !expressions.getFirst().isAlone(text)) {
            return ANYTHING;
        }
        var expression = expressions.getFirst().expression();
        var paths = expression.paths();
        if (paths.size() != 1 || !expression.source().strip().equals(String.join(".", paths.getFirst().names()))) {
            return ANYTHING;
        }
        var names = paths.getFirst().names();
        var root = switch (names.getFirst()) {
            case "input" -> subject.flow().inputSchema();
            case "data" -> data;
            default -> ANYTHING;
        };
        return SchemaFields.at(root, names.subList(1, names.size()));
    }
}
