package dev.flowloom.bench.bpmn;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/// The runs that are under way, each by a key of its own, and who waits for their ends.
public final class Ends {
    private static final long LONGEST_MINUTES = 10;

    private final ConcurrentMap<String, CompletableFuture<@Nullable Void>> waiting = new ConcurrentHashMap<>();
    private final AtomicLong last = new AtomicLong();

    /// Starts a run under a new key.
    @FunctionalInterface
    public interface Start {
        void under(String key) throws Exception;
    }

    /// Starts a run and returns when it has ended.
    public void await(Start start) throws Exception {
        var key = "run" + last.incrementAndGet();
        var end = new CompletableFuture<@Nullable Void>();
        waiting.put(key, end);
        start.under(key);
        end.get(LONGEST_MINUTES, TimeUnit.MINUTES);
    }

    /// To be called when the end is durable.
    public void ended(String key) {
        Objects.requireNonNull(waiting.remove(key), key).complete(null);
    }
}
