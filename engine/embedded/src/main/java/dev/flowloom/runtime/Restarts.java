package dev.flowloom.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

import dev.flowloom.journal.Journal;
import dev.flowloom.journal.RunSummary;
import dev.flowloom.model.Flow;
import dev.flowloom.model.FlowLibrary;
import dev.flowloom.model.Json;
import dev.flowloom.model.JsonLimit;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Sentence;
import dev.flowloom.run.Event;
import dev.flowloom.run.Input;
import dev.flowloom.run.Jumps;
import dev.flowloom.run.Pinned;
import dev.flowloom.run.ResentResults;
import dev.flowloom.run.Results;
import dev.flowloom.run.RetryPlan;
import dev.flowloom.run.RunId;
import dev.flowloom.run.VisitId;
import org.jspecify.annotations.Nullable;

/// Has runs that failed or were cancelled begin anew, and runs jump.
final class Restarts {
    /// Items of loops don't count that are kept as a whole. What is kept one by one stands in one event, and is decided on at
    /// once.
    private static final int MOST_KEPT = 100_000;
    private static final Duration END_LOOKED_FOR = Duration.ofMillis(2);

    private final Journal journal;
    private final Programs programs;
    private final Histories histories;
    private final LiveRuns runs;
    private final JsonLimit limit;
    private final Runnable requireOpen;

    /// @param limit of what a jump brings
    /// @param requireOpen throws where the engine is closed
    Restarts(Journal journal, Programs programs, Histories histories, LiveRuns runs, JsonLimit limit,
            Runnable requireOpen) {
        this.journal = journal;
        this.programs = programs;
        this.histories = histories;
        this.runs = runs;
        this.limit = limit;
        this.requireOpen = requireOpen;
    }

    /// A retry that can be asked for.
    private record Prepared(RetryPlan plan, List<RunId> resentBy, Programs.Ready ready, List<Pinned> subFlows) {
        Input.RetryRequested request(String by, String reason) {
            return new Input.RetryRequested(by, reason, ready.hash(), subFlows, plan.reused(), plan.items(),
                    plan.letters(), plan.at());
        }
    }

    RetryPlan plan(RunId run, @Nullable Flow flow, FlowLibrary library, SortedSet<NodeId> redo) {
        return prepare(run, flow, library, redo, programs::trial).plan();
    }

    /// Has it begin anew.
    ///
    /// @return false where something else happened to the run meanwhile
    boolean retry(RunId run, String by, String reason, @Nullable Flow flow, FlowLibrary library,
            SortedSet<NodeId> redo) {
        if (!awaitEnd(run)) {
            return false;
        }
        var prepared = prepare(run, flow, library, redo, programs::ready);
        return Waiting.on(runs.ask(run, () -> histories.replay(run), prepared.request(by, reason),
                new LiveRun.Terms(prepared.ready().rules(), prepared.resentBy())));
    }

    /// @throws IllegalArgumentException when the run can't jump there
    JumpPlan planJump(RunId id, NodeId node, @Nullable Json data) {
        if (data != null) {
            limit.require("The data", data);
        }
        requireJump(histories.run(id), node);
        var state = histories.replay(id).state();
        if (!state.isOver() && state.isStopping()) {
            throw new RestartRefusedException(Sentence.of(
                    "The run %s is being undone, and goes on from nowhere before that is over.", id));
        }
        return new JumpPlan(node, state.standsAt());
    }

    /// Has it jump.
    ///
    /// @return false where the run is being undone, or something else happened to it meanwhile
    boolean jump(RunId run, Input.JumpRequested request) {
        if (request.data() != null) {
            limit.require("The data", request.data());
        }
        if (!awaitEnd(run)) {
            return false;
        }
        requireJump(histories.run(run), request.node());
        var live = runs.find(run);
        return Waiting.on(live != null ? live.ask(request) : runs.ask(run, () -> histories.replay(run), request));
    }

    /// Its end may be known a little before nothing is done for it any more.
    ///
    /// @return false where it ended once more meanwhile, or goes on again because of somebody else
    private boolean awaitEnd(RunId run) {
        var before = histories.run(run);
        if (!before.isOver()) {
            return true;
        }
        while (runs.find(run) != null && before.equals(histories.run(run))) {
            LockSupport.parkNanos(END_LOOKED_FOR.toNanos());
            requireOpen.run();
        }
        return before.equals(histories.run(run));
    }

    /// @param flow null for the definition that the run is pinned to
    /// @param making makes a corrected definition ready
    /// @throws IllegalArgumentException when the run can't be retried so
    private Prepared prepare(RunId id, @Nullable Flow flow, FlowLibrary library, SortedSet<NodeId> redo,
            Function<Flow, Programs.Ready> making) {
        var run = histories.run(id);
        requireRetry(run, flow);
        var ready = flow == null ? programs.find(run.definition()) : making.apply(flow);
        var started = histories.started(id);
        ready.inputs().require(started.input());
        requireLoop(started, ready.flow());
        for (var node : redo) {
            if (ready.flow().graph().node(node) == null) {
                throw new RestartRefusedException(
                        Sentence.of("The flow \"%s\" has no node \"%s\" that could be done again.", ready.flow().id(),
                                node));
            }
        }
        var subFlows = ready.calls().isEmpty()
                ? List.<Pinned>of()
                : flow == null ? pinned(id) : SubFlows.pin(ready, library, making);
        var target = new RetryPlan.Target(ready.rules(), subFlows, redo);
        var resentBy = new ArrayList<RunId>();
        return new Prepared(plan(id, target, resentBy), resentBy, ready, subFlows);
    }

