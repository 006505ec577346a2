package dev.flowloom.runtime;

import java.util.List;

import dev.flowloom.model.Json;
import dev.flowloom.run.Event;
import dev.flowloom.run.Event.Compensation;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunError;
import org.jspecify.annotations.Nullable;

/// How a run ended.
public sealed interface RunOutcome {

    record Completed(Json output) implements RunOutcome {}

    /// A failure that no error wire caught.
    record Failed(RunError error, Compensation compensation) implements RunOutcome {}

    /// Somebody stopped it.
    record Cancelled(String reason, Compensation compensation) implements RunOutcome {}

    /// The event that says it.
    default Event.Ended toEvent() {
        return switch (this) {
            case Completed(var output) -> new Event.RunCompleted(output);
            case Failed(var error, var compensation) -> new Event.RunFailed(error, compensation);
            case Cancelled(var reason, var compensation) -> new Event.RunCancelled(reason, compensation);
        };
    }

    /// How a run ended that has this history.
    static RunOutcome ofHistory(List<Recorded> history) {
        var outcome = of(history.getLast().event());
        if (outcome == null) {
            throw new IllegalStateException("the run has not ended");
        }
        return outcome;
    }

    /// What a run's event says of its end; null where it isn't the end.
    static @Nullable RunOutcome of(Event event) {
        return event instanceof Event.Ended end ? of(end) : null;
    }

    private static RunOutcome of(Event.Ended end) {
        return switch (end) {
            case Event.RunCompleted(var output) -> new Completed(output);
            case Event.RunFailed(var error, var compensation) -> new Failed(error, compensation);
            case Event.RunCancelled(var reason, var compensation) -> new Cancelled(reason, compensation);
        };
    }
}
