package dev.flowloom.tool;

import java.util.List;
import java.util.function.Predicate;

import dev.flowloom.document.Edit;
import dev.flowloom.document.Ids;
import dev.flowloom.document.Rules;
import dev.flowloom.geometry.Port;
import dev.flowloom.geometry.Ports;
import dev.flowloom.geometry.Vec;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;
import dev.flowloom.tool.PointerInput.Button;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// A wire is being drawn, from its port to the pointer: dragged, or, after a click on the port, following the pointer
/// until the next click. Where it may not lead is said while it is being drawn.
///
/// @param pressed where the button went down, in the window
/// @param pointer in the window
/// @param to the pointer on the paper
/// @param byClicks whether the button is up between the wire's ends
/// @param target the node under the pointer; null over the ground
/// @param refusal why the wire may not lead there; null where it may
record Wiring(Port from, Vec pressed, Vec pointer, Vec to, boolean byClicks, @Nullable NodeId target,
        @Nullable String refusal) implements Tool {

    static Wiring from(Port port, Vec at, View view) {
        return new Wiring(port, at, at, view.camera().toPaper(at), false, null, null);
    }

    /// From the first port of the one selected node that no wire leaves yet.
    ///
    /// @param kinds which kinds of wires are meant
    static Outcome fromSelection(Idle idle, Predicate<Port.Kind> kinds, View view) {
        var id = view.selection().onlyNode();
        if (id == null || view.state().readOnly()) {
            return Outcome.of(idle);
        }
        var port = freePort(id, view, kinds);
        if (port == null) {
            return Outcome.of(idle, new Act.Say(noPort(id, view)));
        }
        var at = view.drawing().position(port);
        var screen = view.camera().toScreen(at == null ? Vec.ZERO : at);
        return Outcome.of(new Wiring(port, screen, screen, view.camera().toPaper(screen), true, null, null));
    }

    /// The first port of a node that another wire can leave; null where there is none.
    static @Nullable Port freePort(NodeId id, View view, Predicate<Port.Kind> kinds) {
        var node = view.graph().node(id);
        if (node == null) {
            return null;
        }
        var used = node instanceof Node.Fork
                ? List.<Port>of()
                : view.drawing().wiresAt(id).stream().map(view.graph()::wire)
                        .filter(wire -> wire != null && wire.from().equals(id)).map(Port::of).toList();
        return Ports.of(node).stream().filter(port -> kinds.test(port.kind()) && !used.contains(port)).findFirst()
                .orElse(null);
    }

    /// Why no further wire of a kind can leave a node.
    static String noPort(NodeId id, View view) {
        return view.graph().node(id) instanceof Node.End
                ? tr("Nothing comes after an end.")
                : tr("Every way out of this node is taken. Put a fork after it to go further ways.");
    }

    @Override
    public Outcome on(UserInput input, View view) {
        return switch (input) {
            case PointerInput it -> pointer(it, view);
            // A port near the edge is no reason to move the paper away under a hand that rests there.
            case Tick _ when pointer.distance(pressed) <= Pressed.TREMBLE -> Outcome.of(this);
            case Tick tick -> Looking.atEdge(pointer, tick, view)
                    .map(camera -> Outcome.of(to(pointer, camera, byClicks, view), new Act.Look(camera)))
                    .orElseGet(() -> Outcome.of(this));
            case WheelInput wheel -> {
                var look = Looking.by(wheel, view);
                yield Outcome.of(to(pointer, look.camera(), byClicks, view), look);
            }
            case KeyInput key when key.down() -> key(key.key(), view);
            case KeyInput _ -> Outcome.of(this);
        };
    }

    /// Without a mouse: arrows choose where the wire leads, and Enter ends it.
    private Outcome key(KeyInput.Key key, View view) {
        return switch (key) {
            case ESCAPE -> Outcome.of(Idle.START);
            case ENTER -> target == null ? Outcome.of(this) : end(view);
            case LEFT -> towards(new Vec(-1, 0), view);
            case RIGHT -> towards(new Vec(1, 0), view);
            case UP -> towards(new Vec(0, -1), view);
            case DOWN -> towards(new Vec(0, 1), view);
            case DELETE, SPACE, PLUS, MINUS, DIGIT_0, DIGIT_1, A, C, D, E, F2, G, H, N, R, S, V, X, Y, Z ->
                Outcome.of(this);
        };
    }

    private Outcome towards(Vec way, View view) {
        var next = view.neighbour(target == null ? from.node() : target, way);
        var box = next == null ? null : view.drawing().box(next);
        if (box == null) {
            return Outcome.of(this);
        }
        var at = view.camera().toScreen(box.centre());
        var camera = view.contains(at) ? view.camera() : view.camera().panned(view.centre().minus(at));
        var led = to(camera.toScreen(box.centre()), camera, true, view);
        return camera.equals(view.camera()) ? Outcome.of(led) : Outcome.of(led, new Act.Look(camera));
    }

    private Outcome pointer(PointerInput input, View view) {
        var next = to(input.at(), view.camera(), byClicks, view);
        return switch (input.action()) {
            case MOVE -> Outcome.of(next);
            case PRESS -> input.button() == Button.PRIMARY && byClicks ? next.end(view) : Outcome.of(next);
            case RELEASE -> {
                if (byClicks) {
                    yield Outcome.of(next);
                }
                yield input.at().distance(pressed) <= Pressed.TREMBLE
                        ? Outcome.of(to(input.at(), view.camera(), true, view))
                        : next.end(view);
            }
        };
    }

    private Wiring to(Vec at, Camera camera, boolean byClicks, View view) {
        var paper = camera.toPaper(at);
        var node = view.nodeAt(paper);
        var over = node == null || node.equals(from.node()) ? null : node;
        var reason = over == null ? null : Rules.refusal(view.graph(), wire(over, view)).orElse(null);
        return new Wiring(from, pressed, at, paper, byClicks, over, reason);
    }

    private Outcome end(View view) {
        if (target == null) {
            var isOverItself = from.node().equals(view.nodeAt(to));
            return isOverItself
                    ? Outcome.of(Idle.START)
                    : Outcome.of(Idle.START, new Act.Add(new AddRequest.After(to, from)));
        }
        return Outcome.of(Idle.START, refusal == null
                ? new Act.Do(new Edit.Connect(wire(target, view)))
                : new Act.Say(refusal));
    }

    private Wire wire(NodeId node, View view) {
        return from.wire(Ids.forWire(view.graph(), from.node(), node), node);
    }

    @Override
    public Preview preview() {
        return new Preview.Wire(from, to, target, refusal);
    }

    @Override
    public Pose pose() {
        return refusal == null ? Pose.CROSS : Pose.REFUSED;
    }

    @Override
    public boolean wantsTicks() {
        return true;
    }
}
