package dev.flowloom.journal;

import java.util.List;

import dev.flowloom.model.Json;
import dev.flowloom.run.Event;

/// Events as text, and back.
public interface EventCodec {

    String write(List<Event> events);

    /// The events of a text.
    ///
    /// @throws IllegalArgumentException when the text isn't what [#write] gives
    List<Event> read(String text);

    /// Data as JSON.
    String text(Json data);
}
