package dev.flowloom.journal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/// Has one thread write what several ask for. Whatever waits while a group is being written is the next group: under
/// low load nobody waits for company, under high load groups grow by themselves.
final class GroupCommit<T, R> implements AutoCloseable {
    private static final int LARGEST_GROUP = 2_000;

    /// Where groups are written.
    interface Sink<T, R> {
        /// Writes a group and returns, when it is durable, the result of each item.
        List<R> write(List<T> group) throws Exception;

        /// Nothing was asked for in a while.
        void idle() throws Exception;

        /// The reason, for people, why the sink is not usable any more.
        StoreException explain(Throwable failure);
    }

    private record Waiting<T, R>(T item, CompletableFuture<R> answer) {}

    private final BlockingQueue<Waiting<T, R>> queue = new LinkedBlockingQueue<>();
    private final Waiting<T, R> closing;
    private final Sink<T, R> sink;
    private final Duration patience;
    private final Duration longest;
    private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
    private final AtomicReference<@Nullable StoreException> over = new AtomicReference<>();
    private volatile Consumer<StoreException> failed = _ -> {};
    private volatile List<Waiting<T, R>> writing = List.of();
    private final AtomicLong groups = new AtomicLong();

    /// @param closing what stands in the queue for its end, and is never written
    /// @param patience how long nothing may be asked for until the sink is told that it is idle
    /// @param longest how long one group may take while this is being closed
    GroupCommit(String name, T closing, Duration patience, Duration longest, Sink<T, R> sink) {
        this.sink = sink;
        this.patience = patience;
        this.longest = longest;
        this.closing = new Waiting<>(closing, new CompletableFuture<>());
        // A platform thread: file access would pin a virtual one, and an interrupt would close H2's file.
        Thread.ofPlatform().name(name).daemon().start(this::writeGroups);
    }

    CompletableFuture<R> submit(T item) {
        var waiting = new Waiting<>(item, new CompletableFuture<R>());
        enqueue(waiting);
        return waiting.answer;
    }

    private void enqueue(Waiting<T, R> waiting) {
        queue.add(waiting);
        // The writer may have left before it could see this. Both may get here: each item is polled by one of them.
        refuseWaitingIfOver();
    }

    /// Why nothing more is written; null as long as it is.
    @Nullable
    StoreException over() {
        return over.get();
    }

    /// Tells when nothing more is written though nobody closed this; at once where that is so already.
    ///
    /// @param told may be called by any thread; must be quick
    void whenFailed(Consumer<StoreException> told) {
        failed = told;
        var reason = over.get();
        if (reason != null && reason.kind() != StoreException.Kind.CLOSED) {
            told.accept(reason);
        }
    }

    private void writeGroups() {
        try {
            while (over.get() == null) {
                writeNextGroup();
            }
        } catch (Exception | Error e) {
            giveUp(e);
        } finally {
            refuseWaitingIfOver();
            ended.complete(null);
        }
    }

    private void writeNextGroup() throws Exception {
        var first = queue.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (first == null) {
            sink.idle();
            return;
        }
        var group = new ArrayList<Waiting<T, R>>();
        group.add(first);
        queue.drainTo(group, LARGEST_GROUP - 1);
        boolean last = group.remove(closing);
        write(group);
        if (last) {
            over.compareAndSet(null, StoreFailures.closed());
        }
    }

    private void write(List<Waiting<T, R>> group) throws Exception {
        writing = List.copyOf(group);
        // Whoever gave this up before didn't see those, and whoever does from now on does.
        var reason = over.get();
        if (reason != null) {
            group.forEach(waiting -> waiting.answer.completeExceptionally(reason));
            return;
        }
        var results = group.isEmpty() ? List.<R>of() : sink.write(group.stream().map(Waiting::item).toList());
        for (int i = 0; i < group.size(); i++) {
            group.get(i).answer.complete(results.get(i));
        }
        writing = List.of();
        groups.incrementAndGet();
    }

    private void giveUp(Throwable failure) {
        fail(reason(failure));
    }

    /// Writes nothing more. Whoever waits is answered, whatever becomes of what is being written.
    void fail(StoreException reason) {
        if (over.compareAndSet(null, reason)) {
            failed.accept(reason);
        }
        writing.forEach(waiting -> waiting.answer.completeExceptionally(reason));
        refuseWaitingIfOver();
    }

    private StoreException reason(Throwable failure) {
        try {
            return sink.explain(failure);
        } catch (RuntimeException | Error e) {
            failure.addSuppressed(e);
            return StoreFailures.failed(null, failure);
        }
    }

    private void refuseWaitingIfOver() {
        var reason = over.get();
        if (reason != null) {
            for (var waiting = queue.poll(); waiting != null; waiting = queue.poll()) {
                waiting.answer.completeExceptionally(reason);
            }
        }
    }

    /// Returns when everything submitted before is written and the thread has ended, or when nothing was written for too
    /// long: then that is why it is over.
    @Override
    public void close() {
        enqueue(closing);
        long before;
        do {
            before = groups.get();
            ended.copy().completeOnTimeout(null, longest.toMillis(), TimeUnit.MILLISECONDS).join();
        } while (!ended.isDone() && groups.get() != before);
        if (!ended.isDone()) {
            giveUp(new TimeoutException("nothing was written for %d s".formatted(longest.toSeconds())));
        }
    }
}
