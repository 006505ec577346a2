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
import dev.flowloom.geometry.Guide;
import dev.flowloom.geometry.Vec;
import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;
import dev.flowloom.model.WireId;
import org.jspecify.annotations.Nullable;

/// A node from the palette hangs at the pointer until the button is let go: on the paper it is put down, elsewhere it is
/// given up.
///
/// @param template what is put down, under an id made from its name
/// @param at where its corner comes to rest, on the paper; null while the pointer is elsewhere
/// @param into the wire that it would be put into; null where there is none
/// @param container what it would stand in; null where that is nothing
/// @param guides the lines on which it would stand with its neighbours
public record Placing(Node template, @Nullable Point at, @Nullable WireId into, @Nullable NodeId container,
        List<Guide> guides)
        implements
            Hanging {
    private static final double BESIDE = 64;

    public static Placing of(Node template) {
        return new Placing(template, null, null, null, List.of());
    }

    @Override
    public Placing at(Vec paper, View view) {
        var id = wireUnder(template, paper, view);
        var wire = id == null ? null : view.graph().wire(id);
        if (wire != null) {
            return new Placing(template, corner(template, paper), id, view.graph().parent(wire), List.of());
        }
        var size = Drawing.boxOf(template, Vec.ZERO);
        var box = size.at(Vec.of(paper.minus(size.centre()).rounded()));
        var snapped = view.snapping(box, box.centre(), List.of()).by(Vec.ZERO);
        return new Placing(template, box.corner().plus(snapped.dx(), snapped.dy()).rounded(), null,
                view.containerAt(paper, List.of()), snapped.guides());
    }

    @Override
    public Placing away() {
        return of(template);
    }

    @Override
    public Outcome putDown(Vec paper, View view) {
        var there = at(paper, view);
        return there.at == null ? Outcome.of(Idle.START) : there.putDown(there.at, view);
    }

    private Outcome putDown(Point place, View view) {
        var node = template.withId(Ids.forNode(view.graph(), template.title()));
        var refusal = Rules.refusal(view.graph(), node, container);
        return refusal.isPresent()
                ? Outcome.of(Idle.START, new Act.Say(refusal.get()))
                : Outcome.of(Idle.START, new Act.Do(edit(node, place, view)), new Act.Select(Selection.of(node.id())));
    }

    private Edit edit(Node node, Point place, View view) {
        var add = new Edit.AddNode(node, place, container);
        var wire = into == null ? null : view.graph().wire(into);
        var through = wire == null
                ? Optional.<List<Edit>>empty()
                : Insertion.through(view.graph(), wire, node);
        var edit = through.<Edit>map(wires -> {
            var edits = new ArrayList<>(wires);
            edits.addFirst(add);
            return new Edit.Together(add.label(), edits);
        }).orElse(add);
        return Room.with(edit, Drawing.boxOf(node, Vec.of(place)), container, view);
    }

    private static @Nullable WireId wireUnder(Node node, Vec at, View view) {
        return Insertion.suits(node)
                ? view.drawing().wiresUnder(Moving.core(at), node.id(), view.graph()).stream()
                        .filter(wire -> Insertion.through(view.graph(), wire, node).isPresent()).map(Wire::id)
                        .findFirst().orElse(null)
                : null;
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
        return at == null ? Preview.NONE : new Preview.Ghost(template, at, into, container);
    }

    @Override
    public List<Guide> guides() {
        return guides;
    }
}
