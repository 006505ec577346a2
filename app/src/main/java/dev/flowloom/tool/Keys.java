package dev.flowloom.tool;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.function.BiFunction;

import dev.flowloom.document.Edit;
import dev.flowloom.document.Fragment;
import dev.flowloom.document.Outline;
import dev.flowloom.document.Reach;
import dev.flowloom.document.Rules;
import dev.flowloom.document.Selection;
import dev.flowloom.geometry.Box;
import dev.flowloom.geometry.Grid;
import dev.flowloom.geometry.Port;
import dev.flowloom.geometry.Vec;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Note;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// What keys do while no gesture is under way.
final class Keys {
    private static final int FAR = 5;
    private static final int NEXT_TO = 8 * Grid.STEP;
    private static final int COPY_OFFSET = 3 * Grid.STEP;

    private Keys() {}

    static List<Act> acts(KeyInput input, View view, @Nullable Vec pointer) {
        if (!input.down()) {
            return List.of();
        }
        return input.modifiers().shortcut() ? shortcut(input, view, pointer) : plain(input, view, pointer);
    }

    private static List<Act> plain(KeyInput input, View view, @Nullable Vec pointer) {
        if (input.modifiers().alt()) {
            return switch (input.key()) {
                case LEFT -> List.of(new Act.Back());
                case RIGHT -> List.of(new Act.Forward());
                case UP -> alongTheFlow(view, -1);
                case DOWN -> alongTheFlow(view, 1);
                case ESCAPE, DELETE, ENTER, SPACE, PLUS, MINUS, DIGIT_0, DIGIT_1, A, C, D, E, F2, G, H, N, R, S, V,
                        X, Y, Z ->
                    List.of();
            };
        }
        var step = Grid.STEP * (input.modifiers().shift() ? FAR : 1);
        return switch (input.key()) {
            case ESCAPE -> view.selection().isEmpty() && view.drawing().root() != null
                    ? leave(view)
                    : List.of(new Act.Select(Selection.NONE));
            case DELETE -> delete(view, !input.modifiers().shift());
            case LEFT -> nudge(view, -step, 0);
            case RIGHT -> nudge(view, step, 0);
            case UP -> nudge(view, 0, -step);
            case DOWN -> nudge(view, 0, step);
            case PLUS -> List.of(new Act.Look(view.camera().zoomed(1, view.centre())));
            case MINUS -> List.of(new Act.Look(view.camera().zoomed(-1, view.centre())));
            case DIGIT_0 -> List.of(new Act.Look(view.camera().withZoom(1, view.centre())));
            case DIGIT_1 -> fit(view);
            case ENTER -> input.modifiers().shift() ? leave(view) : onOnlyNode(view, true);
            case X -> Containing.toggleAll(view);
            case F2, E -> onOnlyNode(view, false);
            case A -> input.modifiers().shift()
                    ? addAfter(view)
                    : List.of(new Act.Add(new AddRequest.Here(at(pointer, view))));
            case N -> input.modifiers().shift()
                    ? Noting.group(at(pointer, view), view)
                    : Noting.add(Note.Kind.NOTE, at(pointer, view), view);
            case R -> replace(view);
            case D -> disable(view);
            case SPACE, C, G, H, S, V, Y, Z -> List.of();
        };
    }

    private static List<Act> shortcut(KeyInput input, View view, @Nullable Vec pointer) {
        return switch (input.key()) {
            case A -> List.of(new Act.Select(Selection.all(view.graph().level(view.drawing().root()))
                    .plus(Selection.ofNotes(view.drawing().notes().shown().keySet()))));
            case G -> input.modifiers().shift() ? Containing.dissolve(view) : Containing.enclose(view);
            case C -> nothingToCopy(view) ? List.of() : List.of(new Act.Copy(copied(view)));
            case X -> nothingToCopy(view) ? List.of() : List.of(new Act.Cut(copied(view)));
            case V -> paste(view, at(pointer, view));
            case D -> duplicate(view);
            case Z -> List.of(input.modifiers().shift() ? new Act.Redo() : new Act.Undo());
            case Y -> List.of(new Act.Redo());
            case LEFT -> along(view, Reach::upstream, input);
            case RIGHT -> along(view, Reach::downstream, input);
            case PLUS -> List.of(new Act.Look(view.camera().zoomed(1, view.centre())));
            case MINUS -> List.of(new Act.Look(view.camera().zoomed(-1, view.centre())));
            case DIGIT_0 -> List.of(new Act.Look(view.camera().withZoom(1, view.centre())));
            case ESCAPE, DELETE, ENTER, SPACE, DIGIT_1, UP, DOWN, E, F2, H, N, R, S -> List.of();
        };
    }

    /// Where the pointer is, on the paper.
    private static Vec at(@Nullable Vec pointer, View view) {
        return view.camera().toPaper(pointer == null ? view.centre() : pointer);
    }

    private static boolean nothingToCopy(View view) {
        return view.selection().withoutWires().isEmpty();
    }

    /// Groups are copied with what lies in them.
    private static Selection copied(View view) {
        return view.withTakenAlong(view.selection()).plus(view.selection());
    }

