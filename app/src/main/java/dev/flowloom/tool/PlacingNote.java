package dev.flowloom.tool;

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
public record PlacingNote(Note.Kind kind, @Nullable Vec at, @Nullable Edit edit) implements Hanging {

    public static PlacingNote of(Note.Kind kind) {
        return new PlacingNote(kind, null, null);
    }

    @Override
    public PlacingNote at(Vec paper, View view) {
        var id = Ids.forNote(view.state().diagram().layout(), kind);
        return new PlacingNote(kind, paper, Noting.edit(id, Noting.fresh(kind, paper, view), view));
    }

    @Override
    public PlacingNote away() {
        return of(kind);
    }

    @Override
    public Outcome putDown(Vec paper, View view) {
        return new Outcome(Idle.START, Noting.add(kind, paper, view));
    }

    @Override
    public Preview preview() {
        return edit == null ? Preview.NONE : new Preview.Provisional(edit);
    }
}
