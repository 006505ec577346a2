package dev.flowloom.journal;

import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;

import dev.flowloom.model.Json;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Severity;
import dev.flowloom.run.Event;
import dev.flowloom.run.RunError;
import dev.flowloom.run.RunId;
import dev.flowloom.run.VisitId;
import org.jspecify.annotations.Nullable;

/// Batches of made-up runs.
final class Samples {
    static final Instant AT = Instant.parse("2026-03-01T10:15:30.123456Z");

    private Samples() {}

    static Batch start(String run) {
        return start(run, "orders", null);
    }

    static Batch start(String run, String flow, @Nullable String key) {
        var started = new Event.RunStarted(new RunId(run), flow, "d1", 1, key, Json.of("in"), 42, AT);
        return new Batch(new RunId(run), 1, AT, List.of(started, entered(1)));
    }

    /// One event.
    static Batch more(String run, long first) {
        return new Batch(new RunId(run), first, AT.plusSeconds(first), List.of(entered(2)));
    }

    static Batch one(String run, long first, Event event) {
        return new Batch(new RunId(run), first, AT.plusSeconds(first), List.of(event));
    }

    static Batch large(String run, long first, int characters) {
        var output = new Event.AttemptSucceeded(new VisitId(1), 1, Json.of("ä".repeat(characters)));
        return new Batch(new RunId(run), first, AT, List.of(output, entered(2)));
    }

    /// An event for each message received.
    static Batch received(String run, long first, long... messages) {
        return new Batch(new RunId(run), first, AT, LongStream.of(messages)
                .<Event>mapToObj(number -> new Event.MessageReceived(new VisitId(1), number, Json.of("in"))).toList());
    }

    static Message message(String name, String key, @Nullable String id) {
        return new Message(name, key, id, "{\"n\":1}", AT);
    }

    static Batch end(String run, long first) {
        return new Batch(new RunId(run), first, AT.plusSeconds(60), List.of(new Event.RunCompleted(Json.of("out"))));
    }

    static final Event FAILED = new Event.RunFailed(new RunError("x", "x", Severity.CRITICAL, new NodeId("a"),
            Json.Obj.EMPTY), Event.Compensation.NONE);

    static final Findings UNHEARD = new Findings() {
        @Override
        public void intact(Event event) {}

        @Override
        public void doubtful(Event event) {}
    };

    static Event retried(String definition) {
        return new Event.RunRetried("me", "mended", definition, List.of(), List.of());
    }

    private static Event entered(int visit) {
        return new Event.NodeEntered(new VisitId(visit), new NodeId("a"), null, null);
    }
}
