package dev.flowloom.tool;

import java.util.List;

import dev.flowloom.document.Edit;
import dev.flowloom.document.Ids;
import dev.flowloom.geometry.Vec;
import dev.flowloom.model.Note;
import org.jspecify.annotations.Nullable;

/// A note or a group from the palette hangs at the pointer until the button is let go: on the paper it is put down and can
/// be written, elsewhere it is given up.
///
/// @param at where its middle is, on the paper; null while the pointer is elsewhere
/// @param edit what would put it down there; null while the pointer is elsewhere
public record PlacingNote(Note.Kind kind, @Nullable Vec at, @Nullable Edit edit) implements Tool {

    public static PlacingNote of(Note.Kind kind) {
        return new PlacingNote(kind, null, null);
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
        boolean isInside = view.contains(input.at());
        var paper = view.camera().toPaper(input.at());
        if (input.action() == PointerInput.Action.RELEASE) {
            return new Outcome(Idle.START, isInside ? Noting.add(kind, paper, view) : List.of());
        }
        var id = Ids.forNote(view.state().diagram().layout(), kind);
        return Outcome.of(isInside
                ? new PlacingNote(kind, paper, Noting.edit(id, Noting.fresh(kind, paper, view), view))
                : of(kind));
    }

    @Override
    public Preview preview() {
        return edit == null ? Preview.NONE : new Preview.Provisional(edit);
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
