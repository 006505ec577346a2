package dev.flowloom.cli.progress;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.flowloom.model.Branch;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Severity;
import dev.flowloom.model.Wire;
import dev.flowloom.model.WireId;
import dev.flowloom.run.Event;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunError;
import dev.flowloom.run.RunId;
import dev.flowloom.run.VisitId;

/// Makes the events of an order: reserve, then charge, which is undone by release. Each event is 100 ms after the last.
final class Events {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final NodeId RESERVE = new NodeId("reserve");
    static final NodeId CHARGE = new NodeId("charge");
    static final NodeId RELEASE = new NodeId("release");
    static final NodeId LARGE = new NodeId("large");
    static final NodeId PAID = new NodeId("paid");
    static final NodeId ASK = new NodeId("ask");
    static final NodeId PAUSE = new NodeId("pause");
    static final NodeId WHOLE = new NodeId("whole");
    static final NodeId PACK = new NodeId("pack");
    static final NodeId UNPACK = new NodeId("unpack");
    static final WireId YES = new WireId("yes");

    private final List<Recorded> events = new ArrayList<>();

    static Flow flow() {
        var condition = new Node.Condition(LARGE, "Large?",
                List.of(new Branch("yes", "Yes, large", "total > 9", Json.Obj.EMPTY)), Json.Obj.EMPTY);
        return Flow.of("order", "Order",
                Graph.EMPTY.with(Node.Step.of(RESERVE, "Reserve stock", "sql"))
                        .with(Node.Step.of(CHARGE, "", "http"))
                        .with(Node.Step.of(RELEASE, "Release stock", "sql"))
                        .with(new Node.Receive(PAID, "Paid?", "paid", null, null, Json.Obj.EMPTY))
                        .with(new Node.Approval(ASK, "Pay?", "Pay?", "", null, Json.Obj.EMPTY))
                        .with(new Node.Wait(PAUSE, "", "PT1S", Json.Obj.EMPTY))
                        .with(condition)
                        .with(new Node.Scope(WHOLE, "Order whole", Json.Obj.EMPTY))
                        .with(Node.Step.of(PACK, "Pack", "sql")).withParent(PACK, WHOLE)
                        .with(Node.Step.of(UNPACK, "Unpack", "sql")).withParent(UNPACK, WHOLE)
                        .with(new Wire.Sequence(YES, LARGE, "yes", CHARGE, Json.Obj.EMPTY)));
    }

    static RunError declined() {
        return new RunError("card.declined", "The card was declined.", Severity.CRITICAL, CHARGE, Json.Obj.EMPTY);
    }

    static VisitId visit(int number) {
        return new VisitId(number);
    }

    Events started() {
        return with(new Event.RunStarted(new RunId("r1"), "order", "hash", 1, null, Json.NULL, 7, now()));
    }

    Events entered(int visit, NodeId node) {
        return with(new Event.NodeEntered(visit(visit), node, null, null));
    }

    Events attempt(int visit, int attempt) {
        return with(new Event.AttemptStarted(visit(visit), attempt, Json.Obj.EMPTY, null, null));
    }

    Events done(int visit, WireId... taken) {
        return with(new Event.NodeCompleted(visit(visit), Json.NULL, List.of(taken)));
    }

    Events with(Event event) {
        events.add(new Recorded(events.size() + 1, now(), event));
        return this;
    }

    Instant now() {
        return START.plusMillis(100L * events.size());
    }

    List<Recorded> all() {
        return events;
    }
}