    /// Shift alone moves far, so that up and down the stream goes by both keys.
    private static List<Act> along(View view, BiFunction<Graph, Collection<NodeId>, SequencedSet<NodeId>> reach,
            KeyInput input) {
        var nodes = view.selection().nodes();
        return !input.modifiers().shift() || nodes.isEmpty()
                ? List.of()
                : List.of(new Act.Select(Selection.ofNodes(reach.apply(view.graph(), nodes))));
    }

    /// All selected steps, or, where all of them are, none of them any more. Those that undo others are left out, where
    /// there are any others.
    private static List<Act> disable(View view) {
        var all = view.selection().nodes().stream().map(view.graph()::node).filter(Node.Step.class::isInstance)
                .map(Node.Step.class::cast).toList();
        var onTheWay = all.stream().filter(step -> !Rules.isCompensation(view.graph(), step.id())).toList();
        var steps = onTheWay.isEmpty() ? all : onTheWay;
        if (steps.isEmpty()) {
            return List.of(new Act.Say(tr("Select the steps that a run shall pass by.")));
        }
        var on = !steps.stream().allMatch(Node.Step::disabled);
        List<Edit> edits = steps.stream().<Edit>map(step -> new Edit.ReplaceNode(step.withDisabled(on))).toList();
        return List.of(new Act.Do(new Edit.Together(on ? tr("Disable") : tr("Enable"), edits)));
    }

    /// The node before or after the selected one, in the order in which the flow is read.
    private static List<Act> alongTheFlow(View view, int by) {
        var nodes = Outline.of(view.graph()).entries().stream().map(entry -> entry.node().id()).toList();
        var selected = view.selection().onlyNode();
        var next = selected == null ? (by > 0 ? 0 : nodes.size() - 1) : nodes.indexOf(selected) + by;
        return next < 0 || next >= nodes.size() ? List.of() : List.of(new Act.Show(nodes.get(next)));
    }

    /// Right of the selected node, at a wire from its first free port.
    private static List<Act> addAfter(View view) {
        var node = view.selection().onlyNode();
        var port = node == null ? null : Wiring.freePort(node, view, kind -> kind == Port.Kind.SEQUENCE);
        var at = port == null ? null : view.drawing().position(port);
        if (port == null || at == null) {
            return List.of(new Act.Say(node == null
                    ? tr("Select the node after which something is to be added.")
                    : Wiring.noPort(node, view)));
        }
        return List.of(new Act.Add(new AddRequest.After(at.plus(NEXT_TO, 0), port)));
    }

    private static List<Act> replace(View view) {
        var node = view.selection().onlyNode();
        return node != null && view.graph().node(node) instanceof Node.Step
                ? List.of(new Act.Replace(node))
                : List.of(new Act.Say(tr("Select one step to give it another type.")));
    }

    private static List<Act> delete(View view, boolean heal) {
        return view.selection().isEmpty() ? List.of() : List.of(new Act.Do(new Edit.Delete(view.selection(), heal)));
    }

    /// Nudges of the same things, one after another, are undone together.
    private static List<Act> nudge(View view, int dx, int dy) {
        var all = view.withTakenAlong(view.selection());
        if (all.isEmpty()) {
            return List.of();
        }
        var move = Edit.MoveNodes.of(all, dx, dy);
        var notes = all.notes().stream().map(view.drawing().notes()::box).filter(Objects::nonNull).reduce(Box::union);
        var edit = notes.map(box -> Room.withinEntered(move, box.at(box.corner().plus(dx, dy)), view)).orElse(move);
        return List.of(new Act.Do(edit, "nudge " + view.selection()));
    }

    /// Out of the container that is entered.
    private static List<Act> leave(View view) {
        var root = view.drawing().root();
        return root == null
                ? List.of()
                : List.of(new Act.Enter(view.graph().parent(root)), new Act.Select(Selection.of(root)));
    }

    private static List<Act> duplicate(View view) {
        var nodes = view.selection().nodes();
        var container = nodes.isEmpty() ? null : view.graph().parent(nodes.iterator().next());
        var fragment = Fragment.of(view.state().diagram(), copied(view));
        var corner = fragment.corner();
        return corner == null
                ? List.of()
                : List.of(new Act.Do(new Edit.Paste(fragment, corner.plus(COPY_OFFSET, COPY_OFFSET), container)));
    }

    private static List<Act> fit(View view) {
        var bounds = view.drawing().bounds();
        return List.of(new Act.Look(bounds == null
                ? Camera.HOME
                : Camera.fitting(bounds, view.width(), view.height())));
    }

    private static List<Act> onOnlyNode(View view, boolean open) {
        var note = view.selection().onlyNote();
        if (note != null) {
            return List.of(new Act.Write(note));
        }
        var node = view.selection().onlyNode();
        if (node == null) {
            return List.of();
        }
        if (open && view.graph().node(node) instanceof Node.Container) {
            return List.of(new Act.Enter(node));
        }
        return List.of(open ? new Act.Open(node) : new Act.Rename(node));
    }

    private static List<Act> paste(View view, Vec at) {
        return List.of(new Act.Paste(snapped(at), view.containerAt(at, List.of())));
    }

    private static Point snapped(Vec paper) {
        return new Point(Grid.snap(paper.x()), Grid.snap(paper.y()));
    }
}
