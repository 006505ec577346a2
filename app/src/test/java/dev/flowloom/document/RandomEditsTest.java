package dev.flowloom.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;

import dev.flowloom.check.Checker;
import dev.flowloom.json.DefinitionReader;
import dev.flowloom.json.DefinitionWriter;
import dev.flowloom.model.Branch;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Frame;
import dev.flowloom.model.Json;
import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Note;
import dev.flowloom.model.Wire;
import dev.flowloom.step.StepTypes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Whatever is edited, in whatever order: the diagram holds together, and undo and redo lead to its ends.
@Execution(ExecutionMode.CONCURRENT)
class RandomEditsTest {
    private static final int EDITS = 150;
    private static final int MANY_EDITS = 2_000;
    private static final int MOST_NODES = 40;
    private static final Checker CHECKER = new Checker(StepTypes.of());

    static List<Long> seeds() {
        var fresh = new Random();
        var seeds = new ArrayList<>(List.of(1L, 2L, 3L));
        for (int i = 0; i < 20; i++) {
            seeds.add(fresh.nextLong());
        }
        return seeds;
    }

    static List<Long> fewSeeds() {
        return List.of(1L, new Random().nextLong());
    }

    /// Byte for byte, and every diagram on the way is one that can be checked and written.
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("fewSeeds")
    void thousandsOfEditsAreUndoneAndRedoneByteForByte(long seed) {
        var random = new Random(seed);
        var editor = new Editor(Diagrams.empty().start(0, 0).step("a", 80, 0).chain("start", "a").diagram());
        var written = new ArrayList<>(List.of(DefinitionWriter.text(editor.diagram())));
        for (int i = 0; i < MANY_EDITS; i++) {
            var before = editor.diagram();
            editor.apply(edit(random, editor));
            if (!Identity.same(before, editor.diagram())) {
                assertThatItsDeltaLeadsTo(before, editor.diagram());
                assertThat(CHECKER.check(editor.diagram().flow())).isNotNull();
                written.add(DefinitionWriter.text(editor.diagram()));
            }
        }
        assertThat(written).hasSizeGreaterThan(MANY_EDITS / 2);
        for (var text : written.reversed().subList(1, written.size())) {
            editor.undo();
            assertThat(DefinitionWriter.text(editor.diagram())).isEqualTo(text);
        }
        assertThat(editor.canUndo()).isFalse();
        for (var text : written.subList(1, written.size())) {
            editor.redo();
            assertThat(DefinitionWriter.text(editor.diagram())).isEqualTo(text);
        }
        assertThat(editor.canRedo()).isFalse();
    }

