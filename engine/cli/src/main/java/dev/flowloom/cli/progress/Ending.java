package dev.flowloom.cli.progress;

import dev.flowloom.model.Flow;
import dev.flowloom.run.Recorded;

/// How a run ended of which nothing else is told.
public final class Ending {
    private final Story story;

    public Ending(Flow flow) {
        story = new Story(flow);
    }

    /// The run's next event.
    public void on(Recorded recorded) {
        story.on(recorded);
    }

    /// As sentences; empty where it hasn't ended.
    public String text() {
        return story.ending();
    }
}
