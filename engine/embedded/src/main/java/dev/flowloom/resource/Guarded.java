package dev.flowloom.resource;

import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

/// A use of a resource from asking for it to its end, however it is ended.
public final class Guarded implements Gate.Caller {
    /// What is done with the resource.
    public interface Work {
        /// Has a thread do something, or nobody where that is not possible any more.
        ///
        /// @return interrupts it, or keeps it from being begun
        Runnable start(Runnable work);

        /// Does it.
        ///
        /// @param permit is to be told what came of it
        void run(Permit permit);

        /// What being interrupted now says of the resource.
        Permit.Outcome interrupted();

        void refused(Refusal refusal);
    }

    private final Work work;
    private final AtomicBoolean begun = new AtomicBoolean();
    private @Nullable Permit permit;
    private @Nullable Runnable interrupt;
    private boolean stopped;

    Guarded(Work work) {
        this.work = work;
    }

    Runnable begin(Gate gate) {
        var leave = gate.enter(this);
        return () -> {
            leave.run();
            stop();
        };
    }

    @Override
    public synchronized void go(Permit given) {
        permit = given;
        if (stopped) {
            giveBack(given, Permit.Outcome.UNTOLD);
        } else {
            interrupt = work.start(() -> run(given));
        }
    }

    private void run(Permit given) {
        if (begun.compareAndSet(false, true)) {
            try {
                work.run(given);
            } finally {
                giveBack(given, Permit.Outcome.UNTOLD);
            }
        }
    }

    @Override
    public void refuse(Refusal refusal) {
        work.refused(refusal);
    }

    private synchronized void stop() {
        stopped = true;
        if (permit != null && interrupt != null) {
            if (begun.compareAndSet(false, true)) {
                giveBack(permit, Permit.Outcome.UNTOLD);
            } else {
                // Before it is interrupted: what comes of that says something else.
                permit.tell(work.interrupted());
            }
            interrupt.run();
        }
    }

    private static void giveBack(Permit permit, Permit.Outcome outcome) {
        permit.tell(outcome);
        permit.end();
    }
}
