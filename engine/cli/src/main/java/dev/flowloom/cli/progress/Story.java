package dev.flowloom.cli.progress;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import dev.flowloom.model.Branch;
import dev.flowloom.model.DurationText;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;
import dev.flowloom.model.WireId;
import dev.flowloom.run.Event;
import dev.flowloom.run.PassId;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunError;
import dev.flowloom.run.VisitId;
import org.jspecify.annotations.Nullable;

/// A run as it is told: a row for each visit to a node where something is done or decided.
final class Story {
    private static final int MOST_PLACES = 5;

    private final Flow flow;
    private final SequencedMap<VisitId, Row> rows = new TreeMap<>();
    private final Set<VisitId> loops = new HashSet<>();
    private final Passes passes;
    /// Those that turned round, and in which nothing has been undone yet.
    private final Set<PassId> turned = new LinkedHashSet<>();
    private final Map<VisitId, Tally> tallies = new HashMap<>();
    private final LongLoops longLoops;
    private final Effects effects;
    private final Lives lives = new Lives();
    /// Which time through the loop around it each row was, where that is known.
    private final Map<VisitId, Integer> times = new HashMap<>();
    /// What could not be undone last, of which an alert tells next; null where there was none.
    private @Nullable Alert alert;
    /// What compensates.
    private final Set<VisitId> undoing = new HashSet<>();
    /// Attempts under way.
    private final Set<VisitId> atWork = new HashSet<>();
    /// What was over before there was somebody to tell it to, and has not changed since.
    private final Set<VisitId> past = new HashSet<>();
    private @Nullable Instant started;
    private String title = "";
    /// Why it is paused; null where it isn't.
    private @Nullable String pause;
    private String ending = "";

    Story(Flow flow) {
        this.flow = flow;
        this.longLoops = new LongLoops(flow.graph());
        this.passes = new Passes(flow.graph());
        this.effects = new Effects(flow.graph());
    }

    /// @param what could not be undone, as it is called
    private record Alert(RunError error, String what) {}

    /// The rows there are to tell, in the order of the visits.
    List<Row> rows() {
        return rows.values().stream().filter(row -> !past.contains(row.visit())).toList();
    }

    /// How the run ended; empty where it hasn't.
    String ending() {
        return ending;
    }

    /// What was told so far was told to nobody: says where the run stands, and begins there.
    Change begins() {
        rows.values().stream().filter(row -> row.to() != null).map(Row::visit).forEach(past::add);
        return ending.isEmpty()
                ? Change.notice(pause == null
                        ? "%s stood %s".formatted(title, stoodAt())
                        : "%s was paused: %s. It stood %s".formatted(title, pause, stoodAt()))
                : Change.notice("%s had ended. %s".formatted(title, ending));
    }

    private String stoodAt() {
        var places = rows.values().stream().filter(row -> row.to() == null).map(Story::place).toList();
        var last = places.subList(Math.max(0, places.size() - MOST_PLACES), places.size());
        return last.isEmpty()
                ? stoodAfter()
                : "at %s%s.".formatted(places.size() > MOST_PLACES
                        ? "%,d other places, ".formatted(places.size() - MOST_PLACES)
                        : "", String.join("; ", last));
    }

    /// Nothing is under way: it is between two steps.
    private String stoodAfter() {
        return rows.values().stream().filter(row -> !undoing.contains(row.visit()))
                .max(Comparator.comparing(row -> Objects.requireNonNull(row.to())))
                .map(row -> "after %s.".formatted(row.name())).orElse("at its beginning.");
    }

    private static String place(Row row) {
        return row.state() == Row.State.WAITING ? "%s, waiting %s".formatted(row.name(), row.detail()) : row.name();
    }

    Change on(Recorded recorded) {
        passes.begin(recorded.event());
        var change = changed(recorded);
        passes.end(recorded.event());
        effects.on(recorded.event());
        if (change.over()) {
            ending = change.notice();
        }
        change.rows().forEach(row -> past.remove(row.visit()));
        return change;
    }

