package dev.flowloom.runtime;

import java.util.concurrent.CompletionStage;

/// Events of one run on their way to somebody: each once, in order, as soon as it is durable.
public interface Subscription extends AutoCloseable {

    /// Completed when the run's last event was handed over, or no more are wanted: this or the engine was closed. Fails with
    /// what the consumer threw, and, when everything was handed over that is there, with the reason when the run can't go
    /// on: a bug, damaged events, a store that failed. If the run is resumed, subscribe again.
    CompletionStage<?> done();

    /// Ends it: after the event that is being handed over, none comes.
    @Override
    void close();
}
