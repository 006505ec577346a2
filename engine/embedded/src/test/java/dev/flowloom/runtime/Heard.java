package dev.flowloom.runtime;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.flowloom.journal.StoreException;
import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;

/// Keeps what an engine tells its listener.
final class Heard implements EngineListener {
    /// @param run null where the store failed
    record Message(@Nullable RunId run, Throwable cause) {}

    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();

    @Override
    public void runBroken(RunId run, Throwable cause) {
        messages.add(new Message(run, cause));
    }

    @Override
    public void storeFailed(StoreException cause) {
        messages.add(new Message(null, cause));
    }

    Message next() throws InterruptedException {
        var message = messages.poll(30, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("nothing was heard");
        }
        return message;
    }

    boolean isSilent() {
        return messages.isEmpty();
    }
}
