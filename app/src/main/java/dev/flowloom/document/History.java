package dev.flowloom.document;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

import dev.flowloom.model.Diagram;
import org.jspecify.annotations.Nullable;
import org.pcollections.ConsPStack;
import org.pcollections.PStack;

/// How a diagram came to be what it is: the revisions before the present one, and those that were undone. Immutable.
///
/// @param last the highest number a revision was given
/// @param saved the number of the revision that is saved
public record History(PStack<Revision> past, Revision present, PStack<Revision> future, long last, long saved) {
    /// No revision has this number.
    public static final long NEVER = -1;

    /// A diagram as it was opened: nothing to undo, nothing to save.
    public static History of(Diagram diagram) {
        return new History(ConsPStack.empty(), new Revision(0, diagram, "", null), ConsPStack.empty(), 0, 0);
    }

    /// A diagram as it was read: each node that has no place yet gets one.
    public static History ofRead(Diagram diagram) {
        return of(Placement.complete(diagram));
    }

    /// A history that was kept.
    ///
    /// @param revisions from the oldest to the last that can be redone
    /// @param position where the present stands among them
    public static History of(List<Revision> revisions, int position, long last, long saved) {
        var past = ConsPStack.from(revisions.subList(0, position).reversed());
        var future = ConsPStack.from(revisions.subList(position + 1, revisions.size()));
        return new History(past, ended(revisions.get(position)), future, last, saved);
    }

    /// All revisions, from the oldest to the last that can be redone.
    public List<Revision> revisions() {
        var revisions = new ArrayList<>(past);
        Collections.reverse(revisions);
        revisions.add(present);
        revisions.addAll(future);
        return revisions;
    }

    /// Where the present stands among the [#revisions()].
    public int position() {
        return past.size();
    }

    public Diagram diagram() {
        return present.diagram();
    }

    /// What undoing would undo; null where there is nothing.
    public @Nullable String undoLabel() {
        return past.isEmpty() ? null : present.label();
    }

    /// What redoing would do again; null where there is nothing.
    public @Nullable String redoLabel() {
        return future.isEmpty() ? null : future.get(0).label();
    }

    /// With a new present. What was undone can't be redone any more.
    ///
    /// @param burst where the present revision is of the same burst, the two become one; null never merges
    public History with(Diagram diagram, String label, @Nullable String burst) {
        var next = new Revision(last + 1, diagram, label, burst);
        var merges = burst != null && Objects.equals(burst, present.burst()) && !past.isEmpty();
        return new History(merges ? past : past.plus(present), next, ConsPStack.empty(), last + 1, saved);
    }

    /// The same, and the next edit is a step of its own.
    public History endBurst() {
        return present.burst() == null ? this : withPresent(ended(present));
    }

    public History undo() {
        return past.isEmpty()
                ? this
                : new History(past.minus(0), past.get(0), future.plus(ended(present)), last, saved).endBurst();
    }

    public History redo() {
        return future.isEmpty()
                ? this
                : new History(past.plus(ended(present)), future.get(0), future.minus(0), last, saved);
    }

    /// Whether the present differs from what is saved.
    public boolean isChanged() {
        return present.number() != saved;
    }

    /// With the revision of this number as the saved one. It need not be the present: saving takes time.
    public History markSaved(long number) {
        return new History(past, present, future, last, number).endBurst();
    }

    private History withPresent(Revision revision) {
        return new History(past, revision, future, last, saved);
    }

    private static Revision ended(Revision revision) {
        return new Revision(revision.number(), revision.diagram(), revision.label(), null);
    }
}
