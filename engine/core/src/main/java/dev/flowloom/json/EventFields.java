package dev.flowloom.json;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

import dev.flowloom.model.FlowReference;
import dev.flowloom.model.Json;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Severity;
import dev.flowloom.model.WireId;
import dev.flowloom.run.Caller;
import dev.flowloom.run.Event;
import dev.flowloom.run.PassId;
import dev.flowloom.run.Pinned;
import dev.flowloom.run.RunError;
import dev.flowloom.run.RunId;
import dev.flowloom.run.VisitId;
import org.jspecify.annotations.Nullable;

/// The fields of one event while it is read.
record EventFields(Json.Obj fields) {

    Json json(String name) {
        return get(name, json -> json);
    }

    @Nullable
    Json jsonOrNull(String name) {
        return fields.get(name);
    }

    Json.Obj object(String name) {
        return get(name, Want.OBJECT.read());
    }

    String text(String name) {
        return get(name, Want.TEXT.read());
    }

    @Nullable
    String textOrNull(String name) {
        return find(name, Want.TEXT.read());
    }

    boolean flag(String name) {
        return get(name, Want.FLAG.read());
    }

    int count(String name) {
        return get(name, Want.WHOLE.read());
    }

    long number(String name) {
        return get(name, EventFields::number);
    }

    Instant instant(String name) {
        return get(name, EventFields::instant);
    }

    @Nullable
    Instant instantOrNull(String name) {
        return find(name, EventFields::instant);
    }

    Duration duration(String name) {
        return get(name, Want.DURATION.read());
    }

    VisitId visit(String name) {
        return get(name, EventFields::visit);
    }

    @Nullable
    VisitId visitOrNull(String name) {
        return find(name, EventFields::visit);
    }

    PassId pass(String name) {
        return new PassId(count(name));
    }

    List<Json> list(String name) {
        return get(name, json -> json instanceof Json.Arr(var items) ? items : null);
    }

    List<Json> listOrNone(String name) {
        return fields.fields().containsKey(name) ? list(name) : List.of();
    }

    /// Whole numbers from 0 on.
    List<Integer> numbers(String name) {
        return list(name).stream().map(json -> required(name, Want.WHOLE.read().apply(json), json)).toList();
    }

    List<VisitId> visitsOrNone(String name) {
        return listOrNone(name).stream().map(json -> required(name, visit(json), json)).toList();
    }

    private <T> T required(String name, @Nullable T value, Json json) {
        if (value == null) {
            throw wrong(name, json);
        }
        return value;
    }

    NodeId node(String name) {
        return get(name, Want.NODE_ID.read());
    }

    @Nullable
    WireId wireOrNull(String name) {
        return find(name, EventFields::wire);
    }

    List<WireId> wires(String name) {
        return get(name, EventFields::wires);
    }

    <E extends Enum<E>> E word(String name, E[] values) {
        return get(name, json -> json instanceof Json.Str(var word)
                ? Arrays.stream(values).filter(value -> Words.of(value).equals(word)).findFirst().orElse(null)
                : null);
    }

    RunError error(String name) {
        var in = new EventFields(object(name));
        var details = in.find("details", Want.OBJECT.read());
        return new RunError(in.text("code"), in.text("message"), in.word("severity", Severity.values()),
                in.node("node"), details == null ? Json.Obj.EMPTY : details);
    }

    List<Event.ItemsRead.Unreadable> unreadable(String name) {
        return listOrNone(name).stream().map(EventFields::of)
                .map(in -> new Event.ItemsRead.Unreadable(in.count("at"), in.error("error"))).toList();
    }

    Event.Cause cause(String name) {
        var in = new EventFields(object(name));
        return switch (in.text("kind")) {
            case "failed" -> new Event.Cause.Failed(in.error("error"));
            case "cancelled" -> new Event.Cause.Cancelled(in.text("by"), in.text("reason"),
                    !Json.Bool.FALSE.equals(in.jsonOrNull("undo")));
            default -> throw in.wrong("kind", in.json("kind"));
        };
    }

    @Nullable
    Caller callerOrNull(String name) {
        if (!fields.fields().containsKey(name)) {
            return null;
        }
        var in = new EventFields(object(name));
        return new Caller(new RunId(in.text("run")), in.visit("visit"), in.count("depth"));
    }

    List<Pinned> pinned(String name) {
        return fields.fields().containsKey(name) ? list(name).stream().map(EventFields::pinned).toList() : List.of();
    }

    /// @throws UnreadableEvent when it is no object
    static EventFields of(Json json) {
        if (json instanceof Json.Obj object) {
            return new EventFields(object);
        }
        throw new UnreadableEvent("a part of an event can't be %s".formatted(JsonText.compact(json)));
    }

    private static Pinned pinned(Json json) {
        if (!(json instanceof Json.Obj object)) {
            throw new UnreadableEvent("a sub-flow of an event can't be %s".formatted(JsonText.compact(json)));
        }
        var in = new EventFields(object);
        return new Pinned(new FlowReference(in.text("flow"), in.textOrNull("version")), in.text("definition"));
    }

    private <T> T get(String name, Function<Json, @Nullable T> read) {
        var value = find(name, read);
        if (value == null) {
            throw new UnreadableEvent("an event lacks \"%s\"".formatted(name));
        }
        return value;
    }

    private <T> @Nullable T find(String name, Function<Json, @Nullable T> read) {
        var json = fields.get(name);
        if (json == null) {
            return null;
        }
        var value = read.apply(json);
        if (value == null) {
            throw wrong(name, json);
        }
        return value;
    }

    UnreadableEvent wrong(String name, Json value) {
        return new UnreadableEvent("\"%s\" of an event can't be %s".formatted(name, JsonText.compact(value)));
    }

    private static @Nullable Long number(Json json) {
        try {
            return json instanceof Json.Num(BigDecimal number) ? number.longValueExact() : null;
        } catch (ArithmeticException e) {
            return null;
        }
    }

    private static @Nullable Instant instant(Json json) {
        try {
            return json instanceof Json.Str(var text) ? Instant.parse(text) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable VisitId visit(Json json) {
        var number = Want.COUNT.read().apply(json);
        return number == null ? null : new VisitId(number);
    }

    private static @Nullable WireId wire(Json json) {
        return json instanceof Json.Str(var id) && WireId.isValid(id) ? new WireId(id) : null;
    }

    private static @Nullable List<WireId> wires(Json json) {
        if (!(json instanceof Json.Arr(var items))) {
            return null;
        }
        var wires = new ArrayList<WireId>();
        for (var item : items) {
            var wire = wire(item);
            if (wire == null) {
                return null;
            }
            wires.add(wire);
        }
        return wires;
    }
}
