package dev.flowloom.json;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

import dev.flowloom.model.Json;
import dev.flowloom.model.WireId;
import dev.flowloom.run.Caller;
import dev.flowloom.run.Event;
import dev.flowloom.run.Event.AlertRaised;
import dev.flowloom.run.Event.ApprovalGiven;
import dev.flowloom.run.Event.ApprovalRequested;
import dev.flowloom.run.Event.AttemptFailed;
import dev.flowloom.run.Event.AttemptStarted;
import dev.flowloom.run.Event.AttemptSucceeded;
import dev.flowloom.run.Event.Cause;
import dev.flowloom.run.Event.Compensation;
import dev.flowloom.run.Event.CompensationFailed;
import dev.flowloom.run.Event.DeadLetterKept;
import dev.flowloom.run.Event.ItemsRead;
import dev.flowloom.run.Event.ItemsReused;
import dev.flowloom.run.Event.LockRequested;
import dev.flowloom.run.Event.LockTaken;
import dev.flowloom.run.Event.LoopStarted;
import dev.flowloom.run.Event.MessageReceived;
import dev.flowloom.run.Event.NodeCancelled;
import dev.flowloom.run.Event.NodeCompleted;
import dev.flowloom.run.Event.NodeEntered;
import dev.flowloom.run.Event.NodeFailed;
import dev.flowloom.run.Event.PassCompleted;
import dev.flowloom.run.Event.PassFailed;
import dev.flowloom.run.Event.PassStarted;
import dev.flowloom.run.Event.PassStopping;
import dev.flowloom.run.Event.ReadFailed;
import dev.flowloom.run.Event.ReadStarted;
import dev.flowloom.run.Event.ReceiveStarted;
import dev.flowloom.run.Event.ResultReused;
import dev.flowloom.run.Event.RetryScheduled;
import dev.flowloom.run.Event.RunCancelled;
import dev.flowloom.run.Event.RunCompleted;
import dev.flowloom.run.Event.RunFailed;
import dev.flowloom.run.Event.RunJumped;
import dev.flowloom.run.Event.RunPaused;
import dev.flowloom.run.Event.RunRestored;
import dev.flowloom.run.Event.RunRetried;
import dev.flowloom.run.Event.RunStarted;
import dev.flowloom.run.Event.RunStopping;
import dev.flowloom.run.Event.RunUnpaused;
import dev.flowloom.run.Event.SourceFailed;
import dev.flowloom.run.Event.SourceOpened;
import dev.flowloom.run.Event.StepCompensated;
import dev.flowloom.run.Event.SubFlowCompleted;
import dev.flowloom.run.Event.SubFlowFailed;
import dev.flowloom.run.Event.SubFlowStarted;
import dev.flowloom.run.Event.SubFlowStopping;
import dev.flowloom.run.Event.WaitStarted;
import dev.flowloom.run.PassId;
import dev.flowloom.run.Pinned;
import dev.flowloom.run.RunError;
import dev.flowloom.run.RunId;
import dev.flowloom.run.VisitId;
import org.jspecify.annotations.Nullable;

/// The kinds of events: the word each has in JSON, how its fields are written, how they are read.
final class EventKinds {

    private record Kind<E extends Event>(String word, Class<E> type, BiFunction<E, FieldWriter, FieldWriter> write,
            Function<EventFields, E> read) {

        FieldWriter write(Event event) {
            return write.apply(type.cast(event), new FieldWriter().text("kind", word));
        }
    }

