package dev.flowloom.run;

import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.run.RetryPlan.Again;
import dev.flowloom.run.RetryPlan.Why;
import dev.flowloom.run.Reused.Outcome;
import org.jspecify.annotations.Nullable;

/// Folds a run's events into what was done in it and neither undone nor begun to be, as far as that stays valid where the
/// run is retried. Of items of a loop that were done it keeps, where it can, that they were, and not what was done for each.
public final class Results {
    /// Of what is done again no more is listed.
    public static final int MOST_AGAIN = 10_000;

    private final Function<String, Rules> definitions;
    private final RetryPlan.Target target;
    private final SortedMap<String, Reused> valid = new TreeMap<>();
    private final SortedMap<VisitId, Place> doneAt = new TreeMap<>();
    private final SortedMap<String, Again> again = new TreeMap<>();
    private final DoneLoops loops = new DoneLoops();
    private boolean more;
    private Places places = Places.NONE;
    private RunState state = RunState.NEW;
    private @Nullable Rules rules;
    private @Nullable Validity validity;

    /// @param definitions finds the rules of a definition by its hash
    public Results(Function<String, Rules> definitions, RetryPlan.Target target) {
        this.definitions = definitions;
        this.target = target;
    }

    private Program program() {
        return rules().program();
    }

    private Rules rules() {
        return Objects.requireNonNull(rules, "a run begins with its start");
    }

    private Validity validity() {
        var known = validity;
        if (known == null) {
            known = new Validity(program(), state.startedOrThrow().subFlows(), target);
            validity = known;
        }
        return known;
    }

    /// How many results it holds one by one.
    public int single() {
        return valid.size();
    }

    /// What retrying the run would do, as far as its events were added.
    public RetryPlan plan() {
        var kept = new TreeSet<Place>();
        valid.values().forEach(result -> kept.add(result.place()));
        return new RetryPlan(
                valid.values().stream().filter(each -> !isWithin(each.place(), kept)).map(this::moved).toList(),
                loops.done().stream().filter(each -> !isWithin(each.loop(), kept) && !kept.contains(each.loop()))
                        .flatMap(this::moved).toList(),
                again.values().stream()
                        .filter(each -> !valid.containsKey(each.place().text()) && !isWithin(each.place(), kept))
                        .map(each -> new Again(moved(each.place()), each.why())).toList(),
                more,
                loops.failed().entrySet().stream()
                        .filter(each -> !isWithin(each.getKey(), kept) && !kept.contains(each.getKey())
                                && validity().isLoopStill(each.getKey().node()))
                        .map(Map.Entry::getValue).sorted().toList(),
                state.nextVisit());
    }

    private Reused moved(Reused result) {
        return new Reused(moved(result.place()), result.visit(), result.outcome());
    }

    private Stream<DoneItems> moved(DoneItems items) {
        var loop = validity().moved(items.loop());
        return loop == null ? Stream.empty() : Stream.of(new DoneItems(loop, items.stretches()));
    }

    private Place moved(Place place) {
        return Objects.requireNonNullElse(validity().moved(place), place);
    }

    /// What is in a container that is kept as a whole is not come to.
    private static boolean isWithin(Place place, NavigableSet<Place> kept) {
        return place.around().stream().anyMatch(kept::contains);
    }

    /// An item that failed was done by another run, to which it was sent again.
    ///
    /// @param loop the visit at the loop in which it failed
    public void addDone(VisitId loop, int index, Json output) {
        loops.doneElsewhere(loop, index, output,
                place -> validity().keepsItems(place.node()),
                place -> validity().gathers(place.node()) || state.startedOrThrow().resent() != null);
    }

    public void add(Event event) {
        switch (event) {
            case Event.RunStarted started -> rules = definitions.apply(started.definition());
            case Event.RunRetried retried -> rules = definitions.apply(retried.definition());
            case Event.RunJumped jumped -> begin(jumped);
            default -> {
            }
        }
        before(event);
        state = rules().evolve(state, event);
        after(event);
        if (event instanceof Event.RunRetried retried) {
            begin(retried);
        }
    }

