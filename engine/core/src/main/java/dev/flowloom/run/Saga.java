package dev.flowloom.run;

import java.util.Map;
import java.util.function.Predicate;

import dev.flowloom.model.NodeId;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/// What was done and can be undone, in the order in which it was completed, and how the undoing went so far.
///
/// @param undoable by the number of its completion in the run
/// @param undone how much was undone
/// @param failure the first error of a compensation that failed for good, or with which something was left as it is; null
///     where there was none
/// @param withheld whether a run that was called left something as it is on purpose, or an attempt was interrupted so that
///     may have had its effect
public record Saga(PSortedMap<Integer, Done> undoable, int undone, @Nullable RunError failure, boolean withheld) {
    static final Saga EMPTY = new Saga(TreePMap.empty(), 0, null, false);

    /// What is to be undone next: what was completed last. Null where nothing is left.
    @Nullable
    Done last() {
        var last = undoable.isEmpty() ? null : undoable.lastEntry();
        return last == null ? null : last.getValue();
    }

    Saga plus(Done done) {
        return new Saga(undoable.plus(done.number(), done), undone, failure, withheld);
    }

    Saga minus(Done done) {
        return new Saga(undoable.minus(done.number()), undone, failure, withheld);
    }

    Saga minus(@Nullable Integer number) {
        return number == null ? this : new Saga(undoable.minus(number), undone, failure, withheld);
    }

    /// What of it can still be undone, by which the rest is forgotten.
    Saga remaining(Predicate<NodeId> isUndoable) {
        var remaining = undoable;
        for (var done : undoable.values()) {
            remaining = isUndoable.test(done.node()) ? remaining : remaining.minus(done.number());
        }
        return new Saga(remaining, 0, null, false);
    }

    /// With another one's as well.
    Saga plus(Saga other) {
        return new Saga(undoable.plusAll((Map<Integer, Done>) other.undoable), undone + other.undone,
                failure == null ? other.failure : failure, withheld || other.withheld);
    }

    /// Without what could be undone, because something else undoes all of it.
    Saga forgotten() {
        return new Saga(EMPTY.undoable, undone, failure, withheld);
    }

    Saga withUndone() {
        return new Saga(undoable, undone + 1, failure, withheld);
    }

    Saga withFailure(RunError error) {
        return new Saga(undoable, undone, failure == null ? error : failure, withheld);
    }

    /// With what may have been done, and is left as it is on purpose.
    Saga withWithheld() {
        return new Saga(undoable, undone, failure, true);
    }

    /// With what a called run left as it is on purpose.
    Saga withWithheld(RunError error) {
        return new Saga(undoable, undone, failure == null ? error : failure, true);
    }

    /// How far it was undone, where nothing more will be.
    Event.Compensation compensation() {
        if (withheld || !undoable.isEmpty()) {
            return Event.Compensation.WITHHELD;
        }
        if (failure != null) {
            return Event.Compensation.INCOMPLETE;
        }
        return undone > 0 ? Event.Compensation.COMPLETE : Event.Compensation.NONE;
    }
}
