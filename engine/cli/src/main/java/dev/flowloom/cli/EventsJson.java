package dev.flowloom.cli;

import java.io.PrintStream;
import java.util.LinkedHashSet;
import java.util.SequencedSet;

import dev.flowloom.journal.StoreException;
import dev.flowloom.json.DefinitionWriter;
import dev.flowloom.json.EventJson;
import dev.flowloom.json.JsonText;
import dev.flowloom.json.MalformedJson;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Json;
import dev.flowloom.model.Layout;
import dev.flowloom.run.Event;
import dev.flowloom.run.Recorded;
import dev.flowloom.runtime.Engine;

/// Writes a run as one JSON object, as [JsonText#pretty] would, with its events one by one: they needn't be in memory.
///
/// Who reads it finds what there always was: `run`, `flow`, `definition`, `status`, `events`. What was added since comes after
/// those.
final class EventsJson {
    private final PrintStream out;
    private final SequencedSet<String> definitions = new LinkedHashSet<>();
    private String separator = "\n    ";

    EventsJson(PrintStream out) {
        this.out = out;
    }

    /// @param head what stands before the events
    void begin(Json.Obj head) {
        var text = JsonText.pretty(head);
        out.print(text.substring(0, text.lastIndexOf("\n}")) + ",\n  \"events\": [");
    }

    void add(Recorded recorded) {
        out.print(separator + JsonText.pretty(json(recorded)).replace("\n", "\n    "));
        separator = ",\n    ";
        switch (recorded.event()) {
            case Event.RunStarted started -> definitions.add(started.definition());
            case Event.RunRetried retried -> definitions.add(retried.definition());
            // Nothing that changes it.
            default -> {
            }
        }
    }

    /// @param damage why these are not all events; empty where they are
    void end(Engine engine, String damage) {
        out.print("\n  ]");
        var all = Json.Obj.EMPTY;
        for (var hash : definitions) {
            all = all.with(hash, definition(engine, hash, !damage.isEmpty()));
        }
        field("definitions", all);
        if (!damage.isEmpty()) {
            field("damage", Json.of(damage));
        }
        out.println("\n}");
    }

    private void field(String name, Json value) {
        out.print(",\n  \"%s\": %s".formatted(name, JsonText.pretty(value).replace("\n", "\n  ")));
    }

    /// @param lenient null stands for one that is damaged
    private static Json definition(Engine engine, String hash, boolean lenient) {
        try {
            return JsonText.parse(DefinitionWriter.text(new Diagram(engine.flow(hash), Layout.EMPTY)));
        } catch (StoreException e) {
            if (lenient && e.kind() == StoreException.Kind.DAMAGED) {
                return Json.NULL;
            }
            throw e;
        } catch (MalformedJson e) {
            throw new IllegalStateException("a definition is written as JSON", e);
        }
    }

    private static Json json(Recorded recorded) {
        return Json.Obj.of("sequence", Json.of(recorded.sequence()))
                .with("at", Json.of(recorded.at().toString()))
                .with("event", EventJson.json(recorded.event()));
    }
}
