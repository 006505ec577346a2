package dev.flowloom.runtime;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Threads in which something is done for runs that may take long: attempts at steps, readings of sources.
///
/// They are the operating system's: virtual ones share as many carriers as there are processors, so that a few steps that
/// compute would keep timers, runs and everything else from going on.
///
/// What a piece of work leads to is done in its thread too where no other one does so, and if that begins a next one, so is this: a run
/// that is alone has no other thread to wake up than the journal's.
final class Workers {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
    /// That of the calling thread, while it does what its work leads to.
    private static final ThreadLocal<@Nullable Line> LINE = new ThreadLocal<>();

    private final ExecutorService threads = Executors
            .newCachedThreadPool(Thread.ofPlatform().daemon().name("flowloom-attempt-", 1).factory());
    /// Whether a thread of these does. More would only wait for one another.
    private final AtomicBoolean going = new AtomicBoolean();
    private final Set<Task> working = ConcurrentHashMap.newKeySet();
    /// Of each run, what was interrupted and isn't left yet.
    private final ConcurrentMap<RunId, Set<Task>> interrupted = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    /// Has work done. What it gives is done after that, by the same thread, which is not interrupted any more.
    ///
    /// @return interrupts the work, or keeps it from being begun
    Runnable start(RunId run, Supplier<Runnable> work) {
        if (stopping) {
            return Workers::doNothing;
        }
        var task = new Task(run, work);
        var here = mine();
        if (here == null || !here.take(task)) {
            execute(task);
        }
        return task::interrupt;
    }

    private static void doNothing() {}

    /// The calling thread's line, if it is of these workers.
    private @Nullable Line mine() {
        var line = LINE.get();
        return line != null && line.isOf(this) ? line : null;
    }

    private void execute(Task task) {
        try {
            threads.execute(new Line(task));
        } catch (RejectedExecutionException _) {
            task.left.complete(null);
        }
    }

    /// Has the calling thread go on with something that may wait, unless it is none of these, or another one of them does so already.
    ///
    /// @return whether it did
    boolean goOn(Runnable something) {
        if (mine() == null || !going.compareAndSet(false, true)) {
            return false;
        }
        try {
            something.run();
        } finally {
            going.set(false);
        }
        return true;
    }

    /// The calling thread is about to wait: if it is one of these, another one begins what it was to go on with.
    void handOver() {
        var here = mine();
        if (here != null) {
            here.handOver();
        }
    }

    /// Completed when no work for the run goes on any longer that was interrupted before.
    CompletableFuture<?> interruptedEnd(RunId run) {
        var tasks = interrupted.get(run);
        return tasks == null
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.allOf(tasks.stream().map(task -> task.left).toArray(CompletableFuture[]::new));
    }

    boolean isStopping() {
        return stopping;
    }

    /// Interrupts all work, and waits for its end for a while. What comes of it nevertheless still leads to what it would.
    void stop(Duration grace) {
        stopping = true;
        threads.shutdown();
        working.forEach(Task::interrupt);
        try {
            threads.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// What one thread has to do.
    private final class Line implements Runnable {
        private @Nullable Task next;

        Line(Task first) {
            next = first;
        }

        @Override
        public void run() {
            for (var task = poll(); task != null; task = poll()) {
                var then = task.work();
                LINE.set(this);
                try {
                    then.run();
                } catch (RuntimeException | Error e) {
                    handOver();
                    throw e;
                } finally {
                    LINE.remove();
                }
            }
        }

        boolean isOf(Workers workers) {
            return workers.equals(Workers.this);
        }

        /// False where there is something already.
        boolean take(Task task) {
            if (next != null) {
                return false;
            }
            next = task;
            return true;
        }

        void handOver() {
            var task = poll();
            if (task != null) {
                execute(task);
            }
        }

        private @Nullable Task poll() {
            var task = next;
            next = null;
            return task;
        }
    }

    private final class Task {
        private final RunId run;
        private final FutureTask<?> work;
        private final CompletableFuture<@Nullable Void> left = new CompletableFuture<>();
        private volatile Runnable then = Workers::doNothing;

        Task(RunId run, Supplier<Runnable> work) {
            this.run = run;
            this.work = new FutureTask<>(() -> then = work.get());
        }

        /// @return what it leads to
        Runnable work() {
            working.add(this);
            if (stopping) {
                interrupt();
            }
            try {
                work.run();
            } finally {
                working.remove(this);
                // It came too late.
                var _ = Thread.interrupted();
                left.complete(null);
            }
            if (work.state() == Future.State.FAILED) {
                LOG.error("Something that was done for the run {} ended in an error, and gave no answer.", run,
                        work.exceptionNow());
            }
            return then;
        }

        void interrupt() {
            if (!left.isDone()) {
                interrupted.compute(run, (_, all) -> {
                    var more = all == null ? ConcurrentHashMap.<Task>newKeySet() : all;
                    more.add(this);
                    return more;
                });
                work.cancel(true);
                var _ = left.thenRun(this::forget);
            }
        }

        private void forget() {
            interrupted.computeIfPresent(run, (_, all) -> {
                all.remove(this);
                return all.isEmpty() ? null : all;
            });
        }
    }
}