    private static final List<Kind<?>> KINDS = List.of(
            new Kind<>("run.started", RunStarted.class,
                    (e, out) -> out.text("run", e.run().value()).text("flow", e.flow())
                            .text("definition", e.definition()).put("rules", Json.of(e.rules())).text("key", e.key())
                            .put("input", e.input()).put("seed", Json.of(e.seed())).text("at", e.at().toString())
                            .put("caller", caller(e.caller())).filled("subFlows", pinned(e.subFlows()))
                            .put("resent", ResentJson.write(e.resent())),
                    in -> new RunStarted(new RunId(in.text("run")), in.text("flow"), in.text("definition"),
                            in.count("rules"), in.textOrNull("key"), in.json("input"), in.number("seed"),
                            in.instant("at"), in.callerOrNull("caller"), in.pinned("subFlows"), ResentJson.read(in))),
            new Kind<>("node.entered", NodeEntered.class,
                    (e, out) -> visit(out, e.visit()).text("node", e.node().value()).text("wire", text(e.wire()))
                            .put("undoes", number(e.undoes())),
                    in -> new NodeEntered(in.visit("visit"), in.node("node"), in.wireOrNull("wire"),
                            in.visitOrNull("undoes"))),
            new Kind<>("attempt.started", AttemptStarted.class,
                    (e, out) -> attempt(out, e.visit(), e.attempt()).put("settings", e.settings()).put("data", e.data())
                            .text("deadline", text(e.deadline())),
                    in -> new AttemptStarted(in.visit("visit"), in.count("attempt"), in.object("settings"),
                            in.jsonOrNull("data"), in.instantOrNull("deadline"))),
            new Kind<>("attempt.succeeded", AttemptSucceeded.class,
                    (e, out) -> attempt(out, e.visit(), e.attempt()).put("result", e.result()),
                    in -> new AttemptSucceeded(in.visit("visit"), in.count("attempt"), in.json("result"))),
            new Kind<>("attempt.failed", AttemptFailed.class,
                    (e, out) -> attempt(out, e.visit(), e.attempt()).put("error", error(e.error())),
                    in -> new AttemptFailed(in.visit("visit"), in.count("attempt"), in.error("error"))),
            new Kind<>("retry.scheduled", RetryScheduled.class,
                    (e, out) -> attempt(out, e.visit(), e.attempt()).text("due", e.due().toString()),
                    in -> new RetryScheduled(in.visit("visit"), in.count("attempt"), in.instant("due"))),
            new Kind<>("wait.started", WaitStarted.class,
                    (e, out) -> visit(out, e.visit()).text("due", e.due().toString()),
                    in -> new WaitStarted(in.visit("visit"), in.instant("due"))),
            new Kind<>("receive.started", ReceiveStarted.class,
                    (e, out) -> visit(out, e.visit()).text("message", e.message()).text("key", e.key())
                            .text("at", e.at().toString()).text("due", text(e.due())),
                    in -> new ReceiveStarted(in.visit("visit"), in.text("message"), in.text("key"), in.instant("at"),
                            in.instantOrNull("due"))),
            new Kind<>("message.received", MessageReceived.class,
                    (e, out) -> visit(out, e.visit()).put("number", Json.of(e.number())).put("data", e.data()),
                    in -> new MessageReceived(in.visit("visit"), in.number("number"), in.json("data"))),
            new Kind<>("approval.requested", ApprovalRequested.class,
                    (e, out) -> visit(out, e.visit()).text("who", e.who()).text("question", e.question())
                            .text("due", text(e.due())),
                    in -> new ApprovalRequested(in.visit("visit"), in.text("who"), in.text("question"),
                            in.instantOrNull("due"))),
            new Kind<>("approval.given", ApprovalGiven.class,
                    (e, out) -> visit(out, e.visit()).text("by", e.by()).put("approved", Json.of(e.approved()))
                            .text("comment", e.comment()),
                    in -> new ApprovalGiven(in.visit("visit"), in.text("by"), in.flag("approved"),
                            in.text("comment"))),
            new Kind<>("lock.requested", LockRequested.class,
                    (e, out) -> visit(out, e.visit()).text("name", e.name()).text("lease", e.lease().toString())
                            .text("due", text(e.due())),
                    in -> new LockRequested(in.visit("visit"), in.text("name"), in.duration("lease"),
                            in.instantOrNull("due"))),
            new Kind<>("lock.taken", LockTaken.class,
                    (e, out) -> visit(out, e.visit()).text("name", e.name()).put("token", Json.of(e.token())),
                    in -> new LockTaken(in.visit("visit"), in.text("name"), in.number("token"))),
            new Kind<>("node.completed", NodeCompleted.class,
                    (e, out) -> visit(out, e.visit()).put("output", e.output()).put("taken", ids(e.taken())),
                    in -> new NodeCompleted(in.visit("visit"), in.jsonOrNull("output"), in.wires("taken"))),
            new Kind<>("node.failed", NodeFailed.class,
                    (e, out) -> visit(out, e.visit()).put("error", error(e.error())).text("caught", text(e.caught())),
                    in -> new NodeFailed(in.visit("visit"), in.error("error"), in.wireOrNull("caught"))),
            new Kind<>("node.cancelled", NodeCancelled.class,
                    (e, out) -> visit(out, e.visit()).text("reason", Words.of(e.reason())),
                    in -> new NodeCancelled(in.visit("visit"), in.word("reason", NodeCancelled.Reason.values()))),
            new Kind<>("loop.started", LoopStarted.class,
                    (e, out) -> visit(out, e.visit()).put("items", new Json.Arr(e.items())),
                    in -> new LoopStarted(in.visit("visit"), in.list("items"))),
            new Kind<>("source.opened", SourceOpened.class,
                    (e, out) -> visit(out, e.visit()).put("settings", e.settings()),
                    in -> new SourceOpened(in.visit("visit"), in.object("settings"))),
            new Kind<>("items.read", ItemsRead.class,
                    (e, out) -> visit(out, e.visit()).put("from", Json.of(e.from()))
                            .put("items", new Json.Arr(e.items())).put("last", Json.of(e.last()))
                            .text("version", e.version()).filled("unreadable", unreadable(e.unreadable())),
                    in -> new ItemsRead(in.visit("visit"), in.number("from"), in.list("items"), in.flag("last"),
                            in.textOrNull("version"), in.unreadable("unreadable"))),
            new Kind<>("read.failed", ReadFailed.class,
                    (e, out) -> attempt(out, e.visit(), e.attempt()).put("error", error(e.error())),
                    in -> new ReadFailed(in.visit("visit"), in.count("attempt"), in.error("error"))),
            new Kind<>("read.started", ReadStarted.class,
                    (e, out) -> attempt(out, e.visit(), e.attempt()).text("deadline", text(e.deadline())),
                    in -> new ReadStarted(in.visit("visit"), in.count("attempt"), in.instantOrNull("deadline"))),
            new Kind<>("source.failed", SourceFailed.class,
                    (e, out) -> visit(out, e.visit()).put("error", error(e.error())),
                    in -> new SourceFailed(in.visit("visit"), in.error("error"))),
            new Kind<>("dead-letter.kept", DeadLetterKept.class,
                    (e, out) -> visit(out, e.visit()).put("index", Json.of(e.index())).put("item", e.item())
                            .put("error", error(e.error())),
                    in -> new DeadLetterKept(in.visit("visit"), in.count("index"), in.json("item"),
                            in.error("error"))),
            new Kind<>("subflow.started", SubFlowStarted.class,
                    (e, out) -> visit(out, e.visit()).text("run", e.run().value()).text("definition", e.definition())
                            .put("input", e.input()),
                    in -> new SubFlowStarted(in.visit("visit"), new RunId(in.text("run")), in.text("definition"),
                            in.json("input"))),
            new Kind<>("subflow.stopping", SubFlowStopping.class,
                    (e, out) -> visit(out, e.visit()).text("reason", Words.of(e.reason())),
                    in -> new SubFlowStopping(in.visit("visit"), in.word("reason", NodeCancelled.Reason.values()))),
            new Kind<>("subflow.completed", SubFlowCompleted.class,
                    (e, out) -> visit(out, e.visit()).put("output", e.output()),
                    in -> new SubFlowCompleted(in.visit("visit"), in.json("output"))),
            new Kind<>("subflow.failed", SubFlowFailed.class,
                    (e, out) -> visit(out, e.visit()).put("error", error(e.error()))
                            .text("compensation", Words.of(e.compensation())),
                    in -> new SubFlowFailed(in.visit("visit"), in.error("error"),
                            in.word("compensation", Compensation.values()))),
            new Kind<>("pass.started", PassStarted.class,
                    (e, out) -> pass(out, e.pass()).put("of", number(e.of())).put("index", Json.of(e.index()))
                            .put("data", e.data()).text("deadline", text(e.deadline())),
                    in -> new PassStarted(in.pass("pass"), in.visit("of"), in.count("index"), in.json("data"),
                            in.instantOrNull("deadline"))),
            new Kind<>("pass.completed", PassCompleted.class,
                    (e, out) -> pass(out, e.pass()).put("output", e.output()),
                    in -> new PassCompleted(in.pass("pass"), in.json("output"))),
            new Kind<>("pass.stopping", PassStopping.class,
                    (e, out) -> pass(out, e.pass()).put("cause", cause(e.cause())),
                    in -> new PassStopping(in.pass("pass"), in.cause("cause"))),
            new Kind<>("pass.failed", PassFailed.class,
                    (e, out) -> pass(out, e.pass()).put("error", error(e.error()))
                            .text("compensation", Words.of(e.compensation())),
                    in -> new PassFailed(in.pass("pass"), in.error("error"),
                            in.word("compensation", Compensation.values()))),
            new Kind<>("run.stopping", RunStopping.class, (e, out) -> out.put("cause", cause(e.cause())),
                    in -> new RunStopping(in.cause("cause"))),
            new Kind<>("run.paused", RunPaused.class,
                    (e, out) -> out.text("by", e.by()).text("reason", e.reason()),
                    in -> new RunPaused(in.text("by"), in.text("reason"))),
            new Kind<>("run.unpaused", RunUnpaused.class,
                    (e, out) -> out.text("by", e.by()).text("reason", e.reason()),
                    in -> new RunUnpaused(in.text("by"), in.text("reason"))),
            new Kind<>("run.restored", RunRestored.class,
                    (e, out) -> out.text("by", e.by()).text("reason", e.reason()).text("damage", e.damage())
                            .put("aside", Json.of(e.aside())),
                    in -> new RunRestored(in.text("by"), in.text("reason"), in.text("damage"), in.number("aside"))),
            new Kind<>("run.retried", RunRetried.class,
                    (e, out) -> out.text("by", e.by()).text("reason", e.reason()).text("definition", e.definition())
                            .filled("subFlows", pinned(e.subFlows())).put("reused", ReusedJson.write(e.reused()))
                            .filled("items", DoneItemsJson.write(e.items())).filled("letters", visits(e.letters())),
                    in -> new RunRetried(in.text("by"), in.text("reason"), in.text("definition"),
                            in.pinned("subFlows"), ReusedJson.read(in.list("reused")),
                            DoneItemsJson.read(in.listOrNone("items")), in.visitsOrNone("letters"))),
            new Kind<>("result.reused", ResultReused.class,
                    (e, out) -> visit(out, e.visit()).put("from", number(e.from())),
                    in -> new ResultReused(in.visit("visit"), in.visit("from"))),
            new Kind<>("items.reused", ItemsReused.class,
                    (e, out) -> visit(out, e.visit()).put("first", Json.of(e.first())).put("count", Json.of(e.count()))
                            .put("items", Json.of(e.items())),
                    in -> new ItemsReused(in.visit("visit"), in.count("first"), in.count("count"), in.count("items"))),
            new Kind<>("run.jumped", RunJumped.class,
                    (e, out) -> out.text("by", e.by()).text("reason", e.reason()).text("node", e.node().value())
                            .put("data", e.data()),
                    in -> new RunJumped(in.text("by"), in.text("reason"), in.node("node"), in.json("data"))),
            new Kind<>("step.compensated", StepCompensated.class,
                    (e, out) -> visit(out, e.visit()).put("undone", number(e.undone())).put("result", e.result()),
                    in -> new StepCompensated(in.visit("visit"), in.visit("undone"), in.json("result"))),
            new Kind<>("compensation.failed", CompensationFailed.class,
                    (e, out) -> visit(out, e.visit()).put("undone", number(e.undone())).put("error", error(e.error())),
                    in -> new CompensationFailed(in.visit("visit"), in.visit("undone"), in.error("error"))),
            new Kind<>("alert.raised", AlertRaised.class, (e, out) -> out.put("error", error(e.error())),
                    in -> new AlertRaised(in.error("error"))),
            new Kind<>("run.completed", RunCompleted.class, (e, out) -> out.put("output", e.output()),
                    in -> new RunCompleted(in.json("output"))),
            new Kind<>("run.failed", RunFailed.class,
                    (e, out) -> out.put("error", error(e.error())).text("compensation", Words.of(e.compensation())),
                    in -> new RunFailed(in.error("error"), in.word("compensation", Compensation.values()))),
            new Kind<>("run.cancelled", RunCancelled.class,
                    (e, out) -> out.text("reason", e.reason()).text("compensation", Words.of(e.compensation())),
                    in -> new RunCancelled(in.text("reason"), in.word("compensation", Compensation.values()))));

