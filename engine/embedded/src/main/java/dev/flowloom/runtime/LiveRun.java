package dev.flowloom.runtime;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.SortedMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.flowloom.journal.Appended;
import dev.flowloom.journal.Batch;
import dev.flowloom.journal.Journal;
import dev.flowloom.journal.LockChange;
import dev.flowloom.journal.StoreException;
import dev.flowloom.run.Event;
import dev.flowloom.run.HeldLock;
import dev.flowloom.run.Input;
import dev.flowloom.run.Rules;
import dev.flowloom.run.RunId;
import dev.flowloom.run.Visit;
import dev.flowloom.run.VisitId;
import org.jspecify.annotations.Nullable;

/// A run that is under way. A thread takes what arrives, one turn after the other: decides, has the events kept, and
/// when they are durable, goes on from the new state. Nobody else touches the state. As long as nothing arrives there is no
/// thread: many runs wait for days.
final class LiveRun {
    /// What can lie in the mailbox.
    private sealed interface Mail {
        /// Something to decide on.
        sealed interface Question extends Mail {
            Input input();
        }

        record Arrived(Input input) implements Question {}

        /// Somebody wants something of the run.
        ///
        /// @param terms by what a retry was planned; null for anything else
        /// @param answer completed when what is decided because of it is durable
        record Asked(Input input, @Nullable Terms terms, CompletableFuture<Boolean> answer) implements Question {}

        record Stop() implements Mail {}

        /// It can't go on, for a reason from outside.
        record GiveUp(RuntimeException cause) implements Mail {}
    }

    /// By what a retry was planned.
    ///
    /// @param rules of the definition that the run goes on with
    /// @param resentBy the runs to which its items were sent again: what they did isn't done again
    record Terms(Rules rules, List<RunId> resentBy) {}

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
    private final Locks locks;
    private final Workers workers;
    private final Turns turns;
    private final Claims claims;
    private final Effects effects;
    private final Host host;
    private final Queue<Mail> mailbox = new ConcurrentLinkedQueue<>();
    /// Whether a thread takes what arrives, or will; also before the start and after the end, when nobody is to begin one.
    private final AtomicBoolean awake = new AtomicBoolean(true);
    /// Completed with the run's outcome, if that has come; fails with what it can't go on for.
    private final CompletableFuture<@Nullable RunOutcome> ended = new CompletableFuture<>();
    private boolean stopping;
    /// Null once that is known.
    private @Nullable Source source;
    /// Null as long as that isn't known.
    private @Nullable Position position;
    private SortedMap<VisitId, HeldLock> locksAtFirst = Collections.emptySortedMap();

    LiveRun(RunId id, Source source, Journal journal, InstantSource clock, Attempts attempts, Sources sources,
            Timers timers,
            Mailroom mailroom, Calls calls, Locks locks, Workers workers, Turns turns, Claims claims,
            Host host) {
        this.id = id;
        this.journal = journal;
        this.clock = clock;
        this.locks = locks;
        this.workers = workers;
        this.turns = turns;
        this.claims = claims;
        this.effects = new Effects(attempts, sources, timers, mailroom, calls, locks, workers, new Answers(),
                input -> post(new Mail.Arrived(input), this::takeHere));
        this.host = host;
        this.source = source;
    }

    /// What comes of what it has under way outside.
    private final class Answers implements Calls.Caller {
        @Override
        public void answer(Input input) {
            post(new Mail.Arrived(input));
        }

        @Override
        public void broken(RuntimeException cause) {
            giveUp(cause);
        }
    }

    RunId id() {
        return id;
    }

    void start() {
        takeInThread();
    }

    private void post(Mail mail) {
        post(mail, this::takeInThread);
    }

    /// @param take has what arrived taken, where nobody does
    private void post(Mail mail, Runnable take) {
        mailbox.add(mail);
        if (awake.compareAndSet(false, true)) {
            take.run();
        }
    }

    private void takeHere() {
        if (!workers.goOn(this::run)) {
            takeInThread();
        }
    }

    private void takeInThread() {
        turns.start("flowloom-run-" + id, this::run);
    }

    /// Asks it to stop for good, to pause, to go on, or to take an answer. The answer is true when it is durable that it does, or
    /// did already; false when it ended before, or when nobody waits for what was said.
    CompletableFuture<Boolean> ask(Input request) {
        return ask(request, null);
    }

    /// As the other, of a retry by its terms.
    CompletableFuture<Boolean> ask(Input request, @Nullable Terms terms) {
        var answer = new CompletableFuture<Boolean>();
        post(new Mail.Asked(request, terms, answer));
        // Nobody takes what arrives after its end. An answer that was given stays.
        var _ = ended.whenComplete((outcome, failure) -> answerLate(answer, outcome, failure));
        return answer;
    }

