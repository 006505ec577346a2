package dev.flowloom.tool;

import java.util.List;

import dev.flowloom.document.Edit;
import dev.flowloom.document.Selection;
import dev.flowloom.geometry.Port;
import dev.flowloom.geometry.Vec;
import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.Node;
import dev.flowloom.model.WireId;
import dev.flowloom.tool.PointerInput.Action;
import dev.flowloom.tool.PointerInput.Button;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// Nothing is under way.
///
/// @param pointer where the pointer was last, in the window; null before it was seen
/// @param under what it is over
public record Idle(@Nullable Vec pointer, Hit under) implements Tool {
    private static final double BEND_REACH = 10;
    public static final Idle START = new Idle(null, new Hit.OnGround());

    /// After a gesture that ended there.
    static Idle at(Vec pointer) {
        return new Idle(pointer, new Hit.OnGround());
    }

    @Override
    public Outcome on(UserInput input, View view) {
        return switch (input) {
            case PointerInput it when it.action() == Action.PRESS -> press(it, view);
            case PointerInput it -> Outcome.of(new Idle(it.at(), view.hit(it.at())));
            case WheelInput wheel -> Outcome.of(this, Looking.by(wheel, view));
            case KeyInput key when key.key() == KeyInput.Key.SPACE && key.down() -> Outcome.of(new Hand(false));
            case KeyInput key when key.key() == KeyInput.Key.H && key.down() && key.modifiers().plain() ->
                Outcome.of(new Hand(true), new Act.Say(tr("Drag to move the paper. H or Esc puts the hand away.")));
            case KeyInput key when key.key() == KeyInput.Key.S && key.down() && key.modifiers().plain()
                    && !view.state().readOnly() ->
                Outcome.of(MakingRoom.READY, new Act.Say(
                        tr("Drag sideways to push all that is to the right, or downwards all that is below. Esc ends it.")));
            case KeyInput key when key.key() == KeyInput.Key.C && key.down() && key.modifiers().plain() ->
                Wiring.fromSelection(this, kind -> (kind == Port.Kind.SEQUENCE) != key.modifiers().shift(), view);
            case KeyInput key -> new Outcome(this, Keys.acts(key, view, pointer));
            case Tick _ -> Outcome.of(this);
        };
    }

    private Outcome press(PointerInput pointer, View view) {
        var hit = view.hit(pointer.at());
        return switch (pointer.button()) {
            case MIDDLE -> Outcome.of(new Panning(pointer.at(), this, Button.MIDDLE));
            case PRIMARY -> primary(pointer, hit, view);
            case SECONDARY -> secondary(hit, view);
            case NONE -> Outcome.of(this);
        };
    }

    private static Outcome primary(PointerInput pointer, Hit hit, View view) {
        return switch (hit) {
            case Hit.OnPort(var port) -> Outcome.of(Wiring.from(port, pointer.at(), view));
            case Hit.OnGround _ when pointer.clicks() == 2 -> Outcome.of(new Idle(pointer.at(), hit),
                    new Act.Add(new AddRequest.Here(view.camera().toPaper(pointer.at()))));
            case Hit.OnWire(var wire) when pointer.clicks() == 2 ->
                Outcome.of(new Idle(pointer.at(), hit), withoutBend(wire, pointer.at(), view));
            case Hit.OnNode(var node) when pointer.clicks() == 2 ->
                Outcome.of(new Idle(pointer.at(), hit), view.graph().node(node) instanceof Node.Container
                        ? new Act.Enter(node)
                        : new Act.Open(node));
            case Hit.OnLabel(var wire) when pointer.clicks() == 2 ->
                Outcome.of(new Idle(pointer.at(), hit), withLabelBack(wire, view));
            case Hit.OnNote(var note) when pointer.clicks() == 2 ->
                Outcome.of(new Idle(pointer.at(), hit), Noting.isGround(note, view.camera().toPaper(pointer.at()), view)
                        ? new Act.Add(new AddRequest.Here(view.camera().toPaper(pointer.at())))
                        : new Act.Write(note));
            case Hit.OnNote(var note) when !view.selection().has(note) && !pointer.modifiers().adds() -> Outcome
                    .of(new Pressed(pointer.at(), hit, pointer.modifiers()), new Act.Select(Selection.of(note)));
            case Hit.OnNode(var node) when !view.selection().has(node) && !pointer.modifiers().adds() -> Outcome
                    .of(new Pressed(pointer.at(), hit, pointer.modifiers()), new Act.Select(Selection.of(node)));
            case Hit.OnNode _,Hit.OnWire _,Hit.OnInsert _,Hit.OnSign _,Hit.OnCorner _,Hit.OnNote _,Hit.OnNoteCorner _,Hit.OnLabel _,Hit.OnGround _ ->
                Outcome
                        .of(new Pressed(pointer.at(), hit, pointer.modifiers()));
        };
    }

    /// The bend under the pointer goes.
    private static Act[] withoutBend(WireId wire, Vec at, View view) {
        var bends = view.state().diagram().layout().bends().getOrDefault(wire, List.of());
        var left = bends.stream()
                .filter(bend -> view.camera().toScreen(Vec.of(bend)).distance(at) > BEND_REACH).toList();
        return left.size() == bends.size() ? new Act[0] : new Act[]{new Act.Do(new Edit.BendWire(wire, left))};
    }

    /// The label stands where it would by itself.
    private static Act[] withLabelBack(WireId wire, View view) {
        return view.state().diagram().layout().labels().containsKey(wire)
                ? new Act[]{new Act.Do(new Edit.MoveLabel(wire, Point.ZERO))}
                : new Act[0];
    }

    /// So that the menu that follows is about what lies under the pointer.
    private Outcome secondary(Hit hit, View view) {
        return switch (hit) {
            case Hit.OnNode(var node) when !view.selection().has(node) -> Outcome.of(this,
                    new Act.Select(Selection.of(node)));
            case Hit.OnWire(var wire) when !view.selection().has(wire) -> Outcome.of(this,
                    new Act.Select(Selection.of(wire)));
            case Hit.OnInsert(var wire) when !view.selection().has(wire) -> Outcome.of(this,
                    new Act.Select(Selection.of(wire)));
            case Hit.OnGround _ -> Outcome.of(this, new Act.Select(Selection.NONE));
            case Hit.OnSign(var node) when !view.selection().has(node) -> Outcome.of(this,
                    new Act.Select(Selection.of(node)));
            case Hit.OnLabel(var wire) when !view.selection().has(wire) -> Outcome.of(this,
                    new Act.Select(Selection.of(wire)));
            case Hit.OnNote(var note) when !view.selection().has(note) -> Outcome.of(this,
                    new Act.Select(Selection.of(note)));
            case Hit.OnNode _,Hit.OnWire _,Hit.OnInsert _,Hit.OnPort _,Hit.OnSign _,Hit.OnCorner _,Hit.OnNote _,Hit.OnNoteCorner _,Hit.OnLabel _ ->
                Outcome.of(this);
        };
    }

    @Override
    public Pose pose() {
        return switch (under) {
            case Hit.OnCorner _,Hit.OnNoteCorner _ -> Pose.RESIZE;
            case Hit.OnLabel _ -> Pose.OPEN_HAND;
            case Hit.OnPort _,Hit.OnNode _,Hit.OnWire _,Hit.OnInsert _,Hit.OnSign _,Hit.OnNote _,Hit.OnGround _ ->
                Pose.ARROW;
        };
    }

    @Override
    public boolean outlivesEdits() {
        return true;
    }
}