    private static final Map<Class<?>, Kind<?>> BY_TYPE = new LinkedHashMap<>();
    private static final Map<String, Kind<?>> BY_WORD = new LinkedHashMap<>();
    static {
        KINDS.forEach(kind -> BY_TYPE.put(kind.type, kind));
        KINDS.forEach(kind -> BY_WORD.put(kind.word, kind));
    }

    private EventKinds() {}

    static FieldWriter write(Event event) {
        var kind = BY_TYPE.get(event.getClass());
        if (kind == null) {
            throw new IllegalStateException("there is no word for " + event.getClass());
        }
        return kind.write(event);
    }

    static Event read(EventFields in) {
        var word = in.text("kind");
        var kind = BY_WORD.get(word);
        if (kind == null) {
            throw new UnreadableEvent(
                    "\"%s\" is no kind of event that this version knows; a newer one may have written it"
                            .formatted(word));
        }
        return kind.read.apply(in);
    }

    private static Json visits(List<VisitId> visits) {
        return new Json.Arr(visits.stream().<Json>map(EventKinds::number).toList());
    }

    private static FieldWriter visit(FieldWriter out, VisitId visit) {
        return out.put("visit", number(visit));
    }

    private static FieldWriter pass(FieldWriter out, PassId pass) {
        return out.put("pass", Json.of(pass.number()));
    }

