package dev.flowloom.panels.run;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.SequencedMap;

import dev.flowloom.model.Json;
import dev.flowloom.run.Event;
import dev.flowloom.run.Event.Cause;
import dev.flowloom.run.RunError;
import org.jspecify.annotations.Nullable;

/// What an event holds, as JSON for people.
final class EventData {
    private final SequencedMap<String, Json> fields = new LinkedHashMap<>();

    private EventData() {}

    static Json of(Event event) {
        return switch (event) {
            case Event.RunStarted e -> new EventData().put("run", e.run().value()).put("flow", e.flow())
                    .put("definition", e.definition()).put("key", e.key()).put("input", e.input()).json();
            case Event.NodeEntered e -> new EventData().put("node", e.node().value()).put("visit", e.visit().number())
                    .put("wire", e.wire() == null ? null : e.wire().value()).json();
            case Event.AttemptStarted e -> new EventData().put("attempt", e.attempt()).put("settings", e.settings())
                    .put("data", e.data()).put("deadline", e.deadline()).json();
            case Event.AttemptSucceeded e -> new EventData().put("attempt", e.attempt()).put("result", e.result())
                    .json();
            case Event.AttemptFailed e -> new EventData().put("attempt", e.attempt()).put("error", error(e.error()))
                    .json();
            case Event.RetryScheduled e -> new EventData().put("attempt", e.attempt()).put("due", e.due()).json();
            case Event.WaitStarted e -> new EventData().put("due", e.due()).json();
            case Event.NodeCompleted e -> new EventData().put("output", e.output())
                    .put("taken", new Json.Arr(e.taken().stream().<Json>map(w -> Json.of(w.value())).toList())).json();
            case Event.NodeFailed e -> new EventData().put("error", error(e.error()))
                    .put("caught", e.caught() == null ? null : e.caught().value()).json();
            case Event.NodeCancelled e -> new EventData().put("reason", word(e.reason())).json();
            case Event.RunStopping e -> switch (e.cause()) {
                case Cause.Failed(var error) -> new EventData().put("error", error(error)).json();
                case Cause.Cancelled(var by, var reason) -> new EventData().put("by", by).put("reason", reason).json();
            };
            case Event.StepCompensated e -> new EventData().put("undone", e.undone().number())
                    .put("result", e.result()).json();
            case Event.CompensationFailed e -> new EventData().put("undone", e.undone().number())
                    .put("error", error(e.error())).json();
            case Event.AlertRaised e -> error(e.error());
            case Event.RunCompleted e -> e.output();
            case Event.RunFailed e -> new EventData().put("error", error(e.error()))
                    .put("compensation", word(e.compensation())).json();
            case Event.RunCancelled e -> new EventData().put("reason", e.reason())
                    .put("compensation", word(e.compensation())).json();
        };
    }

    static Json error(RunError error) {
        return new EventData().put("code", error.code()).put("message", error.message())
                .put("severity", word(error.severity())).put("node", error.node().value())
                .put("details", error.details().isEmpty() ? null : error.details()).json();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private EventData put(String name, @Nullable Json value) {
        if (value != null) {
            fields.put(name, value);
        }
        return this;
    }

    private EventData put(String name, @Nullable String value) {
        return put(name, value == null ? null : (Json) Json.of(value));
    }

    private EventData put(String name, int value) {
        return put(name, (Json) Json.of(value));
    }

    private EventData put(String name, @Nullable Instant value) {
        return put(name, value == null ? null : value.toString());
    }

    private Json json() {
        return new Json.Obj(fields);
    }
}
