package dev.flowloom.run;

import dev.flowloom.model.Json;
import dev.flowloom.model.NodeId;
import org.jspecify.annotations.Nullable;
import org.pcollections.ConsPStack;
import org.pcollections.PSortedMap;
import org.pcollections.PStack;
import org.pcollections.PVector;
import org.pcollections.TreePMap;
import org.pcollections.TreePVector;

/// Where a run stands: the fold of its events. Immutable, and shares what an event leaves alone, so that an event costs
/// the same however long the run has become.
///
/// @param started the first event; null before it
/// @param visits what is under way
/// @param tokens what has left a node and not yet entered the next, in order
/// @param outputs the latest output of each step, by its id
/// @param saga what remains to be undone if the run turns round
/// @param cause why it turned round; null as long as it hasn't
/// @param output what the latest end gave
public record RunState(Status status, Event.@Nullable RunStarted started, VisitId nextVisit,
        PSortedMap<VisitId, Visit> visits, PVector<Token> tokens, PSortedMap<String, Json> outputs, Saga saga,
        Event.@Nullable Cause cause, Json output) {

    /// A run that nobody has asked for yet.
    public static final RunState NEW = new RunState(Status.NEW, null, VisitId.FIRST, TreePMap.empty(),
            TreePVector.empty(), TreePMap.empty(), Saga.EMPTY, null, Json.NULL);

    /// What a run is doing.
    public enum Status {
        NEW,
        RUNNING,
        /// It turned round: what was begun comes to its end, and what was done is compensated.
        STOPPING,
        COMPLETED,
        FAILED,
        CANCELLED
    }

    /// The steps to undo, the last completed first, and how the undoing went so far.
    public record Saga(PStack<Done> undoable, int undone, int failed) {
        static final Saga EMPTY = new Saga(ConsPStack.empty(), 0, 0);

        Saga push(Done done) {
            return new Saga(undoable.plus(done), undone, failed);
        }

        Saga pop() {
            return new Saga(undoable.minus(0), undone, failed);
        }

        Saga withUndone() {
            return new Saga(undoable, undone + 1, failed);
        }

        Saga withFailed() {
            return new Saga(undoable, undone, failed + 1);
        }
    }

    public boolean isOver() {
        return switch (status) {
            case NEW, RUNNING, STOPPING -> false;
            case COMPLETED, FAILED, CANCELLED -> true;
        };
    }

    public Event.RunStarted startedOrThrow() {
        if (started == null) {
            throw new IllegalStateException("the run has not started");
        }
        return started;
    }

    @Nullable
    Visit find(VisitId id) {
        return visits.get(id);
    }

    RunState with(Status next) {
        return new RunState(next, started, nextVisit, visits, tokens, outputs, saga, cause, output);
    }

    RunState with(Visit visit) {
        return withVisits(visits.plus(visit.id(), visit));
    }

    RunState without(VisitId id) {
        return withVisits(visits.minus(id));
    }

    RunState withVisits(PSortedMap<VisitId, Visit> next) {
        return new RunState(status, started, nextVisit, next, tokens, outputs, saga, cause, output);
    }

    /// With a visit of the next number.
    RunState entered(Visit visit) {
        return new RunState(status, started, nextVisit.next(), visits.plus(visit.id(), visit), tokens, outputs, saga,
                cause, output);
    }

    RunState with(PVector<Token> next) {
        return new RunState(status, started, nextVisit, visits, next, outputs, saga, cause, output);
    }

    RunState with(Saga next) {
        return new RunState(status, started, nextVisit, visits, tokens, outputs, next, cause, output);
    }

    RunState withOutput(NodeId step, Json given) {
        return new RunState(status, started, nextVisit, visits, tokens, outputs.plus(step.value(), given), saga, cause,
                output);
    }

    RunState withRunOutput(Json given) {
        return new RunState(status, started, nextVisit, visits, tokens, outputs, saga, cause, given);
    }

    RunState begun(Event.RunStarted event, Token first) {
        return new RunState(Status.RUNNING, event, nextVisit, visits, tokens.plus(first), outputs, saga, cause,
                output);
    }

    RunState turnedRound(Event.Cause why) {
        return new RunState(Status.STOPPING, started, nextVisit, visits, TreePVector.empty(), outputs, saga, why,
                output);
    }
}
