package dev.flowloom.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.flowloom.cli.progress.Text;
import dev.flowloom.json.EventJson;
import dev.flowloom.json.JsonText;
import dev.flowloom.model.DurationText;
import dev.flowloom.model.Json;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.WireId;
import dev.flowloom.run.DoneItems;
import dev.flowloom.run.Event;
import dev.flowloom.run.PassId;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunError;
import dev.flowloom.run.VisitId;
import org.jspecify.annotations.Nullable;

/// The events of one run as lines: number, time, what happened, where, and the most important of the rest.
final class EventText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT);
    /// Of data, a line shows the beginning; all of it is in the JSON.
    private static final int MOST_DATA = 100;

    private final ZoneId zone;
    private final TreeMap<VisitId, NodeId> nodes = new TreeMap<>();
    /// The visit of the container that each pass goes through.
    private final TreeMap<PassId, VisitId> passes = new TreeMap<>();

    EventText(ZoneId zone) {
        this.zone = zone;
    }

    /// The line of the run's next event.
    String line(Recorded recorded) {
        if (recorded.event() instanceof Event.NodeEntered(var visit, var node, _, _)) {
            nodes.put(visit, node);
        }
        var what = EventJson.json(recorded.event()).get("kind") instanceof Json.Str(var kind) ? kind : "";
        return "%4d  %s  %-20s  %s".formatted(recorded.sequence(), time(recorded.at()), what,
                Text.line(rest(recorded.event(), recorded.at()))).stripTrailing();
    }

    private String rest(Event event, Instant at) {
        return switch (event) {
            case Event.RunStarted begin -> "%s of %s%s%s, input %s".formatted(begin.run(), begin.flow(),
                    begin.key() == null ? "" : " under key " + begin.key(),
                    begin.caller() == null ? "" : " called by " + begin.caller().run(), data(begin.input()));
            case Event.NodeEntered(var visit, _, var wire, var undoes) -> where(visit)
                    + (wire == null ? "" : " by " + wire) + (undoes == null ? "" : " to undo " + where(undoes));
            case Event.AttemptStarted(var visit, var attempt, var settings, _, _) ->
                "%s, attempt %d, settings %s".formatted(where(visit), attempt, data(settings));
            case Event.AttemptSucceeded(var visit, var attempt, var result) ->
                "%s, attempt %d, result %s".formatted(where(visit), attempt, data(result));
            case Event.AttemptFailed(var visit, var attempt, var error) ->
                "%s, attempt %d, %s".formatted(where(visit), attempt, error(error));
            case Event.RetryScheduled(var visit, var attempt, var due) ->
                "%s, attempt %d in %s".formatted(where(visit), attempt, DurationText.of(Duration.between(at, due)));
            case Event.WaitStarted(var visit, var due) ->
                "%s until %s".formatted(where(visit), time(due));
            case Event.ReceiveStarted(var visit, var message, var key, _, var due) ->
                "%s, message %s, key %s%s".formatted(where(visit), message, key, until(due));
            case Event.MessageReceived(var visit, var number, var data) ->
                "%s, message %d, data %s".formatted(where(visit), number, data(data));
            case Event.ApprovalRequested(var visit, var who, var question, var due) -> "%s, %s%s%s"
                    .formatted(where(visit), who.isBlank() ? "" : "of " + who + ": ", question, until(due));
            case Event.ApprovalGiven(var visit, var by, var approved, var comment) ->
                "%s, %s by %s%s".formatted(where(visit), approved ? "approved" : "rejected", by,
                        comment.isBlank() ? "" : ": " + comment);
            case Event.LockRequested(var visit, var name, var lease, var due) -> "%s, %s, lease %s%s".formatted(
                    where(visit), name, DurationText.of(lease), due == null ? "" : ", until " + time(due));
            case Event.LockTaken(var visit, var name, var token) ->
                "%s, %s, token %d".formatted(where(visit), name, token);
            case Event.NodeCompleted(var visit, var output, var taken) -> where(visit) + wires(taken)
                    + (output == null ? "" : ", output " + data(output));
            case Event.NodeFailed(var visit, var error, var caught) -> "%s, %s%s".formatted(where(visit), error(error),
                    caught == null ? "" : ", caught by " + caught);
            case Event.NodeCancelled(var visit, var reason) -> where(visit) + ", because of " + word(reason);
            case Event.LoopStarted(var visit, var items) -> "%s, %,d items".formatted(where(visit), items.size());
            case Event.SourceOpened(var visit, var settings) ->
                "%s, settings %s".formatted(where(visit), data(settings));
            case Event.ItemsRead(var visit, var from, var items, var last, _, var unreadable) ->
                "%s, %,d items from %,d on%s%s".formatted(where(visit), items.size(), from, last ? ", the last" : "",
                        unreadable.isEmpty() ? "" : ", %,d of them unreadable".formatted(unreadable.size()));
            case Event.ReadFailed(var visit, var attempt, var error) ->
                "%s, attempt %d, %s".formatted(where(visit), attempt, error(error));
            case Event.ReadStarted(var visit, var attempt, var deadline) -> "%s, attempt %d%s".formatted(where(visit),
                    attempt, deadline == null ? "" : ", until " + time(deadline));
            case Event.SourceFailed(var visit, var error) -> "%s, %s".formatted(where(visit), error(error));
            case Event.DeadLetterKept(var visit, var index, var item, var error) ->
                "%s, time %d, %s, item %s".formatted(where(visit), index + 1, error(error), data(item));
            case Event.SubFlowStarted(var visit, var run, _, var input) ->
                "%s, run %s, input %s".formatted(where(visit), run, data(input));
            case Event.SubFlowStopping(var visit, var reason) -> where(visit) + ", because of " + word(reason);
            case Event.SubFlowCompleted(var visit, var output) -> "%s, output %s".formatted(where(visit), data(output));
            case Event.SubFlowFailed(var visit, var error, var compensation) ->
                "%s, %s, compensation %s".formatted(where(visit), error(error), word(compensation));
            case Event.PassStarted(var pass, var of, var index, var data, var deadline) -> {
                passes.put(pass, of);
                yield "%s, time %d%s, data %s".formatted(where(of), index + 1,
                        deadline == null ? "" : ", until " + time(deadline), data(data));
            }
            case Event.PassCompleted(var pass, var output) -> "%s, output %s".formatted(where(pass), data(output));
            case Event.PassStopping(var pass, var cause) -> "%s, %s".formatted(where(pass), cause(cause));
            case Event.PassFailed(var pass, var error, var compensation) ->
                "%s, %s, compensation %s".formatted(where(pass), error(error), word(compensation));
            case Event.RunStopping(var cause) -> cause(cause);
            case Event.RunPaused(var by, var reason) -> "by %s: %s".formatted(by, reason);
            case Event.RunUnpaused(var by, var reason) -> "by %s: %s".formatted(by, reason);
            case Event.RunRestored(var by, var reason, var damage, var aside) ->
                "by %s: %s (%s; %d decisions set aside)".formatted(by, reason, damage, aside);
            case Event.RunRetried(var by, var reason, _, _, var reused, var items, _) ->
                "by %s: %s, %,d results kept".formatted(by, reason, reused.size()) + (items.isEmpty()
                        ? ""
                        : ", loops not gone through %,d times".formatted(
                                items.stream().mapToInt(DoneItems::count).sum()));
            case Event.ResultReused(var visit, var from) -> where(visit) + " from " + where(from);
            case Event.ItemsReused(var visit, var first, _, var items) ->
                "%s, %,d items kept, from time %,d on".formatted(where(visit), items, first + 1);
            case Event.RunJumped(var by, var reason, var node, var data) ->
                "to %s by %s: %s, data %s".formatted(node, by, reason, data(data));
            case Event.StepCompensated(var visit, var undone, _) -> where(undone) + " by " + where(visit);
            case Event.CompensationFailed(var visit, var undone, var error) ->
                "%s by %s, %s".formatted(where(undone), where(visit), error(error));
            case Event.AlertRaised(var error) -> error(error);
            case Event.RunCompleted(var output) -> "output " + data(output);
            case Event.RunFailed(var error, var compensation) ->
                "%s, compensation %s".formatted(error(error), word(compensation));
            case Event.RunCancelled(var reason, var compensation) ->
                "%s, compensation %s".formatted(reason, word(compensation));
        };
    }

    /// A node and, after it, the number of the visit.
    private String where(VisitId visit) {
        var node = nodes.get(visit);
        return (node == null ? "?" : node.value()) + " #" + visit;
    }

    /// The container that a pass goes through, as [#where(VisitId)].
    private String where(PassId pass) {
        var of = passes.get(pass);
        return (of == null ? "?" : where(of)) + " pass " + pass;
    }

    private static String cause(Event.Cause cause) {
        return switch (cause) {
            case Event.Cause.Failed(var error) -> error(error);
            case Event.Cause.Cancelled(var by, var reason, var undo) ->
                "cancelled by %s%s: %s".formatted(by, undo ? "" : " without undoing anything", reason);
        };
    }

    private String time(Instant instant) {
        return TIME.format(instant.atZone(zone));
    }

    private String until(@Nullable Instant due) {
        return due == null ? "" : ", until " + time(due);
    }

    private static String wires(List<WireId> taken) {
        return taken.isEmpty()
                ? ""
                : taken.stream().map(WireId::value).collect(Collectors.joining(" and ", " by ", ""));
    }

    private static String error(RunError error) {
        return "%s: %s".formatted(error.code(), error.message());
    }

    private static String data(Json data) {
        return Text.cut(JsonText.compact(data), MOST_DATA);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
