package dev.flowloom.runtime;

import java.util.List;
import java.util.SortedSet;
import java.util.function.Function;

import dev.flowloom.journal.RunSummary;
import dev.flowloom.model.Flow;
import dev.flowloom.model.FlowLibrary;
import dev.flowloom.model.NodeId;
import dev.flowloom.run.Event;
import dev.flowloom.run.Input;
import dev.flowloom.run.Jumps;
import dev.flowloom.run.Pinned;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RetryPlan;
import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;

/// Finds out whether a run can be retried, or jump, and what a retry would do.
final class Restarts {
    private final Programs programs;
    private final Function<RunId, RunSummary> runs;

    Restarts(Programs programs, Function<RunId, RunSummary> runs) {
        this.programs = programs;
        this.runs = runs;
    }

    /// A retry that can be asked for.
    record Prepared(RetryPlan plan, Programs.Ready ready, List<Pinned> subFlows) {
        Input.RetryRequested request(String by, String reason) {
            return new Input.RetryRequested(by, reason, ready.hash(), subFlows, plan.reused(), plan.at());
        }
    }

    /// @param flow null for the definition that the run is pinned to
    /// @throws IllegalArgumentException when the run can't be retried so
    Prepared prepare(RunSummary run, List<Recorded> history, @Nullable Flow flow, FlowLibrary library,
            SortedSet<NodeId> redo) {
        requireRetry(run, flow);
        var events = history.stream().map(Recorded::event).toList();
        var ready = flow == null ? programs.find(run.definition()) : programs.ready(flow);
        ready.inputs().require(((Event.RunStarted) events.getFirst()).input());
        redo.forEach(node -> require(ready.flow().graph().node(node) != null,
                "The flow \"%s\" has no node \"%s\" that could be done again.".formatted(ready.flow().id(), node)));
        var subFlows = flow == null ? pinned(events) : SubFlows.pin(ready, library, programs);
        var plan = RetryPlan.of(events, hash -> programs.find(hash).rules(),
                new RetryPlan.Target(ready.rules(), subFlows, redo));
        return new Prepared(plan, ready, subFlows);
    }

    private void requireRetry(RunSummary run, @Nullable Flow flow) {
        require(run.isOver(), "The run %s has not ended. Cancel it, or wait for its end.".formatted(run.run()));
        requireOwn(run, "retried");
        require(run.status() != RunSummary.Status.COMPLETED,
                "The run %s completed: there is nothing in it to retry.".formatted(run.run()));
        require(flow == null || flow.id().equals(run.flow()), flow == null
                ? ""
                : "The run %s is one of the flow \"%s\", and can't go on as one of \"%s\"."
                        .formatted(run.run(), run.flow(), flow.id()));
    }

    /// Its caller has had its answer.
    private void requireOwn(RunSummary run, String what) {
        var outermost = run;
        for (var caller = run.caller(); caller != null; caller = outermost.caller()) {
            outermost = runs.apply(caller);
        }
        require(run.caller() == null, "The run %s was called by another one, so that it can't be %s by itself. Retry the run %s."
                .formatted(run.run(), what, outermost.run()));
    }

    private static List<Pinned> pinned(List<Event> events) {
        var pinned = List.<Pinned>of();
        for (var event : events) {
            if (event instanceof Event.RunStarted started) {
                pinned = started.subFlows();
            } else if (event instanceof Event.RunRetried retried) {
                pinned = retried.subFlows();
            }
        }
        return pinned;
    }

    /// @throws IllegalArgumentException when the run can't jump there
    void requireJump(RunSummary run, NodeId node) {
        if (run.isOver()) {
            requireOwn(run, "gone on with");
        }
        require(run.status() != RunSummary.Status.COMPLETED,
                "The run %s completed: it can't go on from anywhere.".formatted(run.run()));
        var flow = programs.find(run.definition()).flow();
        require(flow.graph().node(node) != null, "The flow \"%s\" has no node \"%s\".".formatted(flow.id(), node));
        require(Jumps.isTarget(flow.graph(), node),
                "A run can't go on from \"%s\": it stands in a container, or only undoes something. Choose a node of the flow's own graph."
                        .formatted(node));
    }

    private static void require(boolean fits, String otherwise) {
        if (!fits) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
