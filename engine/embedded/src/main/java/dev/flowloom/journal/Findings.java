package dev.flowloom.journal;

import dev.flowloom.run.Event;
import dev.flowloom.run.Recorded;

/// Is told the events of a run that is examined, in order: a long history needn't be in memory.
public interface Findings {
    /// One before the first damage.
    void intact(Event event);

    /// The same, as it was kept.
    default void intact(Recorded recorded) {
        intact(recorded.event());
    }

    /// One that could be read of what comes after that, for which nothing vouches.
    void doubtful(Event event);
}