    private static FieldWriter attempt(FieldWriter out, VisitId visit, int attempt) {
        return visit(out, visit).put("attempt", Json.of(attempt));
    }

    private static @Nullable Json number(@Nullable VisitId visit) {
        return visit == null ? null : Json.of(visit.number());
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static Json ids(List<WireId> wires) {
        return new Json.Arr(wires.stream().<Json>map(wire -> Json.of(wire.value())).toList());
    }

    private static Json.Arr unreadable(List<ItemsRead.Unreadable> items) {
        return new Json.Arr(items.stream().<Json>map(each -> new FieldWriter().put("at", Json.of(each.at()))
                .put("error", error(each.error())).object()).toList());
    }

    private static @Nullable Json caller(@Nullable Caller caller) {
        return caller == null
                ? null
                : new FieldWriter().text("run", caller.run().value()).put("visit", number(caller.visit()))
                        .put("depth", Json.of(caller.depth())).object();
    }

    private static Json.Arr pinned(List<Pinned> subFlows) {
        return new Json.Arr(subFlows.stream().<Json>map(each -> new FieldWriter().text("flow", each.flow().flow())
                .text("version", each.flow().version()).text("definition", each.definition()).object()).toList());
    }

    static Json.Obj error(RunError error) {
        return new FieldWriter().text("code", error.code()).text("message", error.message())
                .text("severity", Words.of(error.severity())).text("node", error.node().value())
                .filled("details", error.details()).object();
    }

    private static Json cause(Cause cause) {
        return switch (cause) {
            case Cause.Failed(var error) ->
                new FieldWriter().text("kind", "failed").put("error", error(error)).object();
            case Cause.Cancelled(var by, var reason, var undo) ->
                new FieldWriter().text("kind", "cancelled").text("by", by).text("reason", reason)
                        .put("undo", undo ? null : Json.Bool.FALSE).object();
        };
    }
}
