package dev.flowloom.files;

import java.nio.file.Path;
import java.time.InstantSource;

import dev.flowloom.document.Editor;
import dev.flowloom.document.History;
import dev.flowloom.document.Identity;
import dev.flowloom.model.Diagram;

/// The flow that is open: where what the editor holds comes from, and what is kept of it as long as it isn't saved, and
/// after. Used by the thread that owns the editor.
final class OpenFlow {
    private final Editor editor;
    private final DraftKeeper drafts;
    private final InstantSource clock;
    private Origin origin = Origin.NONE;
    /// Whether what can be undone of what the editor is about to hold is kept already.
    private boolean kept;

    OpenFlow(Editor editor, DraftKeeper drafts, InstantSource clock) {
        this.editor = editor;
        this.drafts = drafts;
        this.clock = clock;
        editor.listen(change -> {
            var before = change.before().history();
            var after = change.after().history();
            if (change.ofDocument() || before.present().number() != after.present().number()
                    || before.saved() != after.saved()) {
                keep();
            }
        });
    }

    Origin origin() {
        return origin;
    }

    /// Where it is in a session.
    Session.Place place() {
        return new Session.Place(origin.file(), drafts.name());
    }

    /// Puts another flow in the place of this one.
    void place(History history, Origin from) {
        origin = from;
        whileKept(() -> editor.open(history, from.isReadOnly()));
    }

    private void whileKept(Runnable change) {
        kept = true;
        try {
            change.run();
        } finally {
            kept = false;
        }
    }

    /// Puts a flow in the place of this one whose draft was left behind.
    void place(History history, Origin from, Drafts.Slot left) {
        place(history, from);
        drafts.goOnWith(left);
        keep();
    }

    /// The file holds this now, and so does the editor.
    void reload(Diagram diagram, Fingerprint content) {
        origin = origin.with(content);
        editor.reload(diagram);
    }

    /// The file holds something else now, which the user knows.
    void hold(Fingerprint content) {
        origin = origin.with(content);
        editor.markUnsaved();
    }

    /// Before a file is written: so that whoever goes on after a kill between the two finds in the draft's history what the
    /// file holds; and before one is read, of which a history may be about to be kept. Takes a while; any thread may ask
    /// for it.
    void keepNow() {
        drafts.flush();
    }

    /// The file was written.
    ///
    /// @param history as it was then: what was drawn meanwhile is still to be saved
    void saved(History history, Path path, Fingerprint content) {
        origin = origin.saved(path, content);
        keep(history.markSaved(history.present().number()));
        if (Identity.same(editor.state().history(), history)) {
            whileKept(() -> editor.markSaved(history.present().number()));
        } else {
            editor.markSaved(history.present().number());
        }
    }

    private void keep() {
        var history = editor.state().history();
        var from = origin;
        var now = clock.instant();
        if (editor.isChanged()) {
            drafts.changed(history, () -> from.draft(history.diagram(), now));
        } else {
            if (!kept) {
                keep(history);
            }
            drafts.settled();
        }
    }

    /// Keeps what can be undone of what the file holds: the history's present.
    private void keep(History history) {
        var file = origin.file();
        var content = origin.content();
        if (file != null && content != null && !origin.isReadOnly()) {
            drafts.saved(file, content, history);
        }
    }

    /// Leaves the draft to who goes on with it.
    void handOver() {
        drafts.close();
    }

    /// Forgets the draft: it is closed, and its work is saved or given up.
    void close() {
        drafts.settled();
        drafts.close();
    }
}
