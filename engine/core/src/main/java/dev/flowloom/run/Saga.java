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
/// @param failed what a compensation failed for good to undo, likewise
/// @param undone how much was undone
/// @param failure the first error of a compensation that failed for good, or with which something was left as it is; null
///     where there was none
/// @param outOfReach whether a run that was called left something, also before this one was retried: nothing here can undo it
/// @param withheld whether a run that was called left something as it is on purpose, or an attempt was interrupted so that
///     may have had its effect
public record Saga(PSortedMap<Integer, Done> undoable, PSortedMap<Integer, Done> failed, int undone,
        @Nullable RunError failure, boolean outOfReach, boolean withheld) {
    static final Saga EMPTY = new Saga(TreePMap.empty(), TreePMap.empty(), 0, null, false, false);

    /// What is to be undone next: what was completed last. Null where nothing is left.
    @Nullable
    Done last() {
        var last = undoable.isEmpty() ? null : undoable.lastEntry();
        return last == null ? null : last.getValue();
    }

    Saga plus(Done done) {
        return with(undoable.plus(done.number(), done));
    }

    Saga minus(Done done) {
        return with(undoable.minus(done.number()));
    }

    Saga minus(@Nullable Integer number) {
        return number == null ? this : with(undoable.minus(number));
    }

    private Saga with(PSortedMap<Integer, Done> left) {
        return new Saga(left, failed, undone, failure, outOfReach, withheld);
    }

    /// What of it can be undone should what goes on now turn round as well, by which the rest is forgotten. A compensation that
    /// failed is tried once more then.
    Saga remaining(Predicate<NodeId> isUndoable) {
        var remaining = EMPTY.undoable;
        for (var done : undoable.plusAll((Map<Integer, Done>) failed).values()) {
            remaining = isUndoable.test(done.node()) ? remaining.plus(done.number(), done) : remaining;
        }
        return new Saga(remaining, EMPTY.failed, 0, null, outOfReach, false);
    }

    /// With another one's as well.
    Saga plus(Saga other) {
        return new Saga(undoable.plusAll((Map<Integer, Done>) other.undoable),
                failed.plusAll((Map<Integer, Done>) other.failed), undone + other.undone,
                failure == null ? other.failure : failure, outOfReach || other.outOfReach, withheld || other.withheld);
    }

    /// Without what could be undone, because something else undoes all of it.
    Saga forgotten() {
        return with(EMPTY.undoable);
    }

    Saga withUndone() {
        return new Saga(undoable, failed, undone + 1, failure, outOfReach, withheld);
    }

    /// With something whose compensation failed for good.
    Saga withFailed(Done done, RunError error) {
        return new Saga(undoable, failed.plus(done.number(), done), undone, failure == null ? error : failure,
                outOfReach, withheld);
    }

    /// With what a called run could not undo.
    Saga withFailure(RunError error) {
        return new Saga(undoable, failed, undone, failure == null ? error : failure, true, withheld);
    }

    /// With what may have been done, and is left as it is on purpose.
    Saga withWithheld() {
        return new Saga(undoable, failed, undone, failure, outOfReach, true);
    }

    /// With what a called run left as it is on purpose.
    Saga withWithheld(RunError error) {
        return withFailure(error).withWithheld();
    }

    /// How far it was undone, where nothing more will be.
    Event.Compensation compensation() {
        if (withheld || !undoable.isEmpty()) {
            return Event.Compensation.WITHHELD;
        }
        if (failure != null || outOfReach) {
            return Event.Compensation.INCOMPLETE;
        }
        return undone > 0 ? Event.Compensation.COMPLETE : Event.Compensation.NONE;
    }
}