    private Change changed(Recorded recorded) {
        var at = recorded.at();
        longLoops.on(recorded.event());
        return switch (recorded.event()) {
            case Event.RunStarted begin -> {
                started = begin.at();
                title = "Run %s of %s".formatted(begin.run(), Places.title(flow.name(), flow.id()));
                yield Change.notice(title);
            }
            case Event.NodeEntered entered -> entered(entered, at);
            case Event.AttemptStarted(var visit, var attempt, _, _, _) -> {
                atWork.add(visit);
                yield change(visit, row -> row.to(Row.State.RUNNING, attempt == 1 ? "" : "attempt " + attempt));
            }
            case Event.AttemptSucceeded(var visit, _, _) -> {
                atWork.remove(visit);
                yield Change.NONE;
            }
            case Event.AttemptFailed(var visit, _, var error) -> {
                atWork.remove(visit);
                // Told with what follows from it.
                rows.computeIfPresent(visit, (_, row) -> row.to(row.state(), text(error)));
                yield Change.NONE;
            }
            case Event.RetryScheduled(var visit, var attempt, var due) ->
                change(visit, row -> row.to(Row.State.RETRYING, "attempt %d in %s; %s".formatted(attempt,
                        DurationText.of(Duration.between(at, due)), row.detail())));
            case Event.WaitStarted(var visit, var due) ->
                change(visit, row -> row.to(Row.State.WAITING, WaitText.lasting(at, due)));
            case Event.ReceiveStarted(var visit, var message, var key, _, var due) ->
                change(visit, row -> row.to(Row.State.WAITING, WaitText.message(message, key, at, due)));
            case Event.ApprovalRequested(var visit, var who, var question, var due) ->
                change(visit, row -> row.to(Row.State.WAITING, WaitText.question(who, question, at, due)));
            case Event.MessageReceived _ -> Change.NONE;
            case Event.ApprovalGiven(var visit, var by, var approved, var comment) -> {
                // Told when the node is done.
                rows.computeIfPresent(visit, (_, row) -> row.to(Row.State.DECIDED, "→ %s by %s%s"
                        .formatted(approved ? "approved" : "rejected", by, comment.isBlank() ? "" : ": " + comment)));
                yield Change.NONE;
            }
            case Event.LockRequested(var visit, var name, _, _) ->
                change(visit, row -> row.to(Row.State.WAITING, "for the lock " + name));
            case Event.LockTaken(var visit, var name, _) ->
                change(visit, row -> row.to(Row.State.RUNNING, "has the lock " + name));
            case Event.NodeCompleted(var visit, _, var taken) -> {
                var row = rows.get(visit);
                if (row != null && row.state() != Row.State.KEPT) {
                    lives.done(row.node());
                }
                yield change(visit, it -> it.state() == Row.State.PASSED_BY || it.state() == Row.State.KEPT
                        ? it.over(it.state(), it.detail(), at)
                        : over(it, it.state() == Row.State.DECIDED ? it.detail() : way(taken), at));
            }
            case Event.NodeFailed(var visit, var error, var caught) ->
                change(visit, row -> row.over(caught == null ? Row.State.FAILED : Row.State.CAUGHT, text(error), at));
            case Event.NodeCancelled(var visit, _) -> {
                boolean cutOff = atWork.remove(visit);
                effects.cancelled(visit, cutOff);
                yield change(visit, row -> row.over(cutOff ? Row.State.CUT_OFF : Row.State.CANCELLED, "", at));
            }
            case Event.LoopStarted(var visit, _) -> {
                countLong(visit);
                yield Change.NONE;
            }
            case Event.SourceOpened _,Event.ItemsRead _,Event.ReadStarted _,Event.SourceFailed _,Event.RunStopping _ ->
                Change.NONE;
            case Event.ReadFailed(var visit, _, var error) -> change(visit, row -> row.to(row.state(), text(error)));
            case Event.DeadLetterKept(var visit, var index, _, var error) -> deadLetter(visit, index, error);
            case Event.PassCompleted(var pass, _) -> ended(passes.container(pass), tally -> tally.plusDone(1));
            case Event.SubFlowStarted(var visit, var run, _, _) ->
                change(visit, row -> row.to(Row.State.RUNNING, "run " + run));
            case Event.SubFlowStopping(var visit, _) ->
                change(visit, row -> row.to(Row.State.RUNNING, "being cancelled"));
            case Event.SubFlowCompleted _,Event.SubFlowFailed _ -> Change.NONE;
            case Event.PassStarted(_, var of, var index, _, _) -> passed(of, index);
            case Event.PassStopping(var pass, _) -> {
                turned.add(pass);
                yield Change.NONE;
            }
            case Event.PassFailed(var pass, var error, _) -> {
                var container = passes.container(pass);
                turned.remove(pass);
                // Else it was given up with its container.
                yield container == null
                        ? Change.NONE
                        : tallies.containsKey(container)
                                ? ended(container, Tally::plusFailed)
                                : change(container, row -> row.to(Row.State.RUNNING, text(error)));
            }
            case Event.StepCompensated(var visit, var undone, _) ->
                both(change(visit, row -> row.over(Row.State.DONE, "", at)),
                        change(undone, row -> row.to(Row.State.UNDONE, "")));
            case Event.CompensationFailed(var visit, var undone, var error) -> notUndone(visit, undone, error, at);
            case Event.RunPaused(_, var reason) -> {
                pause = reason;
                yield Change.notice("Paused: " + reason);
            }
            case Event.RunUnpaused _ -> {
                pause = null;
                yield Change.notice("Goes on.");
            }
            case Event.RunRestored(_, _, var damage, _) -> Change.notice("Restored from here on: " + damage);
            case Event.RunRetried(var by, var reason, _, _, _, _, _) -> again(at, "Begins anew", by, reason);
            case Event.RunJumped(var by, var reason, var node, _) ->
                again(at, "Goes on from " + name(node), by, reason);
            case Event.ResultReused(var visit, var from) -> {
                if (rows.containsKey(visit)) {
                    lives.reused(visit, from);
                }
                // Told when the node is done.
                rows.computeIfPresent(visit, (_, row) -> row.to(Row.State.KEPT, ""));
                yield Change.NONE;
            }
            case Event.ItemsReused(var visit, _, var count, var items) -> {
                tallies.computeIfPresent(visit, (_, tally) -> tally.plusDone(count));
                yield Change.notice((items == 1 ? "  %s: 1 item is kept" : "  %s: %,d items are kept")
                        .formatted(rowName(visit), items));
            }
            case Event.AlertRaised(var error) -> Change.notice("Alert: " + alert(error));
            case Event.RunCompleted _ -> Change.over("Completed in %s.%s".formatted(took(at), undoing().ofCompleted()));
            case Event.RunFailed(var error, var compensation) ->
                Change.over("Failed after %s: %s%s".formatted(took(at), text(error),
                        undoing().text(compensation, false)));
            case Event.RunCancelled(_, var compensation) ->
                Change.over("Cancelled after %s.%s".formatted(took(at), undoing().text(compensation, true)));
        };
    }

