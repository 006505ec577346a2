package dev.flowloom.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.flowloom.document.Edit;
import dev.flowloom.document.Ids;
import dev.flowloom.document.Insertion;
import dev.flowloom.document.Rules;
import dev.flowloom.document.Selection;
import dev.flowloom.geometry.Box;
import dev.flowloom.geometry.Drawing;
import dev.flowloom.geometry.Grid;
import dev.flowloom.geometry.Vec;
import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;
import dev.flowloom.model.WireId;
import dev.flowloom.tool.PointerInput.Action;
import org.jspecify.annotations.Nullable;

/// A node from the palette hangs at the pointer until the button is let go: on the paper it is put down, elsewhere it is
/// given up.
///
/// @param template what is put down, under an id made from its name
/// @param at where its middle is, on the paper; null while the pointer is elsewhere
/// @param into the wire that it would be put into; null where there is none
/// @param container what it would stand in; null where that is nothing
public record Placing(Node template, @Nullable Vec at, @Nullable WireId into, @Nullable NodeId container)
        implements
            Tool {
    private static final double BESIDE = 64;

    public static Placing of(Node template) {
        return new Placing(template, null, null, null);
    }

    @Override
    public Outcome on(UserInput input, View view) {
        return switch (input) {
            case PointerInput it -> pointer(it, view);
            case KeyInput key when key.key() == KeyInput.Key.ESCAPE -> Outcome.of(Idle.START);
            case WheelInput wheel -> Outcome.of(this, Looking.by(wheel, view));
            case KeyInput _,Tick _ -> Outcome.of(this);
        };
    }

    private Outcome pointer(PointerInput input, View view) {
        var inside = view.contains(input.at());
        var paper = view.camera().toPaper(input.at());
        var next = inside
                ? at(paper, view)
                : Placing.of(template);
        if (input.action() != Action.RELEASE) {
            return Outcome.of(next);
        }
        return inside ? next.putDown(view) : Outcome.of(Idle.START);
    }

    private Placing at(Vec paper, View view) {
        var id = wireUnder(template, paper, view);
        var wire = id == null ? null : view.graph().wire(id);
        return new Placing(template, paper, id,
                wire == null ? view.containerAt(paper, List.of()) : view.graph().parent(wire));
    }

    private Outcome putDown(View view) {
        var node = template.withId(Ids.forNode(view.graph(), template.title()));
        var refusal = Rules.refusal(view.graph(), node, container);
        return refusal.isPresent()
                ? Outcome.of(Idle.START, new Act.Say(refusal.get()))
                : Outcome.of(Idle.START, new Act.Do(edit(node, view)), new Act.Select(Selection.of(node.id())));
    }

    private Edit edit(Node node, View view) {
        var add = new Edit.AddNode(node, corner(), container);
        var wire = into == null ? null : view.graph().wire(into);
        var through = wire == null
                ? Optional.<List<Edit>>empty()
                : Insertion.through(view.graph(), wire, node);
        var edit = through.<Edit>map(wires -> {
            var edits = new ArrayList<>(wires);
            edits.addFirst(add);
            return new Edit.Together(add.label(), edits);
        }).orElse(add);
        return Room.with(edit, Drawing.boxOf(node, Vec.of(corner())), container, view);
    }

    private static @Nullable WireId wireUnder(Node node, Vec at, View view) {
        return Insertion.suits(node)
                ? view.drawing().wiresUnder(Moving.core(at), node.id(), view.graph()).stream()
                        .filter(wire -> Insertion.through(view.graph(), wire, node).isPresent()).map(Wire::id)
                        .findFirst().orElse(null)
                : null;
    }

    private Point corner() {
        return corner(template, at == null ? Vec.ZERO : at);
    }

    /// So that the middle is on the grid.
    static Point corner(Node node, Vec middle) {
        var size = Drawing.boxOf(node, Vec.ZERO);
        return new Point(Grid.snap(middle.x()) - (int) size.width() / 2,
                Grid.snap(middle.y()) - (int) size.height() / 2);
    }

    /// Where a node has room that is not put down by hand: right of the selected one, or in the middle of what is seen;
    /// further down where something stands already.
    public static Point freePlace(Node node, View view) {
        var selected = view.selection().onlyNode();
        var beside = selected == null ? null : view.drawing().box(selected);
        var middle = beside == null
                ? view.camera().toPaper(view.centre())
                : new Vec(beside.right() + BESIDE + Drawing.boxOf(node, Vec.ZERO).width() / 2, beside.centre().y());
        return freeBelow(node, corner(node, middle), view);
    }

    /// The place, or the next one below it where nothing stands.
    static Point freeBelow(Node node, Point wanted, View view) {
        var place = wanted;
        while (isTaken(Drawing.boxOf(node, Vec.of(place)).grown(Grid.STEP), view)) {
            place = place.plus(0, 2 * Grid.STEP);
        }
        return place;
    }

    /// A container that holds all of it takes no room from it.
    private static boolean isTaken(Box box, View view) {
        return view.drawing().nodesTouching(box).stream().anyMatch(id -> {
            var other = view.drawing().box(id);
            return other != null && !(view.drawing().isOpen(id) && other.contains(box.centre()));
        });
    }

    @Override
    public Preview preview() {
        return at == null ? Preview.NONE : new Preview.Ghost(template, corner(), into, container);
    }

    @Override
    public Pose pose() {
        return Pose.CROSS;
    }

    @Override
    public boolean outlivesEdits() {
        return true;
    }
}
