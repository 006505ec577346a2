package dev.flowloom.run;

import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.run.Pass.Status;
import dev.flowloom.run.RunState.Ending;
import dev.flowloom.run.Visit.Phase;
import dev.flowloom.run.Visit.Phase.Holding;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedSet;
import org.pcollections.TreePSet;

import static dev.flowloom.run.Evolution.active;
import static dev.flowloom.run.Evolution.require;

/// The part of [Evolution] that is about passes: how they begin, turn round, are given up and end.
final class PassBooks {
    private final Program program;

    PassBooks(Program program) {
        this.program = program;
    }

    RunState start(RunState state, Event.PassStarted started) {
        var visit = active(state, started.of());
        var holding = switch (visit.phase()) {
            case Phase.Entered() -> Holding.NOTHING;
            case Holding before -> before;
            case Phase.Locked _ -> Holding.NOTHING;
            case Phase.Attempting _,Phase.Succeeded _,Phase.Failed _,Phase.BackingOff _,Phase.Waiting _,Phase.Receiving _,Phase.Asking _,Phase.Answered _,Phase.Locking _,Phase.Joining(),Phase.Calling _ ->
                throw new IllegalStateException("visit %s holds nothing".formatted(visit.id()));
        };
        require(started.pass().equals(state.nextPass()) && started.index() == holding.begun(), state, started);
        var start = Objects.requireNonNull(program.startOf(visit.node()), "what a container holds has a start");
        var lock = visit.phase() instanceof Phase.Locked(var taken) ? taken : null;
        var scene = scene(state.pass(visit.pass()).scene(), visit.node(), started);
        var pass = Pass.begun(started.pass(), visit.id(), visit.pass(), started.index(),
                lock == null ? scene : scene.with(lock), started.deadline(), lock);
        var before = program.node(visit.node()) instanceof Node.Loop && program.forEach(visit.node()) == null
                ? state.with(visit.pass(), Pass::again)
                : state;
        return before.with(visit.in(holding.begin(items(visit.node(), started.data()))))
                .with(state.reuse().begun(program.node(visit.node()), started))
                .begun(pass, Token.first(pass.id(), start, started.data(), visit.token().error()));
    }

    private Scene scene(Scene around, NodeId container, Event.PassStarted started) {
        if (!(program.node(container) instanceof Node.Loop)) {
            return around;
        }
        var loop = Json.Obj.of("index", Json.of(started.index()));
        return around.in(program.forEach(container) == null ? loop : loop.with("item", started.data()));
    }

    /// How many items a pass is begun with.
    private int items(NodeId container, @Nullable Json data) {
        var each = program.forEach(container);
        return each != null && each.batch() > 1 && data instanceof Json.Arr(var batch) ? batch.size() : 1;
    }

    static RunState complete(RunState state, Event.PassCompleted completed) {
        var pass = ended(state, completed.pass(), Status.RUNNING, completed);
        var visit = container(state, pass);
        return state.without(pass.id())
                .with(visit.in(holding(visit).completed(pass.index(), completed.output(), pass.saga())));
    }

    RunState fail(RunState state, Event.PassFailed failed) {
        var pass = ended(state, failed.pass(), Status.STOPPING, failed);
        var visit = container(state, pass);
        int items = items(visit.node(), pass.scene().item());
        // What could not be undone fails it in any case.
        boolean tolerated = program.mayGoOnWithout(visit.node()) && pass.saga().failure() == null;
        return state.without(pass.id())
                .with(visit.in(holding(visit).failed(pass.index(), items, failed.error(), tolerated,
                        pass.saga())));
    }

    private static Holding holding(Visit container) {
        return (Holding) container.phase();
    }

    /// What was done in a container that is given up is undone, if at all, by what is around it.
    RunState cancel(RunState state, Visit visit) {
        var left = state.without(visit);
        var home = left.pass(state.home(visit.pass()).id());
        if (visit.phase() instanceof Holding holding) {
            home = home.with(home.saga().plus(holding.saga()));
        }
        if (visit.undoes() != null) {
            home = home.with(home.saga().plus(visit.undoes()));
        } else if (mayBeWithheld(state, visit)) {
            home = home.with(home.saga().withWithheld());
        }
        var passes = state.passesOf(visit.id());
        var within = new TreeMap<PassId, PSortedSet<VisitId>>();
        for (var pass : passes.reversed()) {
            home = home.takingOver(pass);
            var open = pass.visits().plusAll(within.getOrDefault(pass.id(), TreePSet.empty()));
            within.merge(Objects.requireNonNull(pass.outer()), open, PSortedSet::plusAll);
            left = open.isEmpty() ? left.without(pass.id()) : left.with(pass.givenUp(open));
        }
        var useless = left.tokens().stream()
                .filter(token -> passes.stream().anyMatch(pass -> pass.id().equals(token.pass()))).toList();
        return left.with(home).with(left.tokens().minusAll(useless));
    }

    /// Whether it was interrupted on purpose in what could be undone: nobody knows whether it had its effect.
    private boolean mayBeWithheld(RunState state, Visit visit) {
        return visit.phase() instanceof Phase.Attempting && program.compensation(visit.node()) != null
                && isWithheld(state, visit.pass());
    }

    private static boolean isWithheld(RunState state, PassId within) {
        for (var at = within; at != null; at = state.pass(at).outer()) {
            var cause = state.pass(at).cause();
            if (cause != null && cause.withholds()) {
                return true;
            }
        }
        return false;
    }

    /// With a saga as well for who takes care of a pass.
    static RunState kept(RunState state, PassId pass, Saga saga) {
        return state.with(state.home(pass).id(), home -> home.with(home.saga().plus(saga)));
    }

    static RunState turnRound(RunState state, PassId id, Event.Cause cause, Event event) {
        var pass = state.pass(id);
        boolean worsened = pass.status() == Status.STOPPING && cause.withholds();
        require(!state.isOver() && (pass.status() == Status.RUNNING || worsened), state, event);
        var useless = state.tokens().stream().filter(token -> state.isWithin(token.pass(), id)).toList();
        return state.with(state.tokens().minusAll(useless)).with(pass.turnedRound(cause));
    }

    static RunState counted(RunState state, Visit undoing, UnaryOperator<Saga> count) {
        return state.with(state.home(undoing.pass()).id(), home -> home.with(count.apply(home.saga())));
    }

    private static Pass ended(RunState state, PassId id, Status from, Event event) {
        var pass = state.pass(id);
        require(pass.status() == from && isQuiet(state, id), state, event);
        return pass;
    }

    /// Whether nothing is under way in a pass.
    private static boolean isQuiet(RunState state, PassId id) {
        return state.pass(id).visits().isEmpty()
                && state.tokens().stream().noneMatch(token -> state.isWithin(token.pass(), id));
    }

    static RunState end(RunState state, Event event, Status from, Ending how) {
        require(!state.isOver(), state, event);
        ended(state, PassId.RUN, from, event);
        return state.ended(how);
    }

    private static Visit container(RunState state, Pass pass) {
        return active(state, Objects.requireNonNull(pass.of(), "the run itself is held by nothing"));
    }
}