    /// As a history's log keeps it: written and read again.
    private static void assertThatItsDeltaLeadsTo(Diagram before, Diagram after) {
        var delta = Delta.between(before, after);
        var put = DefinitionReader.read(DefinitionWriter.write(delta.put())).diagram();
        var read = new Delta(Objects.requireNonNull(put), delta.header(), delta.gone());
        assertThat(DefinitionWriter.text(read.applyTo(before))).isEqualTo(DefinitionWriter.text(after));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void undoingAllLeadsToTheFirstDiagramAndRedoingAllToTheLast(long seed) {
        var random = new Random(seed);
        var first = Diagrams.empty().start(0, 0).step("a", 80, 0).chain("start", "a").diagram();
        var editor = new Editor(first);
        for (int i = 0; i < EDITS; i++) {
            var before = editor.diagram();
            var result = editor.apply(edit(random, editor));
            assertHoldsTogether(editor.diagram());
            if (result instanceof EditResult.Refused) {
                assertThat(editor.diagram()).isSameAs(before);
            }
        }
        var last = editor.diagram();
        while (editor.canUndo()) {
            editor.undo();
        }
        assertThat(editor.diagram()).isEqualTo(first);
        assertThat(editor.isChanged()).isFalse();
        while (editor.canRedo()) {
            editor.redo();
        }
        assertThat(editor.diagram()).isEqualTo(last);
    }

    private static Edit edit(Random random, Editor editor) {
        var graph = editor.graph();
        var nodes = List.copyOf(graph.nodes().keySet());
        if (nodes.size() < 3) {
            return new Edit.AddNode(node(random, editor), new Point(random.nextInt(500), 0));
        }
        if (nodes.size() > MOST_NODES) {
            return new Edit.Delete(Selection.ofNodes(some(random, nodes)), random.nextBoolean());
        }
        return switch (random.nextInt(21)) {
            case 17 -> noted(random, editor);
            case 18 -> Edit.MoveNodes.of(Selection.ofNodes(some(random, nodes)).plus(someNotes(random, editor)), 8,
                    random.nextInt(40));
            case 19 -> labelled(random, editor);
            case 20 -> random.nextInt(4) == 0
                    ? new Edit.Delete(someNotes(random, editor), false)
                    : new Edit.Paste(Fragment.of(editor.diagram(), someNotes(random, editor)), new Point(0, 0));
            case 0, 1 -> new Edit.AddNode(node(random, editor), new Point(random.nextInt(500), random.nextInt(500)),
                    container(random, editor));
            case 12 -> new Edit.Reparent(Edit.MoveNodes.of(some(random, nodes), 8, 8), container(random, editor));
            case 13 -> enclosed(random, editor, some(random, nodes));
            case 14 -> new Edit.Dissolve(any(random, nodes));
            case 15 -> framed(random, container(random, editor), editor);
            case 2, 3 -> new Edit.Connect(wire(random, editor, nodes));
            case 4 -> Edit.MoveNodes.of(some(random, nodes), random.nextInt(100), 8);
            case 5 -> new Edit.Delete(Selection.ofNodes(some(random, nodes)), random.nextBoolean());
            case 6 -> random.nextBoolean()
                    ? new Edit.Rename(any(random, nodes), "name " + random.nextInt(5))
                    : new Edit.ChangeId(any(random, nodes), new NodeId("id" + random.nextInt(20)),
                            random.nextBoolean());
            case 8 -> bend(random, editor);
            case 9 -> rewire(random, editor, nodes);
            case 10 -> insertion(random, editor);
            case 11 -> new Edit.Together("Disable", some(random, nodes).stream().map(graph::node)
                    .filter(Node.Step.class::isInstance).map(Node.Step.class::cast)
                    .<Edit>map(step -> new Edit.ReplaceNode(step.withDisabled(!step.disabled()))).toList());
            case 7 -> new Edit.Paste(Fragment.of(editor.diagram(), Selection.ofNodes(some(random, nodes))),
                    new Point(0, 0));
            default -> {
                var node = graph.node(any(random, nodes));
                yield node instanceof Node.Condition condition
                        ? new Edit.ReplaceNode(new Node.Condition(condition.id(), condition.name(),
                                branches(random.nextInt(3)), Json.Obj.EMPTY))
                        : new Edit.Rename(any(random, nodes), "other");
            }
        };
    }

    private static @Nullable NodeId container(Random random, Editor editor) {
        var containers = editor.graph().nodes().values().stream().filter(Node.Container.class::isInstance)
                .map(Node::id).toList();
        return containers.isEmpty() || random.nextInt(3) == 0 ? null : any(random, containers);
    }

    private static Selection someNotes(Random random, Editor editor) {
        return Selection.ofNotes(editor.diagram().layout().notes().keySet().stream()
                .filter(_ -> random.nextInt(5) == 0).limit(3).toList());
    }

    private static Edit noted(Random random, Editor editor) {
        var kind = random.nextBoolean() ? Note.Kind.NOTE : Note.Kind.GROUP;
        var note = Note.of(kind, new Point(random.nextInt(500), random.nextInt(500)), random.nextInt(400),
                random.nextInt(400), "text " + random.nextInt(9),
                random.nextBoolean() ? Note.Color.RED : Note.Color.GREY);
        var present = List.copyOf(editor.diagram().layout().notes().keySet());
        return present.isEmpty() || random.nextBoolean()
                ? new Edit.AddNote(Ids.forNote(editor.diagram().layout(), kind), note)
                : new Edit.ChangeNote(present.get(random.nextInt(present.size())), note);
    }

    private static Edit labelled(Random random, Editor editor) {
        var wires = List.copyOf(editor.graph().wires().keySet());
        return wires.isEmpty()
                ? new Edit.ChangeFlow(editor.diagram().flow())
                : new Edit.MoveLabel(wires.get(random.nextInt(wires.size())),
                        new Point(random.nextInt(3) * 20, random.nextInt(3) * 20));
    }

    private static Edit enclosed(Random random, Editor editor, List<NodeId> nodes) {
        var id = Ids.forNode(editor.graph(), "scope");
        return new Edit.Enclose(Enclosing.complete(editor.graph(), nodes), random.nextBoolean()
                ? new Node.Scope(id, "", Json.Obj.EMPTY)
                : new Node.Loop(id, "", new Node.Repeat.ForEach("data", 1), Json.Obj.EMPTY), new Point(0, 0),
                Frame.USUAL, new Point(24, 48), new Point(300, 48));
    }

    private static Edit framed(Random random, @Nullable NodeId container, Editor editor) {
        if (container == null) {
            return new Edit.ChangeFlow(editor.diagram().flow());
        }
        return random.nextBoolean()
                ? new Edit.Collapse(container, random.nextBoolean())
                : new Edit.Resize(container, new Point(random.nextInt(500), 0), Frame.of(random.nextInt(900), 300));
    }

    private static Edit bend(Random random, Editor editor) {
        var wires = List.copyOf(editor.graph().wires().keySet());
        return wires.isEmpty()
                ? new Edit.ChangeFlow(editor.diagram().flow())
                : new Edit.BendWire(wires.get(random.nextInt(wires.size())), random.nextInt(3) == 0
                        ? List.of()
                        : List.of(new Point(random.nextInt(500), 0), new Point(random.nextInt(500), 8)));
    }

    private static Edit rewire(Random random, Editor editor, List<NodeId> nodes) {
        var wires = List.copyOf(editor.graph().wires().values());
        if (wires.isEmpty()) {
            return new Edit.ChangeFlow(editor.diagram().flow());
        }
        var wire = wires.get(random.nextInt(wires.size()));
        return new Edit.ChangeWire(random.nextBoolean()
                ? wire.between(wire.from(), any(random, nodes))
                : wire.between(any(random, nodes), wire.to()));
    }

    private static Edit insertion(Random random, Editor editor) {
        var wires = List.copyOf(editor.graph().wires().values());
        var node = node(random, editor);
        var add = new Edit.AddNode(node, new Point(random.nextInt(500), 0));
        if (wires.isEmpty()) {
            return add;
        }
        var edits = new ArrayList<Edit>(List.of(add));
        Insertion.through(editor.graph(), wires.get(random.nextInt(wires.size())), node).ifPresent(edits::addAll);
        return new Edit.Together("Insert", edits);
    }

    private static Node node(Random random, Editor editor) {
        var kind = random.nextInt(6);
        var id = Ids.forNode(editor.graph(), "node " + random.nextInt(3));
        return switch (kind) {
            case 0 -> new Node.Condition(id, "", branches(2), Json.Obj.EMPTY);
            case 1 -> new Node.Fork(id, "", Json.Obj.EMPTY);
            case 4 -> new Node.Scope(id, "", Json.Obj.EMPTY);
            case 2 -> new Node.End(id, "", new Node.Outcome.Completed(null), Json.Obj.EMPTY);
            default -> Node.Step.of(id, "Step", "log");
        };
    }

    private static List<Branch> branches(int count) {
        var branches = new ArrayList<Branch>();
        for (int i = 0; i < count; i++) {
            branches.add(new Branch("b" + i, "", "true", Json.Obj.EMPTY));
        }
        return branches;
    }

    private static Wire wire(Random random, Editor editor, List<NodeId> nodes) {
        var from = any(random, nodes);
        var to = any(random, nodes);
        var id = Ids.forWire(editor.graph(), from, to);
        return switch (random.nextInt(4)) {
            case 0 -> new Wire.Compensation(id, from, to, Json.Obj.EMPTY);
            case 1 -> new Wire.OnError(id, from, to, Wire.Catch.ANYTHING, Json.Obj.EMPTY);
            default -> new Wire.Sequence(id, from,
                    editor.graph().node(from) instanceof Node.Condition ? "b" + random.nextInt(2) : null, to,
                    Json.Obj.EMPTY);
        };
    }

    private static NodeId any(Random random, List<NodeId> nodes) {
        return nodes.get(random.nextInt(nodes.size()));
    }

    private static List<NodeId> some(Random random, List<NodeId> nodes) {
        return nodes.stream().filter(_ -> random.nextInt(4) == 0).toList();
    }

    private static void assertHoldsTogether(Diagram diagram) {
        var graph = diagram.flow().graph();
        assertThat(diagram.layout().nodes().keySet()).isEqualTo(graph.nodes().keySet());
        graph.parents().forEach((node, parent) -> {
            assertThat(graph.node(node)).isNotNull();
            assertThat(graph.node(parent)).isInstanceOf(Node.Container.class);
            assertThat(graph.ancestors(node)).doesNotContain(node);
        });
        assertThat(graph.wires().keySet()).containsAll(diagram.layout().labels().keySet());
        for (var wire : graph.wires().values()) {
            assertThat(Rules.refusal(graph, wire)).as("wire %s", wire).isEmpty();
        }
    }
}