    private static void answerLate(CompletableFuture<Boolean> answer, @Nullable RunOutcome outcome,
            @Nullable Throwable failure) {
        if (failure != null) {
            answer.completeExceptionally(failure);
        } else if (outcome != null) {
            answer.complete(false);
        } else {
            answer.completeExceptionally(new CancellationException(
                    "The engine was closed before the run took what was asked of it. Resume the run and ask again."));
        }
    }

    /// Has it stop when it has taken what arrived before.
    void stop() {
        post(new Mail.Stop());
    }

    /// Has it fail, because something did that it can't go on without: the store, or a run that it called.
    void giveUp(RuntimeException cause) {
        post(new Mail.GiveUp(cause));
    }

    /// Completed when it has stopped, for whatever reason.
    CompletableFuture<?> ended() {
        return ended.handle((_, _) -> true);
    }

    private void run() {
        try {
            boolean sleeps;
            do {
                if (goOn()) {
                    return;
                }
                awake.set(false);
                sleeps = mailbox.isEmpty() || !awake.compareAndSet(false, true);
            } while (!sleeps);
        } catch (Exception | Error e) {
            var cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
            try {
                host.failed(this, cause);
            } finally {
                ended.completeExceptionally(cause);
            }
        }
    }

    /// A run may have turned out to be over already when it was made this process's own: then it isn't any more.
    private void release() {
        try {
            claims.release(id);
        } catch (StoreException _) {
            // Others may have it all the same: it has ended.
        }
    }

    /// Takes what has arrived.
    ///
    /// @return whether that was the last
    private boolean goOn() {
        var then = take();
        if (!then.isOver() && !stopping) {
            return false;
        }
        leave();
        var outcome = then.outcome();
        if (outcome == null) {
            host.stopped(this);
        } else {
            release();
            host.over(this, outcome);
        }
        ended.complete(outcome);
        return true;
    }

    /// When it throws, nothing is under way outside: whoever goes on with the run begins that anew.
    private Position take() {
        var from = position;
        if (from == null) {
            claims.claim(id);
        }
        try {
            var then = from == null ? begin() : turn(from, arrived());
            position = then;
            return then;
        } catch (Exception | Error e) {
            leave(e);
            throw e;
        }
    }

    private Position begin() {
        var found = Objects.requireNonNull(source).find();
        source = null;
        locksAtFirst = found.locks();
        // A run that is gone on with to be cancelled must not need what only its next attempt does.
        var then = turnFirst(found);
        become(then);
        return then;
    }

    private void leave() {
        try {
            effects.become(List.of());
        } finally {
            locks.leave(id, locksAtFirst);
        }
    }

    /// Because of something that tells more than what may go wrong here as well.
    private void leave(Throwable because) {
        try {
            leave();
        } catch (RuntimeException e) {
            because.addSuppressed(e);
        }
    }

    /// What a crash cut off in a paused run is not begun anew before that goes on.
    private void become(Position position) {
        if (position.state().paused()) {
            effects.keep(position.pending());
        } else {
            effects.become(position.pending());
        }
    }

    /// In a scope whose lock was lost nothing may begin anew.
    private Position turnFirst(Position found) {
        var questions = new ArrayList<Mail.Question>();
        locks.reclaim(id, found.locks()).forEach(lost -> questions.add(new Mail.Arrived(lost)));
        questions.addAll(arrived());
        return turn(found, questions);
    }

    /// All that has arrived; may be nothing.
    private List<Mail.Question> arrived() {
        var questions = new ArrayList<Mail.Question>();
        for (var mail = mailbox.poll(); mail != null; mail = mailbox.poll()) {
            switch (mail) {
                case Mail.Question question -> questions.add(question);
                case Mail.Stop() -> stopping = true;
                case Mail.GiveUp(var cause) -> throw cause;
            }
        }
        return questions;
    }