    /// How long the run took before, and stood, is no part of how long it takes from here.
    private Change again(Instant at, String what, String by, String reason) {
        started = at;
        lives.next(rows.values());
        turned.clear();
        pause = null;
        ending = "";
        return Change.notice("%s, as %s wanted: %s".formatted(what, by, reason));
    }

    private String rowName(VisitId visit) {
        var row = rows.get(visit);
        return row == null ? visit.toString() : row.name();
    }

    private String name(NodeId id) {
        var node = flow.graph().node(id);
        return node == null ? id.value() : node.title();
    }

    private Change notUndone(VisitId visit, VisitId undone, RunError error, Instant at) {
        var of = effects.undone(visit);
        if (of != null) {
            // The alert alone tells of it: it has no row.
            alert = new Alert(error, Places.path(flow.graph(), of) + inTime(passes.time(of)));
            return Change.NONE;
        }
        int time = times.getOrDefault(undone, 0);
        alert = new Alert(error, rowName(undone) + inTime(time));
        return both(change(visit, row -> row.over(Row.State.FAILED, text(error), at)),
                change(undone, row -> row.to(Row.State.NOT_UNDONE, time == 0 ? "" : "time %,d".formatted(time))));
    }

    private static String inTime(int time) {
        return time == 0 ? "" : " (time %,d)".formatted(time);
    }

    private String alert(RunError error) {
        var told = alert;
        alert = null;
        return told != null && told.error().equals(error)
                ? "%s could not be undone: %s".formatted(told.what(), text(error))
                : "%s: %s".formatted(name(error.node()) + inTime(passes.time(error.node())), text(error));
    }

    /// A scope is gone through once, and says nothing of it.
    private Change passed(VisitId container, int index) {
        var row = rows.get(container);
        return row != null && loops.contains(container)
                ? change(container, it -> it.to(Row.State.RUNNING, "time " + (index + 1)))
                : Change.NONE;
    }

    private void countLong(VisitId loop) {
        var row = rows.get(loop);
        if (row != null && longLoops.has(row.node())) {
            loops.remove(loop);
            tallies.put(loop, Tally.NONE);
        }
    }

