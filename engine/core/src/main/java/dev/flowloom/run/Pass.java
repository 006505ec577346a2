package dev.flowloom.run;

import java.time.Instant;

import dev.flowloom.model.Json;
import dev.flowloom.model.NodeId;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedSet;
import org.pcollections.TreePSet;

/// One time through a graph: through the flow itself, or through what a container holds. Each pass succeeds, fails and is
/// undone as one.
///
/// @param of the visit of the container; null for the run itself
/// @param outer the pass that the container stands in; null for the run itself
/// @param index which time through the container's content it is; the first is 0
/// @param scene what expressions see in it beside their data
/// @param saga what remains to be undone if it turns round
/// @param cause why it turned round; null as long as it hasn't
/// @param output what the latest end gave
/// @param deadline when its time is up; null where it has no end
/// @param visits what is under way in it, and in passes that were given up to it; of one that was given up itself, all in it
/// @param lock what it holds as long as something is under way in it; null for nothing
/// @param idle how many nodes were come to in it since anything was begun in it that comes from outside, or takes its time
public record Pass(PassId id, @Nullable VisitId of, @Nullable PassId outer, int index, Status status, Scene scene,
        Saga saga, Event.@Nullable Cause cause, Json output, @Nullable Instant deadline, PSortedSet<VisitId> visits,
        @Nullable HeldLock lock, int idle) {

    /// What a pass is doing.
    public enum Status {
        RUNNING,
        /// It turned round: what was begun comes to its end, and what was done is compensated.
        STOPPING,
        /// A pass around it turned round, and takes care of what was done in it.
        GIVEN_UP
    }

    /// The run itself.
    static Pass run(Event.RunStarted started) {
        return new Pass(PassId.RUN, null, null, 0, Status.RUNNING,
                started.resent() == null ? Scene.EMPTY : started.resent().scene(), Saga.EMPTY, null, Json.NULL, null,
                TreePSet.empty(), null, 0);
    }

    static Pass begun(PassId id, VisitId of, PassId outer, int index, Scene scene, @Nullable Instant deadline,
            @Nullable HeldLock lock) {
        return new Pass(id, of, outer, index, Status.RUNNING, scene, Saga.EMPTY, null, Json.NULL, deadline,
                TreePSet.empty(), lock, 0);
    }

    Pass with(Saga next) {
        return new Pass(id, of, outer, index, status, scene, next, cause, output, deadline, visits, lock, idle);
    }

    Pass without(VisitId visit) {
        return new Pass(id, of, outer, index, status, scene, saga, cause, output, deadline, visits.minus(visit), lock,
                idle);
    }

    /// With one more visit under way in it.
    Pass entered(VisitId visit) {
        return new Pass(id, of, outer, index, status, scene, saga, cause, output, deadline, visits.plus(visit), lock,
                idle + 1);
    }

    /// With a container in it that goes through its content once more because of a condition, which may never change.
    Pass again() {
        return new Pass(id, of, outer, index, status, scene, saga, cause, output, deadline, visits, lock, idle + 1);
    }

    /// With something begun in it that is no mere passing on.
    Pass busy() {
        return new Pass(id, of, outer, index, status, scene, saga, cause, output, deadline, visits, lock, 0);
    }

    Pass withStepOutput(NodeId step, Json given) {
        return new Pass(id, of, outer, index, status, scene.with(step, given), saga, cause, output, deadline, visits,
                lock, idle);
    }

    Pass withOutput(Json given) {
        return new Pass(id, of, outer, index, status, scene, saga, cause, given, deadline, visits, lock, idle);
    }

    Pass turnedRound(Event.Cause why) {
        return new Pass(id, of, outer, index, Status.STOPPING, scene, saga, why, output, deadline, visits, lock, idle);
    }

    /// The run itself, going on after it had ended.
    ///
    /// @param remaining what was done and not undone
    Pass goingOn(Scene from, Saga remaining) {
        return new Pass(id, of, outer, index, Status.RUNNING, from, remaining, null, Json.NULL, deadline, visits, lock,
                0);
    }

    /// What was done in it is handed over to who gives it up, and takes care of what is under way.
    ///
    /// @param open what is under way in it, and in those in it
    Pass givenUp(PSortedSet<VisitId> open) {
        return new Pass(id, of, outer, index, Status.GIVEN_UP, scene, Saga.EMPTY, cause, output, deadline, open, lock,
                0);
    }

    /// Takes over what was done and is under way in a pass that is given up.
    Pass takingOver(Pass inner) {
        return new Pass(id, of, outer, index, status, scene, saga.plus(inner.saga), cause, output, deadline,
                visits.plusAll(inner.visits), lock, idle);
    }
}
