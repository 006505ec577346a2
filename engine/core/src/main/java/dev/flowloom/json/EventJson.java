package dev.flowloom.json;

import java.util.List;

import dev.flowloom.model.Json;
import dev.flowloom.run.Event;
import dev.flowloom.run.RunError;

/// Events as JSON, and back: an object each, whose `kind` says what happened. What is written once must be readable for
/// ever, so a kind's word and its fields never change their meaning; fields may be added, and are ignored by who does
/// not know them.
public final class EventJson {
    private EventJson() {}

    public static Json.Obj json(Event event) {
        return EventKinds.write(event).object();
    }

    /// An error as it stands in events.
    public static Json.Obj json(RunError error) {
        return EventKinds.error(error);
    }

    /// Each event in a line of its own.
    ///
    /// @throws IllegalArgumentException when data in it is nested too deep, or a number in it is too long, to be read back
    public static String write(List<Event> events) {
        var printer = new JsonPrinter(JsonPrinter.Spacing.NONE);
        events.forEach(event -> printer.line(EventKinds.write(event)));
        return printer.lines();
    }

    /// The event of a value.
    ///
    /// @throws UnreadableEvent when it is no event, or of a kind this version does not know
    public static Event event(Json.Obj json) {
        return EventKinds.read(new EventFields(json));
    }

    /// The events of a text, one in each line.
    ///
    /// @throws UnreadableEvent when a line is none
    public static List<Event> read(String text) {
        return text.lines().map(EventJson::line).toList();
    }

    private static Event line(String line) {
        try {
            var duplicates = new Duplicates();
            var value = TreeReader.read(line, duplicates, TreeReader.OUTER_DEPTH);
            if (value instanceof Json.Obj json && duplicates.problems().isEmpty()) {
                return event(json);
            }
        } catch (MalformedJson e) {
            throw new UnreadableEvent("an event is no JSON: " + e.problem().message());
        }
        throw new UnreadableEvent("an event must be one JSON object that has no field twice");
    }
}