    /// @param resentBy takes the runs to which items were sent again
    private RetryPlan plan(RunId run, RetryPlan.Target target, List<RunId> resentBy) {
        var results = new Results(histories::rules, target);
        histories.read(run, part -> {
            part.forEach(recorded -> results.add(recorded.event()));
            if (results.single() > MOST_KEPT) {
                throw new RestartRefusedException(Sentence.of(
                        "The run %s would keep more than %,d results one by one, and that is the most that a retry keeps. Start a new run for what is left to do.",
                        run, MOST_KEPT));
            }
        });
        addResent(run, target, results::addDone, resentBy);
        return results.plan();
    }

    /// Is told of an item that another run did.
    private interface DoneItem {
        void add(VisitId loop, int index, Json output);
    }

    /// What was done of a run's items by those runs to which they were sent again when they had failed.
    private void addResent(RunId run, RetryPlan.Target target, DoneItem done, List<RunId> resentBy) {
        for (var by : journal.resentBy(run)) {
            resentBy.add(by);
            if (!histories.run(by).isOver()) {
                throw new RestartRefusedException(Sentence.of(
                        "The run %s does items of it again, which were sent again, and has not ended. Wait for its end, or cancel it.",
                        by));
            }
            var results = new ResentResults(histories::rules, target);
            histories.read(by, part -> part.forEach(recorded -> results.add(recorded.event())));
            addResent(by, target, results::addDone, resentBy);
            var loop = results.origin();
            if (loop != null) {
                results.done().forEach((index, output) -> done.add(loop, index, output));
            }
        }
    }

    /// A run that items were sent again by goes through one loop, and nothing else.
    private static void requireLoop(Event.RunStarted started, Flow flow) {
        var resent = started.resent();
        if (resent != null
                && !(flow.graph().node(resent.loop()) instanceof Node.Loop(_, _, Node.Repeat.ForEach _, _))) {
            throw new RestartRefusedException(Sentence.of(
                    "The run %s sends items again to the loop \"%s\", which the flow \"%s\" doesn't have.",
                    started.run(), resent.loop(), flow.id()));
        }
    }

    private void requireRetry(RunSummary run, @Nullable Flow flow) {
        if (!run.isOver()) {
            throw new RestartRefusedException(
                    Sentence.of("The run %s has not ended. Cancel it, or wait for its end.", run.run()));
        }
        requireOutermost(run);
        if (run.status() == RunSummary.Status.COMPLETED) {
            throw new RestartRefusedException(
                    Sentence.of("The run %s completed: there is nothing in it to retry.", run.run()));
        }
        if (flow != null && !flow.id().equals(run.flow())) {
            throw new RestartRefusedException(
                    Sentence.of("The run %s is one of the flow \"%s\", and can't go on as one of \"%s\".", run.run(),
                            run.flow(), flow.id()));
        }
    }

    /// What called it has had its answer.
    private void requireOutermost(RunSummary run) {
        var outermost = run;
        for (var caller = run.caller(); caller != null; caller = outermost.caller()) {
            outermost = histories.run(caller);
        }
        if (run.caller() != null) {
            throw new RestartRefusedException(
                    Sentence.of("The run %s was called by another one, and can't go on by itself. Retry the run %s.",
                            run.run(), outermost.run()));
        }
    }

    private List<Pinned> pinned(RunId run) {
        var pinned = new AtomicReference<>(List.<Pinned>of());
        histories.read(run, part -> part.forEach(recorded -> {
            if (recorded.event() instanceof Event.RunRetried retried) {
                pinned.set(retried.subFlows());
            } else if (recorded.event() instanceof Event.RunStarted started) {
                pinned.set(started.subFlows());
            }
        }));
        return pinned.get();
    }

    /// @throws IllegalArgumentException when the run can't jump there
    private void requireJump(RunSummary run, NodeId node) {
        if (run.isOver()) {
            requireOutermost(run);
        }
        if (run.status() == RunSummary.Status.COMPLETED) {
            throw new RestartRefusedException(
                    Sentence.of("The run %s completed: it can't go on from anywhere.", run.run()));
        }
        if (histories.started(run.run()).resent() != null) {
            throw new RestartRefusedException(run.isOver()
                    ? Sentence.of(
                            "The run %s sends items again to a loop, and does nothing else: it can't go on from anywhere. Retry it.",
                            run.run())
                    : Sentence.of(
                            "The run %s sends items again to a loop, and does nothing else: it can't go on from anywhere. Wait for its end, or cancel it.",
                            run.run()));
        }
        var flow = programs.find(run.definition()).flow();
        if (flow.graph().node(node) == null) {
            throw new RestartRefusedException(
                    Sentence.of("The run %s keeps to a definition that has no node \"%s\".", run.run(), node));
        }
        if (!Jumps.isTarget(flow.graph(), node)) {
            throw new RestartRefusedException(Sentence.of(
                    "A run can't go on from \"%s\": it stands in a container, or only undoes something. Choose a node of the flow's own graph.",
                    node));
        }
    }
}
