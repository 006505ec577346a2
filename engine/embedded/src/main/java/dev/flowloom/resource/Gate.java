package dev.flowloom.resource;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import dev.flowloom.model.Resource;
import org.jspecify.annotations.Nullable;

/// Where those who want to use one resource come in, in the order in which they came. Who waits takes no thread.
final class Gate {
    private static final System.Logger LOG = System.getLogger(Gate.class.getName());

    /// One who wants to use the resource. Is told one of the two, by whatever thread, and must be quick.
    interface Caller {
        /// It's its turn.
        void go(Permit permit);

        void refuse(Refusal refusal);
    }

    private final String name;
    private final Resource resource;
    private final InstantSource clock;
    private final Resources.Alarm alarm;
    private final Consumer<ResourceState> changed;
    private final ReentrantLock lock = new ReentrantLock();
    private final @Nullable BreakerMachine breaker;
    private final @Nullable RateWindow rate;
    private final Instant made;
    private final SequencedSet<Caller> waiting = new LinkedHashSet<>();
    private int running;
    private @Nullable Instant wakes;

    /// @param changed is told when the breaker's state has changed
    Gate(String name, Resource resource, InstantSource clock, Resources.Alarm alarm,
            Consumer<ResourceState> changed) {
        this.name = name;
        this.resource = resource;
        this.clock = clock;
        this.alarm = alarm;
        this.changed = changed;
        breaker = resource.breaker() == null ? null : new BreakerMachine(name, resource.breaker(), clock);
        rate = resource.rate() == null ? null : new RateWindow(resource.rate());
        made = clock.instant();
    }

    /// Has a caller wait for its turn, which may come at once.
    ///
    /// @return makes it wait no more
    Runnable enter(Caller caller) {
        change(() -> waiting.addLast(caller));
        return () -> leave(caller);
    }

    private void leave(Caller caller) {
        change(() -> waiting.remove(caller));
    }

    ResourceState state() {
        lock.lock();
        try {
            return breaker == null
                    ? new ResourceState(name, resource, ResourceState.Breaker.CLOSED, made, null, 0, waiting.size(),
                            running)
                    : new ResourceState(name, resource, breaker.state(), breaker.since(), breaker.until(),
                            breaker.failures(), waiting.size(), running);
        } finally {
            lock.unlock();
        }
    }

    /// Changes something and lets in whoever may come in because of it. Nobody is told anything under the lock.
    private void change(Runnable change) {
        var news = new ArrayList<Runnable>();
        lock.lock();
        try {
            int era = breaker == null ? 0 : breaker.era();
            change.run();
            if (breaker != null) {
                breaker.look();
            }
            letIn(news);
            if (breaker != null && breaker.era() != era) {
                var now = state();
                news.addFirst(() -> changed.accept(now));
            }
            wakeAt(breaker == null ? null : breaker.until());
        } finally {
            lock.unlock();
        }
        news.forEach(Gate::tell);
    }

    /// One that goes wrong must not keep the others from hearing.
    private static void tell(Runnable news) {
        try {
            news.run();
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.ERROR, "Somebody could not be told of a resource.", e);
        }
    }

    private void letIn(List<Runnable> news) {
        while (!waiting.isEmpty()) {
            var first = waiting.getFirst();
            if (breaker != null && breaker.state() == ResourceState.Breaker.OPEN) {
                refuse(first, breaker, news);
                continue;
            }
            var now = clock.instant();
            var turn = rate == null ? now : rate.next(now);
            if (turn.isAfter(now)) {
                wakeAt(turn);
            }
            if (turn.isAfter(now) || (resource.concurrency() != null && running >= resource.concurrency())) {
                return;
            }
            if (breaker != null && !breaker.tryEnter()) {
                refuse(first, breaker, news);
            } else {
                letIn(first, now, news);
            }
        }
    }

    private void letIn(Caller caller, Instant now, List<Runnable> news) {
        waiting.remove(caller);
        running++;
        if (rate != null) {
            rate.begin(now);
        }
        var permit = new Use(breaker == null ? 0 : breaker.era());
        news.add(() -> caller.go(permit));
    }

    private void refuse(Caller caller, BreakerMachine by, List<Runnable> news) {
        waiting.remove(caller);
        var refusal = new Refusal(name, by.failures(), by.until());
        news.add(() -> caller.refuse(refusal));
    }

    private void wakeAt(@Nullable Instant due) {
        if (due != null && (wakes == null || due.isBefore(wakes))) {
            wakes = due;
            alarm.at(due, () -> change(() -> wakes = null));
        }
    }

    private final class Use implements Permit {
        private final int era;
        private boolean told;
        private boolean ended;

        Use(int era) {
            this.era = era;
        }

        @Override
        public void tell(Outcome outcome) {
            change(() -> {
                if (!told && breaker != null) {
                    breaker.tell(era, outcome);
                }
                told = true;
            });
        }

        @Override
        public void end() {
            change(() -> {
                running -= ended ? 0 : 1;
                ended = true;
            });
        }
    }
}