    /// Several inputs make one append: a run waits as seldom as it can.
    private Position turn(Position from, List<Mail.Question> questions) {
        var now = clock.instant();
        var to = from;
        var events = new ArrayList<Event>();
        var told = new ArrayList<Runnable>();
        int taken = 0;
        boolean asksAnew = false;
        @Nullable
        Terms terms = null;
        for (var question : questions) {
            if (isForItself(from, to, question, taken)) {
                break;
            }
            taken++;
            if (isTaken(from, to, question)) {
                var by = question instanceof Mail.Asked asked ? asked.terms() : null;
                var at = by == null ? to : to.under(by.rules());
                var decided = at.rules().turn(at.state(), question.input(), now);
                if (!decided.events().isEmpty()) {
                    to = at.after(decided);
                    terms = by == null ? terms : by;
                }
                events.addAll(decided.events());
                if (decided.events().isEmpty() && question.input() instanceof Input.TimerFired(var timer)) {
                    // Of a clock that was set back since: it becomes due once more.
                    effects.forgetTimer(timer);
                    asksAnew = true;
                }
                if (question instanceof Mail.Asked it) {
                    // Otherwise, where nothing was decided, the run does already what was asked.
                    boolean answer = !decided.events().isEmpty() || !(it.input() instanceof Input.ApprovalAnswered
                            || it.input().revives());
                    told.add(() -> it.answer().complete(answer));
                }
            } else if (question.input() instanceof Input.LockGranted(var visit, _) && wantedBy(visit, to) != null) {
                // It was another process's before this one could take it.
                effects.forgetLock(visit);
                asksAnew = true;
            }
        }
        var changes = changes(events, from, to, questions);
        if (!events.isEmpty()) {
            if (from.isOver()) {
                // Since its end it has been nobody's.
                claims.claim(id);
            }
            var gone = keep(new Batch(id, from.next(), now, events, changes, List.of(),
                    terms == null ? null : terms.resentBy()));
            if (gone != null) {
                return turn(from, without(gone, from, questions));
            }
            locks.taken(changes);
            host.advanced(id);
        }
        told.forEach(Runnable::run);
        if (!events.isEmpty() || asksAnew) {
            become(to, changes);
        }
        return taken < questions.size() ? turn(to, questions.subList(taken, questions.size())) : to;
    }

    /// A lock is nobody else's, in this process or another one, before what was interrupted in its scope has come to its end.
    private List<LockChange> changes(List<Event> events, Position from, Position to, List<Mail.Question> questions) {
        var changes = locks.changes(id, events, from.locks(), to.locks());
        return claims.isShared() && !changes.isEmpty()
                && effects.cutsOff(to.pending(), questions.stream().map(Mail.Question::input).toList())
                        ? Locks.leaving(changes)
                        : changes;
    }

    private void become(Position to, List<LockChange> changes) {
        try {
            become(to);
        } finally {
            effects.whenStopped(id, () -> locks.released(changes));
        }
    }

    /// Nothing happens after the end but what the run was woken up for.
    private boolean isTaken(Position from, Position to, Mail.Question question) {
        return to.isOver() ? from.isOver() && question.input().revives() : !isStale(to, question);
    }

    /// What is begun before a pause and after it differs, so a pause, and its end, is a turn of its own.
    private static boolean isForItself(Position from, Position to, Mail.Question question, int taken) {
        return taken > 0 && (question.input() instanceof Input.PauseRequested
                || from.state().paused() != to.state().paused());
    }

    /// A lock that was granted to a scope that was told to want it no longer, and so has passed on.
    private boolean isStale(Position at, Mail.Question question) {
        if (!(question.input() instanceof Input.LockGranted(var visit, var token))) {
            return false;
        }
        var name = wantedBy(visit, at);
        return name == null || !locks.isGranted(name, id, visit, token);
    }

    /// The lock that a visit waits for.
    private static @Nullable String wantedBy(VisitId visit, Position at) {
        var waiting = at.state().visits().get(visit);
        return waiting != null && waiting.phase() instanceof Visit.Phase.Locking(var name, _, _) ? name : null;
    }

    /// Without a message or a lock that is somebody else's by now: who waited for it waits on. And without a retry of which items were
    /// sent again meanwhile.
    private List<Mail.Question> without(Appended gone, Position at, List<Mail.Question> questions) {
        var left = new ArrayList<Mail.Question>();
        for (var question : questions) {
            if (question.input() instanceof Input.MessageArrived(var visit, var number, _, _)
                    && gone.equals(new Appended.MessageGone(number))) {
                effects.forgetMessage(visit);
            } else if (question.input() instanceof Input.LockGranted(var visit, _)
                    && gone instanceof Appended.LockGone(var name) && name.equals(wantedBy(visit, at))) {
                locks.refused(name);
                effects.forgetLock(visit);
            } else if (question instanceof Mail.Asked asked && asked.terms() != null
                    && gone instanceof Appended.LetterGone) {
                asked.answer().complete(false);
            } else {
                left.add(question);
            }
        }
        become(at);
        return left;
    }

    /// @return what in it is gone, so that nothing was kept; null where all was
    private @Nullable Appended keep(Batch batch) {
        workers.handOver();
        var appended = journal.append(batch).join();
        return switch (appended) {
            case Appended.Durable _ -> null;
            case Appended.MessageGone _,Appended.LockGone _,Appended.LetterGone _ -> appended;
            case Appended.NotOwned _ -> throw claims.elsewhere(id);
            case Appended.OutOfTurn _ when claims.isShared() -> throw claims.elsewhere(id);
            case Appended.OutOfTurn _,Appended.KeyTaken _,Appended.SentBefore _ ->
                throw new IllegalStateException(
                        "somebody else goes on with the run %s at %d".formatted(id, batch.first()));
        };
    }
}
