package dev.flowloom.run;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.run.RetryPlan.Again;
import dev.flowloom.run.RetryPlan.Why;
import dev.flowloom.run.Reused.Outcome;
import org.jspecify.annotations.Nullable;

/// Folds a run's events into what was done in it and neither undone nor begun to be.
final class Results {
    private final SortedMap<String, Reused> valid = new TreeMap<>();
    private final SortedMap<VisitId, Place> doneAt = new TreeMap<>();
    private final SortedMap<String, Again> again = new TreeMap<>();
    private Places places = Places.NONE;
    private RunState state = RunState.NEW;
    private @Nullable Rules rules;

    Program program() {
        return rules().program();
    }

    private Rules rules() {
        return Objects.requireNonNull(rules, "a run begins with its start");
    }

    RunState state() {
        return state;
    }

    Collection<Reused> valid() {
        return valid.values();
    }

    /// What failed or was undone.
    List<Again> again() {
        return again.values().stream().filter(each -> !valid.containsKey(each.place().text())).toList();
    }

    void add(Event event, Function<String, Rules> definitions) {
        if (event instanceof Event.RunStarted started) {
            rules = definitions.apply(started.definition());
        } else if (event instanceof Event.RunRetried retried) {
            rules = definitions.apply(retried.definition());
            begin(retried.reused());
        } else if (event instanceof Event.RunJumped) {
            // What it comes to from here on takes the place of what it came to before.
            places = Places.NONE;
        }
        before(event);
        state = rules().evolve(state, event);
        after(event);
    }

    private void begin(List<Reused> reused) {
        valid.clear();
        doneAt.clear();
        again.clear();
        places = Places.NONE;
        reused.forEach(this::add);
    }

    private void add(Reused result) {
        valid.put(result.place().text(), result);
        doneAt.put(result.visit(), result.place());
    }

    /// While the visits that it ends are still there.
    private void before(Event event) {
        switch (event) {
            case Event.AttemptSucceeded(var id, _, var result) -> addResult(visit(id), result);
            case Event.SubFlowCompleted(var id, var output) -> addResult(visit(id), output);
            case Event.MessageReceived(var id, _, var data) -> add(visit(id), new Outcome.Answered(data));
            case Event.ApprovalGiven given -> add(visit(given.visit()), new Outcome.Answered(given.output()));
            case Event.ResultReused(var id, _) -> add(Objects.requireNonNull(state.reuse().find(id)).at(id));
            case Event.NodeCompleted completed -> complete(visit(completed.visit()), completed);
            case Event.NodeFailed failed -> fail(visit(failed.visit()), failed);
            case Event.RunStarted _,Event.NodeEntered _,Event.AttemptStarted _,Event.AttemptFailed _,Event.RetryScheduled _,Event.WaitStarted _,Event.ReceiveStarted _,Event.ApprovalRequested _,Event.NodeCancelled _,Event.LockRequested _,Event.LockTaken _,Event.LoopStarted _,Event.SourceOpened _,Event.ItemsRead _,Event.ReadFailed _,Event.ReadStarted _,Event.SourceFailed _,Event.DeadLetterKept _,Event.SubFlowStarted _,Event.SubFlowStopping _,Event.SubFlowFailed _,Event.OfPass _,Event.RunStopping _,Event.RunPaused _,Event.RunUnpaused _,Event.RunRestored _,Event.RunRetried _,Event.RunJumped _,Event.StepCompensated _,Event.CompensationFailed _,Event.AlertRaised _,Event.Ended _ ->
                {
                }
        }
    }

    private void after(Event event) {
        switch (event) {
            case Event.NodeEntered(var id, _, _, var undoes) when undoes == null -> places = places.entered(visit(id));
            // From here on nobody knows how much of it there still is.
            case Event.NodeEntered(_, _, _, var undone) -> undo(Objects.requireNonNull(undone));
            case Event.PassStarted started ->
                places = places.begun(program().node(visit(started.of()).node()), started);
            case Event.PassCompleted(var pass, _) -> places = places.ended(pass);
            case Event.PassFailed(var pass, _, _) -> places = places.ended(pass);
            case Event.NodeCompleted _,Event.NodeFailed _,Event.NodeCancelled _ ->
                places = places.left(((Event.OfVisit) event).visit());
            case Event.RunStarted _,Event.AttemptStarted _,Event.AttemptSucceeded _,Event.AttemptFailed _,Event.RetryScheduled _,Event.WaitStarted _,Event.ReceiveStarted _,Event.MessageReceived _,Event.ApprovalRequested _,Event.ApprovalGiven _,Event.ResultReused _,Event.LockRequested _,Event.LockTaken _,Event.LoopStarted _,Event.SourceOpened _,Event.ItemsRead _,Event.ReadFailed _,Event.ReadStarted _,Event.SourceFailed _,Event.DeadLetterKept _,Event.SubFlowStarted _,Event.SubFlowStopping _,Event.SubFlowCompleted _,Event.SubFlowFailed _,Event.PassStopping _,Event.RunStopping _,Event.RunPaused _,Event.RunUnpaused _,Event.RunRestored _,Event.RunRetried _,Event.RunJumped _,Event.StepCompensated _,Event.CompensationFailed _,Event.AlertRaised _,Event.Ended _ ->
                {
                }
        }
    }

    private Visit visit(VisitId id) {
        return Evolution.active(state, id);
    }

    private void addResult(Visit visit, Json result) {
        var work = visit.workOrThrow();
        add(visit, new Outcome.Gave(work.settings(), work.data(), result));
    }

    private void add(Visit visit, Outcome outcome) {
        var place = places.of(visit.id());
        if (place != null && visit.undoes() == null) {
            add(new Reused(place, visit.id(), outcome));
        }
    }

    private void complete(Visit visit, Event.NodeCompleted completed) {
        var node = program().node(visit.node());
        if (node instanceof Node.Wait) {
            add(visit, new Outcome.Waited());
        } else if (node instanceof Node.Container && program().compensation(node.id()) != null
                && completed.output() != null) {
            // What is undone as a whole is kept as a whole, or nothing of it.
            forgetInside(visit);
            add(visit, new Outcome.Gave(Json.Obj.EMPTY, visit.token().data(), completed.output()));
        }
    }

    private void fail(Visit visit, Event.NodeFailed failed) {
        var place = places.of(visit.id());
        if (failed.caught() != null) {
            add(visit, new Outcome.Failed(failed.error()));
        } else if (place != null && !isContainer(visit.node())) {
            again.put(place.text(), new Again(place, Why.FAILED));
        }
    }

    private boolean isContainer(NodeId node) {
        return program().node(node) instanceof Node.Container;
    }

    private void forgetInside(Visit container) {
        var place = places.of(container.id());
        if (place != null && isContainer(container.node())) {
            valid.subMap(place.inside(), place.inside() + Character.MAX_VALUE).clear();
        }
    }

    private void undo(VisitId done) {
        var place = doneAt.get(done);
        var result = place == null ? null : valid.get(place.text());
        if (result != null && result.visit().equals(done)) {
            valid.remove(result.place().text());
            again.put(result.place().text(), new Again(result.place(), Why.UNDONE));
        }
    }
}
