package dev.flowloom.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.flowloom.model.Json;
import dev.flowloom.model.NodeId;
import dev.flowloom.run.Event;
import dev.flowloom.run.RunId;
import dev.flowloom.run.VisitId;

/// Writes the events of [Samples], one in a line.
final class TestCodec implements EventCodec {

    @Override
    public String write(List<Event> events) {
        return String.join("\n", events.stream().map(TestCodec::write).toList());
    }

    private static String write(Event event) {
        return switch (event) {
            case Event.RunStarted started -> "started %s %s %s".formatted(started.run(), started.flow(),
                    Objects.requireNonNullElse(started.key(), "-"));
            case Event.NodeEntered entered -> "entered " + entered.visit();
            case Event.AttemptSucceeded succeeded -> "succeeded " + ((Json.Str) succeeded.result()).value();
            case Event.MessageReceived received -> "received " + received.number();
            case Event.RunPaused paused -> "paused " + paused.reason();
            case Event.RunUnpaused unpaused -> "unpaused " + unpaused.reason();
            case Event.RunRestored restored -> "restored " + restored.aside();
            case Event.RunRetried retried -> "retried " + retried.definition();
            case Event.RunJumped _ -> "jumped";
            case Event.RunFailed _ -> "failed";
            case Event.RunCompleted _ -> "completed";
            default -> throw new IllegalArgumentException("no sample: " + event);
        };
    }

    @Override
    public List<Event> read(String text) {
        var events = new ArrayList<Event>();
        text.lines().forEach(line -> events.add(event(line.split(" ", -1))));
        return events;
    }

    @Override
    public String text(Json data) {
        return data.toString();
    }

    private static Event event(String[] words) {
        return switch (words[0]) {
            case "started" -> new Event.RunStarted(new RunId(words[1]), words[2], "d1", 1,
                    words[3].equals("-") ? null : words[3], Json.of("in"), 42, Samples.AT);
            case "entered" ->
                new Event.NodeEntered(new VisitId(Integer.parseInt(words[1])), new NodeId("a"), null, null);
            case "succeeded" -> new Event.AttemptSucceeded(new VisitId(1), 1, Json.of(words[1]));
            case "received" ->
                new Event.MessageReceived(new VisitId(1), Long.parseLong(words[1]), Json.of("in"));
            case "paused" -> new Event.RunPaused("me", words[1]);
            case "unpaused" -> new Event.RunUnpaused("me", words[1]);
            case "restored" -> new Event.RunRestored("me", "why", "damage", Long.parseLong(words[1]));
            case "retried" -> Samples.retried(words[1]);
            case "jumped" -> new Event.RunJumped("me", "there", new NodeId("a"), Json.of("in"));
            case "failed" -> Samples.FAILED;
            case "completed" -> new Event.RunCompleted(Json.of("out"));
            default -> throw new IllegalArgumentException("no event: " + words[0]);
        };
    }
}
