package dev.flowloom.tool;

import dev.flowloom.document.Edit;
import dev.flowloom.document.Ids;
import dev.flowloom.document.Rules;
import dev.flowloom.geometry.Box;
import dev.flowloom.geometry.Drawing;
import dev.flowloom.geometry.Grid;
import dev.flowloom.geometry.Vec;
import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.Node;
import dev.flowloom.tool.PointerInput.Action;
import org.jspecify.annotations.Nullable;

/// A node from the palette hangs at the pointer until it is put down: by the end of a drag, or, where the palette was
/// only clicked, by a click on the paper.
///
/// @param template what is put down, under an id made from its name
/// @param at where its middle is, on the paper; null while the pointer is outside the window
/// @param wasInside whether the pointer has been in the window, so that letting go outside gives it up
public record Placing(Node template, @Nullable Vec at, boolean wasInside) implements Tool {

    public static Placing of(Node template) {
        return new Placing(template, null, false);
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
        var next = new Placing(template, inside ? view.camera().toPaper(input.at()) : null, wasInside || inside);
        if (input.action() != Action.RELEASE) {
            return Outcome.of(next);
        }
        if (inside) {
            return next.putDown(view);
        }
        return Outcome.of(wasInside ? Idle.START : this);
    }

    private Outcome putDown(View view) {
        var name = template.name().isBlank() ? template.id().value() : template.name();
        var node = template.withId(Ids.forNode(view.graph(), name));
        var refusal = Rules.refusal(view.graph(), node);
        return Outcome.of(Idle.START, refusal.<Act>map(Act.Say::new)
                .orElseGet(() -> new Act.Do(new Edit.AddNode(node, corner()))));
    }

    private Point corner() {
        var middle = at == null ? Vec.ZERO : at;
        Box box = Drawing.boxOf(template, Vec.ZERO);
        return new Point(Grid.snap(middle.x() - box.width() / 2), Grid.snap(middle.y() - box.height() / 2));
    }

    @Override
    public Preview preview() {
        return at == null ? Preview.NONE : new Preview.Ghost(template, corner());
    }

    @Override
    public Pose pose() {
        return Pose.CROSS;
    }
}
