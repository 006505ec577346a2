package dev.flowloom.runtime;

import java.util.List;

import dev.flowloom.journal.EventCodec;
import dev.flowloom.json.EventJson;
import dev.flowloom.json.JsonText;
import dev.flowloom.model.Json;
import dev.flowloom.run.Event;

/// Events in the journal are JSON.
final class EventJsonCodec implements EventCodec {

    @Override
    public String write(List<Event> events) {
        return EventJson.write(events);
    }

    @Override
    public List<Event> read(String text) {
        return EventJson.read(text);
    }

    @Override
    public String text(Json data) {
        return JsonText.compact(data);
    }
}
