package dev.flowloom.document;

import java.util.ArrayList;
import java.util.List;

import dev.flowloom.document.EditResult.Applied;
import dev.flowloom.document.EditResult.Refused;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Problem;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// What is open in a window: the one mutable thing about a document. Every node of its diagram has a place. Not safe for several threads; the thread of the
/// user interface owns it.
public final class Editor {
    private final List<Listener> listeners = new ArrayList<>();
    private State state;

    /// Everything about an open document, at one time.
    ///
    /// @param problems what the checks said last
    /// @param readOnly whether edits are refused, as for a file of a newer version
    /// @param document which of the documents it is that were opened one after another
    public record State(History history, Selection selection, List<Problem> problems, boolean readOnly, int document) {
        public State {
            problems = List.copyOf(problems);
        }

        public Diagram diagram() {
            return history.diagram();
        }
    }

    /// What became of the state. Each part is shared where it did not change, so comparing by identity is enough.
    public record Change(State before, State after) {
        /// Whether another document was opened.
        public boolean ofDocument() {
            return before.document() != after.document();
        }

        public boolean ofDiagram() {
            return !Identity.same(before.diagram(), after.diagram());
        }

        public boolean ofSelection() {
            return !Identity.same(before.selection(), after.selection());
        }

        public boolean ofProblems() {
            return !Identity.same(before.problems(), after.problems());
        }
    }

    /// Is told of every change, after it happened, in the order of listening.
    @FunctionalInterface
    public interface Listener {
        void changed(Change change);
    }

    /// Ends a listening.
    @FunctionalInterface
    public interface Subscription {
        void cancel();
    }

    public Editor(Diagram diagram) {
        this(diagram, false);
    }

    public Editor(Diagram diagram, boolean readOnly) {
        state = new State(History.ofRead(diagram), Selection.NONE, List.of(), readOnly, 1);
    }

    public State state() {
        return state;
    }

    public Diagram diagram() {
        return state.diagram();
    }

    public Graph graph() {
        return diagram().flow().graph();
    }

    public Selection selection() {
        return state.selection();
    }

    public List<Problem> problems() {
        return state.problems();
    }

    public boolean isReadOnly() {
        return state.readOnly();
    }

    /// Does the edit, or says why not. What it added is selected.
    public EditResult apply(Edit edit) {
        return apply(edit, null);
    }

    /// Does an edit that is part of a burst, such as a letter typed: edits of the same burst, one after another, are
    /// undone together.
    ///
    /// @param burst names what is being typed into
    public EditResult applyInBurst(Edit edit, String burst) {
        return apply(edit, burst);
    }

    private EditResult apply(Edit edit, @Nullable String burst) {
        if (state.readOnly()) {
            return new Refused(tr("This flow can only be looked at, not changed."));
        }
        var result = Edits.apply(diagram(), edit);
        if (result instanceof Applied(Diagram diagram, Selection added) && !Identity.same(diagram, diagram())) {
            var selection = added.isEmpty() ? selection() : added;
            become(state.history().with(diagram, edit.label(), burst), selection);
        }
        return result;
    }

    /// Ends a burst: the next edit is a step of its own. To be called when an input loses the focus.
    public void endBurst() {
        become(state.history().endBurst(), selection());
    }

    public void undo() {
        become(state.history().undo(), selection());
    }

    public void redo() {
        become(state.history().redo(), selection());
    }

    /// What undoing would undo; null where there is nothing.
    public @Nullable String undoLabel() {
        return state.readOnly() ? null : state.history().undoLabel();
    }

    /// What redoing would do again; null where there is nothing.
    public @Nullable String redoLabel() {
        return state.readOnly() ? null : state.history().redoLabel();
    }

    public boolean canUndo() {
        return undoLabel() != null;
    }

    public boolean canRedo() {
        return redoLabel() != null;
    }

    /// Selects what of it is there.
    public void select(Selection selection) {
        become(state.history(), selection);
    }

    /// Whether there is something to save.
    public boolean isChanged() {
        return state.history().isChanged();
    }

    /// The number of the present revision: to be kept when a save begins, and given to [#markSaved(long)] at its end.
    public long revision() {
        return state.history().present().number();
    }

    /// Says that the present revision is saved.
    public void markSaved() {
        markSaved(revision());
    }

    public void markSaved(long revision) {
        become(state.history().markSaved(revision), selection());
    }

    public void showProblems(List<Problem> problems) {
        if (!problems.equals(state.problems())) {
            become(new State(state.history(), state.selection(), problems, state.readOnly(), state.document()));
        }
    }

    /// Opens another document in the place of this one.
    public void open(Diagram diagram, boolean readOnly) {
        open(History.ofRead(diagram), readOnly);
    }

    /// Opens another document together with how it came to be what it is.
    public void open(History history, boolean readOnly) {
        become(new State(history, Selection.NONE, List.of(), readOnly, state.document() + 1));
    }

    /// Puts what the document's file holds now in its place: saved, and a step that can be undone.
    public void reload(Diagram diagram) {
        var next = state.history().with(Placement.complete(diagram), tr("Reload"), null);
        become(next.markSaved(next.present().number()), selection());
    }

    /// Says that no revision is what is saved.
    public void markUnsaved() {
        markSaved(History.NEVER);
    }

    public Subscription listen(Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void become(History history, Selection selection) {
        var kept = selection.within(history.diagram());
        var same = kept.equals(state.selection()) ? state.selection() : kept;
        if (!Identity.same(history, state.history()) || !Identity.same(same, state.selection())) {
            become(new State(history, same, state.problems(), state.readOnly(), state.document()));
        }
    }

    private void become(State next) {
        var change = new Change(state, next);
        state = next;
        List.copyOf(listeners).forEach(listener -> listener.changed(change));
    }
}
