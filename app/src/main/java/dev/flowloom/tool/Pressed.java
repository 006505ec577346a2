package dev.flowloom.tool;

import dev.flowloom.document.Selection;
import dev.flowloom.geometry.Vec;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.NoteId;
import dev.flowloom.model.WireId;
import dev.flowloom.tool.PointerInput.Action;
import dev.flowloom.tool.PointerInput.Button;

/// The button is down, and it is not yet clear whether this becomes a click or a drag.
///
/// @param at where it went down
/// @param hit what lay there
record Pressed(Vec at, Hit hit, Modifiers modifiers) implements Tool {
    /// How far a hand may tremble within a click.
    static final double TREMBLE = 4;

    @Override
    public Outcome on(UserInput input, View view) {
        return switch (input) {
            case PointerInput pointer when pointer.action() == Action.RELEASE -> click(view);
            case PointerInput pointer when pointer.at().distance(at) > TREMBLE -> drag(pointer, view);
            case KeyInput key when key.key() == KeyInput.Key.ESCAPE -> Outcome.of(Idle.START);
            case PointerInput _,WheelInput _,KeyInput _,Tick _ -> Outcome.of(this);
        };
    }

    private Outcome click(View view) {
        if (hit instanceof Hit.OnInsert(var wire) && !modifiers.adds()) {
            return Outcome.of(new Idle(at, hit), new Act.Select(Selection.of(wire)),
                    new Act.Add(new AddRequest.Into(view.camera().toPaper(at), wire)));
        }
        if (hit instanceof Hit.OnSign(var container) && !view.state().readOnly()) {
            return new Outcome(new Idle(at, hit), Containing.toggle(container, view));
        }
        var selection = view.selection();
        var next = switch (hit) {
            case Hit.OnNode(var node) -> modifiers.adds() ? selection.toggled(node) : Selection.of(node);
            case Hit.OnSign(var node) -> modifiers.adds() ? selection.toggled(node) : Selection.of(node);
            case Hit.OnCorner(var node) -> modifiers.adds() ? selection.toggled(node) : Selection.of(node);
            case Hit.OnWire(var wire) -> modifiers.adds() ? selection.toggled(wire) : Selection.of(wire);
            case Hit.OnInsert(var wire) -> selection.toggled(wire);
            case Hit.OnLabel(var wire) -> modifiers.adds() ? selection.toggled(wire) : Selection.of(wire);
            case Hit.OnNote(var note) -> modifiers.adds() ? selection.toggled(note) : Selection.of(note);
            case Hit.OnNoteCorner(var note) -> modifiers.adds() ? selection.toggled(note) : Selection.of(note);
            case Hit.OnGround _ -> ground(view);
            case Hit.OnPort _ -> selection;
        };
        return Outcome.of(new Idle(at, hit), new Act.Select(next));
    }

    /// A group is selected by its ground too, which can't be dragged until it is.
    private Selection ground(View view) {
        var group = view.groupAt(view.camera().toPaper(at));
        if (group == null) {
            return modifiers.adds() ? view.selection() : Selection.NONE;
        }
        return modifiers.adds() ? view.selection().toggled(group) : Selection.of(group);
    }

    private Outcome drag(PointerInput pointer, View view) {
        return switch (hit) {
            case Hit.OnNode _,Hit.OnWire _,Hit.OnInsert _,Hit.OnSign _,Hit.OnCorner _,Hit.OnNote _,Hit.OnNoteCorner _,Hit.OnLabel _ when view
                    .state().readOnly() ->
                Outcome.of(this);
            case Hit.OnSign(var node) -> dragNodes(node, pointer, view);
            case Hit.OnCorner(var node) ->
                Outcome.of(Resizing.begun(node, at, view).to(pointer.at(), view.camera(), view));
            case Hit.OnNode(var node) -> dragNodes(node, pointer, view);
            case Hit.OnNote(var note) ->
                drag(view.selection().has(note) ? view.selection() : Selection.of(note), corner(note, view), pointer,
                        view);
            case Hit.OnNoteCorner(var note) ->
                Outcome.of(Resizing.begun(note, at, view).to(pointer.at(), view.camera(), view),
                        new Act.Select(Selection.of(note)));
            case Hit.OnLabel(var wire) ->
                Outcome.of(MovingLabel.begun(wire, at, view).to(pointer.at(), view.camera(), view),
                        new Act.Select(Selection.of(wire)));
            case Hit.OnWire(var wire) -> dragWire(wire, pointer, view);
            case Hit.OnInsert(var wire) -> dragWire(wire, pointer, view);
            case Hit.OnGround _,Hit.OnPort _ -> dragGround(pointer, view);
        };
    }

    private Outcome dragNodes(NodeId node, PointerInput pointer, View view) {
        var box = view.drawing().box(node);
        return drag(view.selection().has(node) ? view.selection() : Selection.of(node),
                box == null ? Vec.ZERO : box.centre(), pointer, view);
    }

    private static Vec corner(NoteId note, View view) {
        var box = view.drawing().notes().box(note);
        return box == null ? Vec.ZERO : box.corner();
    }

    private Outcome drag(Selection held, Vec snapping, PointerInput pointer, View view) {
        var all = view.withTakenAlong(held);
        return Outcome.of(modifiers.alt()
                ? Copying.begun(all, snapping, at, view).to(pointer.at(), view.camera(), view)
                : Moving.begun(all, snapping, at, view).to(pointer.at(), view.camera(), view));
    }

    private Outcome dragWire(WireId id, PointerInput pointer, View view) {
        var wire = view.graph().wire(id);
        var route = view.drawing().route(id);
        if (wire == null || route == null) {
            return Outcome.of(Idle.START);
        }
        if (modifiers.alt()) {
            return dragGround(pointer, view);
        }
        var select = new Act.Select(Selection.of(id));
        var end = Rewiring.begun(wire, route, at, view);
        return end == null
                ? Outcome.of(Bending.begun(id, route, at, view).to(pointer.at(), view.camera(), view), select)
                : Outcome.of(end.to(pointer.at(), view.camera(), view), select);
    }

    private Outcome dragGround(PointerInput pointer, View view) {
        var from = view.camera().toPaper(at);
        var to = view.camera().toPaper(pointer.at());
        if (modifiers.alt() && !view.state().readOnly()) {
            return Outcome.of(Cutting.begun(at, view).to(pointer.at(), view.camera(), view));
        }
        if (view.mapMode() && !modifiers.adds()) {
            return new Panning(at, Idle.START, Button.PRIMARY).on(pointer, view);
        }
        var base = modifiers.adds() ? view.selection() : Selection.NONE;
        return new Marquee(from, pointer.at(), to, base).on(pointer, view);
    }
}