    /// What the event says, as far as it stays valid by this definition again.
    private void begin(Event.RunRetried retried) {
        validity = null;
        loops.begin(retried.items(), loop -> validity().keepsWhole(loop.node()));
        var split = retried.items().stream().filter(items -> !validity().keepsWhole(items.loop().node())).toList();
        // What was done for an item that was kept as a whole, should that now have to be known.
        valid.values().removeIf(result -> split.stream().noneMatch(result.place()::isIn));
        doneAt.values().removeIf(place -> !valid.containsKey(place.text()));
        again.values().removeIf(each -> split.stream().noneMatch(each.place()::isIn));
        more = false;
        places = Places.NONE;
        retried.reused().forEach(this::add);
    }

    /// What it comes to from here on takes the place of what it came to before, and of that nothing stays valid.
    private void begin(Event.RunJumped jumped) {
        places = Places.NONE;
        var anew = new Ways(program().flow().graph()).behind(jumped.node());
        anew.add(jumped.node());
        for (var result : List.copyOf(valid.values())) {
            if (anew.contains(result.place().outermost())) {
                valid.remove(result.place().text());
                addAgain(new Again(result.place(), Why.JUMPED));
            }
        }
        loops.begin(loop -> anew.contains(loop.outermost()));
    }

    private void add(Reused result) {
        var text = result.place().text();
        var why = validity().why(result);
        if (program().compensation(result.place().node()) != null) {
            doneAt.put(result.visit(), result.place());
        }
        if (why == null) {
            valid.put(text, result);
            again.remove(text);
        } else {
            valid.remove(text);
            addAgain(new Again(result.place(), why));
        }
    }

