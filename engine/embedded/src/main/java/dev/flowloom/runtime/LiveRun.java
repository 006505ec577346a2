package dev.flowloom.runtime;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;

import dev.flowloom.journal.Appended;
import dev.flowloom.journal.Batch;
import dev.flowloom.journal.Journal;
import dev.flowloom.run.Event;
import dev.flowloom.run.Input;
import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;

/// A run that is under way. Its thread takes what arrives, one turn after the other: decides, has the events kept, and
/// when they are durable, goes on from the new state. Nobody else touches the state.
final class LiveRun {
    /// What can lie in the mailbox.
    private sealed interface Mail {
        record Arrived(Input input) implements Mail {}

        record Stop() implements Mail {}
    }

    /// Finds out where a run stands. May take a while.
    interface Source {
        Position find();
    }

    /// Is told what becomes of a run.
    interface Host {
        /// More events are durable.
        void advanced(RunId run);

        /// It has ended, durably.
        void over(LiveRun run, RunOutcome outcome);

        /// It was told to stop before its end.
        void stopped(LiveRun run);

        /// It can't go on.
        void failed(LiveRun run, Throwable cause);
    }

    private final RunId id;
    private final Journal journal;
    private final InstantSource clock;
    private final Effects effects;
    private final Host host;
    private final BlockingQueue<Mail> mailbox = new LinkedBlockingQueue<>();
    private final Thread thread;
    private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
    private boolean stopping;

    LiveRun(RunId id, Source source, Journal journal, InstantSource clock, Attempts attempts, Timers timers,
            Host host) {
        this.id = id;
        this.journal = journal;
        this.clock = clock;
        this.effects = new Effects(attempts, timers, this::offer);
        this.host = host;
        this.thread = Thread.ofVirtual().name("flowloom-run-" + id).unstarted(() -> run(source));
    }

    RunId id() {
        return id;
    }

    void start() {
        thread.start();
    }

    void offer(Input input) {
        mailbox.add(new Mail.Arrived(input));
    }

    /// Has it stop when it has taken what arrived before.
    void stop() {
        mailbox.add(new Mail.Stop());
    }

    /// Waits for it to stop. Not ended by an interrupt.
    void join() {
        ended.join();
    }

    private void run(Source source) {
        try {
            var outcome = live(source.find()).outcome();
            if (outcome == null) {
                host.stopped(this);
            } else {
                host.over(this, outcome);
            }
        } catch (CompletionException e) {
            host.failed(this, e.getCause() == null ? e : e.getCause());
        } catch (Exception | Error e) {
            host.failed(this, e);
        } finally {
            effects.become(List.of());
            ended.complete(null);
        }
    }

    private Position live(Position from) throws InterruptedException {
        var position = from;
        effects.become(position.pending());
        while (!position.isOver() && !stopping) {
            position = turn(position, take());
        }
        return position;
    }

    /// All that has arrived, at least one.
    private List<Input> take() throws InterruptedException {
        var mails = new ArrayList<Mail>();
        mails.add(mailbox.take());
        mailbox.drainTo(mails);
        var inputs = new ArrayList<Input>();
        for (var mail : mails) {
            switch (mail) {
                case Mail.Arrived(var input) -> inputs.add(input);
                case Mail.Stop() -> stopping = true;
            }
        }
        return inputs;
    }

    /// Several inputs make one append: a run waits as seldom as it can.
    private Position turn(Position from, List<Input> inputs) {
        var now = clock.instant();
        var to = from;
        var events = new ArrayList<Event>();
        for (var input : inputs) {
            if (!to.isOver()) {
                var decided = to.rules().decide(to.state(), input, now);
                to = to.after(decided);
                events.addAll(decided);
            }
        }
        if (!events.isEmpty()) {
            keep(new Batch(id, from.next(), now, events));
            host.advanced(id);
            effects.become(to.pending());
        }
        return to;
    }

    private void keep(Batch batch) {
        var appended = journal.append(batch).join();
        if (!(appended instanceof Appended.Durable)) {
            throw new IllegalStateException("somebody else goes on with the run %s: %s".formatted(id, appended));
        }
    }
}
