package dev.flowloom.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import dev.flowloom.journal.Sharing;
import dev.flowloom.journal.StoreException;
import dev.flowloom.run.Input;
import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lives with other processes that have the same store open: looks now and then for what they sent, ask for and did, and takes
/// over what they left.
final class Coordination implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Coordination.class);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration CLAIM = Duration.ofMillis(500);
    private static final Duration ANSWER_LOOKED_FOR = Duration.ofMillis(50);
    /// For how long the store may fail to be read: a connection that was cut is replaced.
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MESSAGES_AT_ONCE = 1_000;

    /// What it needs of the engine.
    interface Host {
        /// Does what another process asks of a run.
        boolean ask(RunId run, Input request);

        void resume(RunId run);

        /// A run that others go on with may have ended, or have more events.
        void lookAt(RunId run);
    }

    private final Sharing sharing;
    private final LiveRuns runs;
    private final Feeds feeds;
    private final Mailroom mailroom;
    private final Host host;
    private final Set<RunId> stranded = ConcurrentHashMap.newKeySet();
    private final Set<Long> answering = ConcurrentHashMap.newKeySet();
    private final Thread thread = Thread.ofVirtual().name("flowloom-coordination").unstarted(this::run);
    private long lastMessage;
    private long setAside;
    private long nextClaim;
    /// Since when the store can't be read; null while it can.
    private @Nullable Long failing;
    private volatile boolean takesAll;
    private volatile boolean closed;

    Coordination(Sharing sharing, LiveRuns runs, Feeds feeds, Mailroom mailroom, Host host) {
        this.sharing = sharing;
        this.runs = runs;
        this.feeds = feeds;
        this.mailroom = mailroom;
        this.host = host;
        nextClaim = System.nanoTime();
    }

    void start() {
        lastMessage = sharing.lastMessage();
        setAside = sharing.setAside();
        sharing.whenLost(runs::lost);
        thread.start();
    }

    /// From now on all is taken over that others leave.
    void takeAll() {
        takesAll = true;
        resume(sharing.claimLeft(null, runs.broken()));
        sharing.owned().forEach(this::goOn);
    }

    /// What was taken and could not be gone on with is tried again: it is this process's own, and nobody else goes on with it.
    private void resume(List<RunId> taken) {
        stranded.addAll(taken);
        Set.copyOf(stranded).forEach(this::goOn);
    }

    /// What is wrong with one keeps the others from nothing.
    private void goOn(RunId run) {
        if (closed) {
            return;
        }
        try {
            host.resume(run);
            stranded.remove(run);
        } catch (NoSuchRunException _) {
            // It was removed just now. One that begins here may not be there yet.
            if (stranded.remove(run) || runs.elsewhere().contains(run)) {
                sharing.release(run);
            }
        } catch (StoreException e) {
            e.throwUnlessDamaged();
            stranded.remove(run);
            runs.damaged(run, e);
        } catch (RuntimeException e) {
            LOG.warn("The run {} is this process's own and can't be gone on with now.", run, e);
        }
    }

    private void lookAt(RunId run) {
        try {
            host.lookAt(run);
        } catch (NoSuchRunException e) {
            runs.tell(run, e);
        } catch (StoreException e) {
            e.throwUnlessDamaged();
            runs.tell(run, e);
        }
    }

    private void run() {
        while (!closed) {
            try {
                look();
                failing = null;
            } catch (StoreException e) {
                failed(e);
            } catch (RuntimeException | Error e) {
                LOG.warn("What other processes did could not be looked at.", e);
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    /// Who only waits for what others do writes nothing, and would never learn of it.
    private void failed(StoreException cause) {
        long now = System.nanoTime();
        var since = failing;
        if (since == null) {
            failing = now;
        } else if (now - since > PATIENCE.toNanos()) {
            runs.storeFailed(cause);
        }
    }

    private void look() {
        for (var sent : sharing.sentAfter(lastMessage, MESSAGES_AT_ONCE)) {
            mailroom.arrived(sent.name(), sent.key());
            lastMessage = sent.number();
        }
        sharing.requests().forEach(this::answer);
        runs.waitedForElsewhere().forEach(this::lookAt);
        feeds.runs().stream().filter(run -> runs.find(run) == null).forEach(feeds::wake);
        if (System.nanoTime() - nextClaim >= 0) {
            nextClaim = System.nanoTime() + CLAIM.toNanos();
            takeOver();
            lookForRepairs();
        }
    }

    private void lookForRepairs() {
        long now = sharing.setAside();
        if (now != setAside) {
            mailroom.lookAgain();
            setAside = now;
        }
    }

    private void takeOver() {
        var elsewhere = runs.elsewhere();
        if (takesAll || !elsewhere.isEmpty()) {
            stranded.retainAll(sharing.owned());
            resume(sharing.claimLeft(takesAll ? null : elsewhere, runs.broken()));
        }
        // What was lost and is this engine's own again.
        var owned = Set.copyOf(sharing.owned());
        elsewhere.stream().filter(owned::contains).forEach(this::goOn);
    }

    private void answer(Sharing.Request request) {
        if (answering.add(request.number())) {
            Thread.ofVirtual().name("flowloom-request").start(() -> {
                try {
                    answerOnce(request);
                } catch (StoreException e) {
                    // Whether it was done isn't known, or can't be told: who asked hears that this process doesn't answer.
                    LOG.debug("The request {} could not be answered.", request.number(), e);
                } finally {
                    answering.remove(request.number());
                }
            });
        }
    }

    private void answerOnce(Sharing.Request request) {
        // It may have been answered after it was found open, and before this thread began.
        if (!sharing.isOpen(request.number())) {
            return;
        }
        Sharing.Answer answer;
        try {
            answer = answered(request);
        } catch (CancellationException | RunElsewhereException _) {
            // Nothing was done; whoever has the run next answers.
            sharing.giveBack(request.number());
            return;
        }
        try {
            sharing.answer(request.number(), answer);
        } catch (StoreException _) {
            // A connection that was cut is replaced.
            sharing.answer(request.number(), answer);
        }
    }

    private Sharing.Answer answered(Sharing.Request request) {
        try {
            return new Sharing.Answer(host.ask(request.run(), RequestText.read(request.text())), null);
        } catch (StoreException | CancellationException | RunElsewhereException e) {
            throw e;
        } catch (RuntimeException e) {
            return new Sharing.Answer(null, String.valueOf(e.getMessage()));
        }
    }

    /// Asks for something of a run that another process goes on with, and waits for its answer.
    ///
    /// @param here asks here, where nobody else goes on with the run any more
    /// @throws RunElsewhereException where nobody answers
    boolean ask(RunId run, Input request, BooleanSupplier here) {
        var text = RequestText.write(request);
        long number = sharing.ask(run, text);
        long deadline = System.nanoTime() + sharing.lease().multipliedBy(2).toNanos();
        while (System.nanoTime() - deadline < 0 && !closed) {
            var answer = sharing.answerTo(number);
            if (answer != null) {
                sharing.forget(number);
                return given(answer);
            }
            if (sharing.withdraw(number)) {
                try {
                    return here.getAsBoolean();
                } catch (RunElsewhereException _) {
                    number = sharing.ask(run, text);
                }
            }
            LockSupport.parkNanos(ANSWER_LOOKED_FOR.toNanos());
        }
        sharing.forget(number);
        var owner = sharing.ownerOf(run);
        throw owner == null ? RunElsewhereException.of(run, null) : RunElsewhereException.silent(run, owner);
    }

    private static boolean given(Sharing.Answer answer) {
        if (answer.given() == null) {
            throw new IllegalArgumentException(String.valueOf(answer.failure()));
        }
        return answer.given();
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
