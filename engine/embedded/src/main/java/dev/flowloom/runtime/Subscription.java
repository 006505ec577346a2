package dev.flowloom.runtime;

import java.util.concurrent.CompletionStage;

/// Events of one run on their way to somebody: each once, in order, as soon as it is durable.
public interface Subscription extends AutoCloseable {

    /// Completed when the run's last event was handed over, or no more will be; fails with what the consumer threw.
    CompletionStage<?> done();

    /// Ends it: after the event that is being handed over, none comes.
    @Override
    void close();
}
