package dev.flowloom.files;

import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Executor;

/// Runs what it is given when the test says so, on the test's thread.
public final class HandDriven implements Executor {
    private final Queue<Runnable> waiting = new ArrayDeque<>();

    @Override
    public void execute(Runnable task) {
        waiting.add(task);
    }

    public int size() {
        return waiting.size();
    }

    public void runNext() {
        Objects.requireNonNull(waiting.poll(), "nothing is waiting").run();
    }

    /// Also what comes while it runs.
    public void runAll() {
        while (!waiting.isEmpty()) {
            runNext();
        }
    }
}
