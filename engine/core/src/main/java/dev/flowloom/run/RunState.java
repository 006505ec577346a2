package dev.flowloom.run;

import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

import dev.flowloom.model.NodeId;
import dev.flowloom.run.Pass.Status;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.pcollections.PVector;
import org.pcollections.TreePMap;
import org.pcollections.TreePVector;

/// Where a run stands: the fold of its events. Immutable, and shares what an event leaves alone, so that an event costs
/// the same however long the run has become.
///
/// @param started the first event; null before it
/// @param ending how it ended; null before that
/// @param paused whether nothing new is begun for now
/// @param nextVisit the number of the next arrival at a node
/// @param nextPass the number of the next time through a container's content
/// @param doings how many steps and containers were done that can be undone
/// @param visits what is under way
/// @param tokens what has left a node and not yet entered the next, in order
/// @param passes the run itself and the times through containers that are under way, or of which something still is
/// @param reuse what a retried run need not do again
public record RunState(Event.@Nullable RunStarted started, @Nullable Ending ending, boolean paused, VisitId nextVisit,
        PassId nextPass, int doings, PSortedMap<VisitId, Visit> visits, PVector<Token> tokens,
        PSortedMap<PassId, Pass> passes, Reuse reuse) {

    /// A run that nobody has asked for yet.
    public static final RunState NEW = new RunState(null, null, false, VisitId.FIRST, PassId.RUN.next(), 0,
            TreePMap.empty(), TreePVector.empty(), TreePMap.empty(), Reuse.NONE);

    /// How a run ended.
    public enum Ending { COMPLETED, FAILED, CANCELLED }

    public boolean isOver() {
        return ending != null;
    }

    /// Whether something has left a node and not yet entered the next, so that more can be decided without the world outside.
    boolean hasTokens() {
        return !tokens.isEmpty();
    }

    /// Whether it turned round, and is being undone.
    public boolean isStopping() {
        return !isOver() && started != null && pass(PassId.RUN).status() == Status.STOPPING;
    }

    /// The nodes of the flow's own graph at which something is under way, the first come to first.
    public List<NodeId> standsAt() {
        return visits.values().stream().filter(visit -> visit.pass().isRun()).map(Visit::node).toList();
    }

    /// Whether it ended without success, and so can be gone on with.
    public boolean hasFailed() {
        return isOver() && ending != Ending.COMPLETED;
    }

    public Event.RunStarted startedOrThrow() {
        if (started == null) {
            throw new IllegalStateException("the run has not started");
        }
        return started;
    }

    /// Of a run that has ended: what it did that could be undone and was not, the first completed first.
    public List<NodeId> remains() {
        return pass(PassId.RUN).saga().undoable().values().stream().map(Done::node).toList();
    }

    /// Whether it is a visit at the loop that items are sent to again.
    boolean isResent(Visit visit) {
        var resent = started == null ? null : started.resent();
        return resent != null && visit.pass().isRun() && visit.undoes() == null
                && visit.node().equals(resent.loop());
    }

    @Nullable
    Visit find(VisitId id) {
        return visits.get(id);
    }

    Pass pass(PassId id) {
        return Objects.requireNonNull(passes.get(id), () -> "pass %s is not under way".formatted(id));
    }

    /// The pass that takes care of what happens in a pass: itself, unless one around it gave it up.
    Pass home(PassId id) {
        var pass = pass(id);
        while (pass.status() == Status.GIVEN_UP) {
            pass = pass(Objects.requireNonNull(pass.outer(), "the run itself is not given up"));
        }
        return pass;
    }

    /// Whether a pass is another one, or goes on somewhere in it.
    boolean isWithin(PassId id, PassId outer) {
        for (var at = id; at != null; at = pass(at).outer()) {
            if (at.equals(outer)) {
                return true;
            }
        }
        return false;
    }

    /// What is under way in a pass, and in those in it.
    SortedSet<VisitId> visitsWithin(PassId pass) {
        var within = new TreeSet<VisitId>(pass(pass).visits());
        for (var id : pass(pass).visits()) {
            var visit = visits.get(id);
            if (visit != null && visit.phase() instanceof Visit.Phase.Holding) {
                passesOf(id).forEach(inner -> within.addAll(inner.visits()));
            }
        }
        return within;
    }

    /// The passes through what a container holds, and those in them, at one visit.
    List<Pass> passesOf(VisitId container) {
        return passes.values().stream().filter(pass -> {
            for (var at = pass; at.outer() != null; at = pass(at.outer())) {
                if (container.equals(at.of())) {
                    return true;
                }
            }
            return false;
        }).toList();
    }

    RunState with(Visit visit) {
        return withVisits(visits.plus(visit.id(), visit));
    }

    /// A pass that was given up is forgotten with the last that is under way in it.
    RunState without(Visit visit) {
        var next = passes;
        var pass = pass(visit.pass());
        for (; pass.status() == Status.GIVEN_UP; pass = pass(Objects.requireNonNull(pass.outer()))) {
            var left = pass.without(visit.id());
            next = left.visits().isEmpty() ? next.minus(pass.id()) : next.plus(pass.id(), left);
        }
        return withVisits(visits.minus(visit.id())).with(reuse.left(visit))
                .withPasses(next.plus(pass.id(), pass.without(visit.id())));
    }

    private RunState withVisits(PSortedMap<VisitId, Visit> next) {
        return new RunState(started, ending, paused, nextVisit, nextPass, doings, next, tokens, passes, reuse);
    }

    /// With a visit of the next number.
    RunState entered(Visit visit) {
        return new RunState(started, ending, paused, nextVisit.next(), nextPass, doings, visits.plus(visit.id(), visit),
                tokens, passes, reuse.entered(visit))
                .with(home(visit.pass()).id(), pass -> pass.entered(visit.id()));
    }

    /// The highest [Pass#idle()] of a pass and those around it.
    int mostIdle(PassId in) {
        int most = 0;
        for (var id = in; id != null; id = pass(id).outer()) {
            most = Math.max(most, pass(id).idle());
        }
        return most;
    }

    /// With something begun in a pass, and so in all around it, that is no mere passing on.
    RunState busy(PassId in) {
        var next = this;
        for (var id = in; id != null; id = pass(id).outer()) {
            var pass = pass(id);
            next = pass.idle() == 0 ? next : next.with(pass.busy());
        }
        return next;
    }

    RunState with(PVector<Token> next) {
        return new RunState(started, ending, paused, nextVisit, nextPass, doings, visits, next, passes, reuse);
    }

    RunState with(Pass pass) {
        return withPasses(passes.plus(pass.id(), pass));
    }

    RunState with(PassId pass, UnaryOperator<Pass> change) {
        return with(change.apply(pass(pass)));
    }

    RunState withPasses(PSortedMap<PassId, Pass> next) {
        return new RunState(started, ending, paused, nextVisit, nextPass, doings, visits, tokens, next, reuse);
    }

    /// Without a pass in which nothing is under way.
    RunState without(PassId pass) {
        return withPasses(passes.minus(pass)).with(reuse.ended(pass));
    }

    /// With a pass of the next number.
    RunState begun(Pass pass, Token first) {
        return new RunState(started, ending, paused, nextVisit, nextPass.next(), doings, visits, tokens.plus(first),
                passes.plus(pass.id(), pass), reuse);
    }

    RunState begun(Event.RunStarted event, Token first) {
        return new RunState(event, ending, paused, nextVisit, nextPass, doings, visits, tokens.plus(first),
                passes.plus(PassId.RUN, Pass.run(event)), reuse);
    }

    /// With something to undo in the pass that takes care of it.
    RunState with(PassId pass, Done done) {
        var home = home(pass);
        return new RunState(started, ending, paused, nextVisit, nextPass, done.number() + 1, visits, tokens,
                passes.plus(home.id(), home.with(home.saga().plus(done))), reuse);
    }

    RunState paused(boolean whether) {
        return new RunState(started, ending, whether, nextVisit, nextPass, doings, visits, tokens, passes, reuse);
    }

    RunState ended(Ending how) {
        return new RunState(started, how, paused, nextVisit, nextPass, doings, visits, tokens, passes, reuse);
    }

    RunState with(Reuse next) {
        if (reuse.isEmpty() && next.isEmpty()) {
            return this;
        }
        return new RunState(started, ending, paused, nextVisit, nextPass, doings, visits, tokens, passes, next);
    }

    /// Goes on, though it may have ended, with one token in the flow's own graph.
    RunState goingOn(Event.RunStarted on, Token only, Pass run, Reuse reused) {
        return new RunState(on, null, false, nextVisit, nextPass, doings, visits, TreePVector.singleton(only),
                isOver() ? TreePMap.singleton(PassId.RUN, run) : passes, reused);
    }
}