    private void addAgain(Again done) {
        if (again.size() < MOST_AGAIN || again.containsKey(done.place().text())) {
            again.put(done.place().text(), done);
        } else {
            more = true;
        }
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
            case Event.PassCompleted(var id, var output) -> complete(state.pass(id), output);
            case Event.PassFailed(var id, _, _) -> loops.end(id);
            case Event.DeadLetterKept(var id, var index, var item, _) -> failItem(visit(id), index, item);
            case Event.NodeCancelled(var id, _) -> cutOff(visit(id));
            case Event.StepCompensated(_, var undone, _) -> undo(undone, Why.UNDONE);
            case Event.RunStarted _,Event.NodeEntered _,Event.AttemptStarted _,Event.AttemptFailed _,Event.RetryScheduled _,Event.WaitStarted _,Event.ReceiveStarted _,Event.ApprovalRequested _,Event.LockRequested _,Event.LockTaken _,Event.LoopStarted _,Event.SourceOpened _,Event.ItemsReused _,Event.ItemsRead _,Event.ReadFailed _,Event.ReadStarted _,Event.SourceFailed _,Event.SubFlowStarted _,Event.SubFlowStopping _,Event.SubFlowFailed _,Event.PassStarted _,Event.PassStopping _,Event.RunStopping _,Event.RunPaused _,Event.RunUnpaused _,Event.RunRestored _,Event.RunRetried _,Event.RunJumped _,Event.CompensationFailed _,Event.AlertRaised _,Event.Ended _ ->
                {
                }
        }
    }

    private void after(Event event) {
        switch (event) {
            case Event.NodeEntered(var id, _, _, var undoes) when undoes == null -> places = places.entered(visit(id));
            // From here on nobody knows how much of it there still is.
            case Event.NodeEntered(_, _, _, var undone) -> undo(Objects.requireNonNull(undone), Why.NOT_UNDONE);
            case Event.PassStarted started ->
                places = places.begun(program().node(visit(started.of()).node()), started);
            case Event.PassCompleted(var pass, _) -> places = places.ended(pass);
            case Event.PassFailed(var pass, _, _) -> places = places.ended(pass);
            case Event.NodeCompleted _,Event.NodeFailed _,Event.NodeCancelled _ ->
                places = places.left(((Event.OfVisit) event).visit());
            case Event.LoopStarted _,Event.SourceOpened _ -> {
                var place = places.of(((Event.OfVisit) event).visit());
                if (place != null) {
                    loops.enter(place);
                }
            }
            case Event.RunStarted _,Event.AttemptStarted _,Event.AttemptSucceeded _,Event.AttemptFailed _,Event.RetryScheduled _,Event.WaitStarted _,Event.ReceiveStarted _,Event.MessageReceived _,Event.ApprovalRequested _,Event.ApprovalGiven _,Event.ResultReused _,Event.LockRequested _,Event.LockTaken _,Event.ItemsReused _,Event.ItemsRead _,Event.ReadFailed _,Event.ReadStarted _,Event.SourceFailed _,Event.DeadLetterKept _,Event.SubFlowStarted _,Event.SubFlowStopping _,Event.SubFlowCompleted _,Event.SubFlowFailed _,Event.PassStopping _,Event.RunStopping _,Event.RunPaused _,Event.RunUnpaused _,Event.RunRestored _,Event.RunRetried _,Event.RunJumped _,Event.StepCompensated _,Event.CompensationFailed _,Event.AlertRaised _,Event.Ended _ ->
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
            // What it gave before its output mapping failed stays valid: that is applied anew.
            if (isKept(visit.node()) && (place == null || !isResultOf(visit.id(), place))) {
                add(visit, new Outcome.Failed(failed.error()));
            }
        } else if (place != null && !isContainer(visit.node())) {
            addAgain(new Again(place, Why.FAILED));
        }
    }

    /// What only leads on is come to anew.
    private boolean isKept(NodeId node) {
        return switch (program().node(node)) {
            case Node.Step _,Node.SubFlow _,Node.Wait _,Node.Receive _,Node.Approval _,Node.Container _ -> true;
            case Node.Start _,Node.End _,Node.Condition _,Node.Fork _,Node.Join _,Node.Foreign _ -> false;
        };
    }

    private boolean isResultOf(VisitId visit, Place place) {
        var result = valid.get(place.text());
        return result != null && result.visit().equals(visit);
    }

    /// Of an item that is kept as a whole it is forgotten what was done for it.
    private void complete(Pass pass, Json output) {
        var loop = visit(Objects.requireNonNull(pass.of()));
        var place = places.of(loop.id());
        var begin = places.begin(pass.id());
        var item = pass.scene().item();
        if (place != null && begin != null && item != null && program().forEach(loop.node()) != null
                && !loops.isMarred(pass.id()) && validity().keepsWhole(loop.node())) {
            forgetInside(begin);
            loops.complete(place, pass.index(), Fingerprint.of(item), gathers(loop) ? output : null);
        }
        loops.end(pass.id());
    }

    private static boolean gathers(Visit loop) {
        return loop.phase() instanceof Visit.Phase.Holding holding && holding.supply() instanceof Supply.Listed;
    }

    private void failItem(Visit loop, int index, Json item) {
        var place = places.of(loop.id());
        if (place != null) {
            loops.fail(place, loop.id(), index, Fingerprint.of(item));
        }
        for (var pass = state.pass(loop.pass()); pass.outer() != null; pass = state.pass(pass.outer())) {
            loops.mar(pass.id());
        }
    }

    private boolean isContainer(NodeId node) {
        return program().node(node) instanceof Node.Container;
    }

    private void forgetInside(Visit container) {
        var place = places.of(container.id());
        if (place != null && isContainer(container.node())) {
            forgetInside(place.inside());
            loops.forget(place);
        }
    }

    private void forgetInside(String begin) {
        valid.subMap(begin, begin + Character.MAX_VALUE).clear();
        again.subMap(begin, begin + Character.MAX_VALUE).clear();
        loops.forget(begin);
    }

    /// Containers aren't told of, but what they hold.
    private void cutOff(Visit visit) {
        var place = places.of(visit.id());
        if (place != null && visit.undoes() == null && !(visit.phase() instanceof Visit.Phase.Entered)
                && !(visit.phase() instanceof Visit.Phase.Joining) && !isContainer(visit.node())
                && !valid.containsKey(place.text())) {
            addAgain(new Again(place, Why.CUT_OFF));
        }
    }

    private void undo(VisitId done, Why why) {
        var place = doneAt.get(done);
        var result = place == null ? null : valid.get(place.text());
        if (place != null && (result == null ? again.containsKey(place.text()) : result.visit().equals(done))) {
            valid.remove(place.text());
            addAgain(new Again(place, why));
        }
    }
}