    /// Of a long loop its number is told, not each item.
    private Change ended(@Nullable VisitId container, UnaryOperator<Tally> count) {
        var tally = container == null ? null : tallies.computeIfPresent(container, (_, before) -> count.apply(before));
        if (container == null || tally == null) {
            return Change.NONE;
        }
        var told = change(container, row -> row.to(Row.State.RUNNING,
                tally.words(Places.isBatched(flow.graph().node(row.node())))));
        return tally.isRound() ? told : Change.NONE;
    }

    private Change deadLetter(VisitId loop, int index, RunError error) {
        var tally = tallies.get(loop);
        var row = rows.get(loop);
        return row == null || (tally != null && !tally.tellsOfDeadLetters())
                ? Change.NONE
                : Change.notice(
                        "  %s: goes on without its time %,d, which is kept as a dead letter: %s".formatted(row.name(),
                                index + 1, text(error)));
    }

    private Change entered(Event.NodeEntered entered, Instant at) {
        var node = flow.graph().node(entered.node());
        if (longLoops.hold(entered.node())) {
            effects.entered(entered);
            return Change.NONE;
        }
        if (Places.isStreamed(node)) {
            tallies.put(entered.visit(), Tally.NONE);
        }
        if (node != null && isTold(node)) {
            var name = Places.waits(node)
                    ? Places.path(flow.graph(), node.id())
                    : Places.title(node.name(), node.id().value());
            var state = node instanceof Node.Step step && step.disabled() ? Row.State.PASSED_BY : Row.State.RUNNING;
            if (entered.undoes() != null) {
                undoing.add(entered.visit());
            }
            if (node instanceof Node.Loop && !Places.isStreamed(node)) {
                loops.add(entered.visit());
            }
            int time = passes.time(node.id());
            if (time > 0) {
                times.put(entered.visit(), time);
            }
            rows.put(entered.visit(), new Row(entered.visit(), node.id(), name, state, "", at, null));
        }
        return entered.undoes() == null ? Change.NONE : undoes(entered.node());
    }

    /// Of a pass that turned round it is told when the first in it is undone: there may be nothing.
    private Change undoes(NodeId by) {
        for (var at = flow.graph().parent(by); at != null; at = flow.graph().parent(at)) {
            var around = at;
            var pass = turned.stream().filter(each -> passes.isThrough(each, around)).findFirst().orElse(null);
            var container = pass == null ? null : passes.container(pass);
            if (container != null && rows.containsKey(container)) {
                turned.remove(pass);
                return tallies.containsKey(container)
                        ? Change.NONE
                        : change(container, row -> row.to(Row.State.RUNNING, "being undone"));
            }
        }
        return Change.NONE;
    }

    private static boolean isTold(Node node) {
        return node instanceof Node.Activity || node instanceof Node.Condition || Places.waits(node);
    }

    private static Row over(Row row, String way, Instant at) {
        return row.over(way.isEmpty() ? Row.State.DONE : Row.State.DECIDED, way, at);
    }

    private Change change(VisitId visit, UnaryOperator<Row> how) {
        var row = rows.computeIfPresent(visit, (_, old) -> how.apply(old));
        return row == null ? Change.NONE : Change.of(row);
    }

    private static Change both(Change first, Change second) {
        var rows = new ArrayList<>(first.rows());
        rows.addAll(second.rows());
        return new Change(rows, "", false);
    }

    /// The name of the condition's branch that was taken; empty for anything else.
    private String way(List<WireId> taken) {
        for (var id : taken) {
            if (flow.graph().wire(id) instanceof Wire.Sequence(_, var from, var branch, _, _) && branch != null) {
                return "→ " + label(from, branch);
            }
        }
        return "";
    }

    private String label(NodeId condition, String branch) {
        return flow.graph().node(condition) instanceof Node.Condition(_, _, var branches, _)
                ? branches.stream().filter(b -> b.id().equals(branch)).map(Branch::label).findFirst().orElse(branch)
                : branch;
    }

    private String took(Instant at) {
        return DurationText.of(Duration.between(started == null ? at : started, at));
    }

    private static String text(RunError error) {
        return "%s (%s)".formatted(error.message(), error.code());
    }

    private Undoing undoing() {
        return new Undoing(flow.graph(),
                rows.values().stream().filter(row -> !undoing.contains(row.visit()) && lives.count(row.visit()))
                        .toList(),
                effects);
    }
}
