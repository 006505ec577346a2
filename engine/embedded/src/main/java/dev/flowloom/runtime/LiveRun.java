package dev.flowloom.runtime;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;

import dev.flowloom.journal.Appended;
import dev.flowloom.journal.Batch;
import dev.flowloom.journal.Journal;
import dev.flowloom.journal.LockChange;
import dev.flowloom.run.Event;
import dev.flowloom.run.Input;
import dev.flowloom.run.RunId;
import dev.flowloom.run.Visit;
import org.jspecify.annotations.Nullable;

/// A run that is under way. Its thread takes what arrives, one turn after the other: decides, has the events kept, and
/// when they are durable, goes on from the new state. Nobody else touches the state.
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
        /// @param answer completed when what is decided because of it is durable
        record Asked(Input input, CompletableFuture<Boolean> answer) implements Question {}

        record Stop() implements Mail {}

        /// It can't go on, for a reason from outside.
        record GiveUp(RuntimeException cause) implements Mail {}
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
    private final Locks locks;
    private final Claims claims;
    private final Effects effects;
    private final Host host;
    private final BlockingQueue<Mail> mailbox = new LinkedBlockingQueue<>();
    private final Thread thread;
    /// Completed with the run's outcome, if that has come; fails with what it can't go on for.
    private final CompletableFuture<@Nullable RunOutcome> ended = new CompletableFuture<>();
    private boolean stopping;

    LiveRun(RunId id, Source source, Journal journal, InstantSource clock, Attempts attempts, Sources sources,
            Timers timers,
            Mailroom mailroom, Calls calls, Locks locks, Claims claims, Host host) {
        this.id = id;
        this.journal = journal;
        this.clock = clock;
        this.locks = locks;
        this.claims = claims;
        this.effects = new Effects(attempts, sources, timers, mailroom, calls, locks, new Answers());
        this.host = host;
        this.thread = Thread.ofVirtual().name("flowloom-run-" + id).unstarted(() -> run(source));
    }

    /// What comes of what it has under way outside.
    private final class Answers implements Calls.Caller {
        @Override
        public void answer(Input input) {
            mailbox.add(new Mail.Arrived(input));
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
        thread.start();
    }

    /// Asks it to stop for good, to pause, to go on, or to take an answer. The answer is true when it is durable that it does, or
    /// did already; false when it ended before, or when nobody waits for what was said.
    CompletableFuture<Boolean> ask(Input request) {
        var answer = new CompletableFuture<Boolean>();
        mailbox.add(new Mail.Asked(request, answer));
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
        mailbox.add(new Mail.Stop());
    }

    /// Has it fail, because something did that it can't go on without: the store, or a run that it called.
    void giveUp(RuntimeException cause) {
        mailbox.add(new Mail.GiveUp(cause));
    }

    /// Completed when it has stopped, for whatever reason.
    CompletableFuture<?> ended() {
        return ended.handle((_, _) -> true);
    }

    private void run(Source source) {
        try {
            var outcome = live(source).outcome();
            if (outcome == null) {
                host.stopped(this);
            } else {
                host.over(this, outcome);
            }
            ended.complete(outcome);
        } catch (Exception | Error e) {
            var cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
            try {
                host.failed(this, cause);
            } finally {
                ended.completeExceptionally(cause);
            }
        }
    }

    /// When it returns or throws, nothing is under way outside: whoever goes on with the run begins that anew.
    private Position live(Source source) throws InterruptedException {
        claims.claim(id);
        var found = source.find();
        try {
            // A run that is gone on with to be cancelled must not need what only its next attempt does.
            var position = turnFirst(found);
            become(position);
            while (!position.isOver() && !stopping) {
                position = turn(position, take());
            }
            return position;
        } finally {
            effects.become(List.of());
            locks.leave(id, found.locks());
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

    /// All that has arrived, at least one mail.
    private List<Mail.Question> take() throws InterruptedException {
        var mails = new ArrayList<Mail>();
        mails.add(mailbox.take());
        mailbox.drainTo(mails);
        return questions(mails);
    }

    /// All that has arrived; may be nothing.
    private List<Mail.Question> arrived() {
        var mails = new ArrayList<Mail>();
        mailbox.drainTo(mails);
        return questions(mails);
    }

    private List<Mail.Question> questions(List<Mail> mails) {
        var questions = new ArrayList<Mail.Question>();
        for (var mail : mails) {
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
        for (var question : questions) {
            if (isForItself(from, to, question, taken)) {
                break;
            }
            taken++;
            if (isTaken(from, to, question)) {
                var decided = to.rules().decide(to.state(), question.input(), now);
                to = to.after(decided);
                events.addAll(decided);
                if (question instanceof Mail.Asked it) {
                    // Otherwise, where nothing was decided, the run does already what was asked.
                    boolean answer = !decided.isEmpty() || !(it.input() instanceof Input.ApprovalAnswered
                            || it.input().revives());
                    told.add(() -> it.answer().complete(answer));
                }
            }
        }
        var changes = locks.changes(id, events, from.locks(), to.locks());
        if (!events.isEmpty()) {
            if (from.isOver()) {
                // Since its end it has been nobody's.
                claims.claim(id);
            }
            var gone = keep(new Batch(id, from.next(), now, events, changes, List.of()));
            if (gone != null) {
                return turn(from, without(gone, from, questions));
            }
            locks.taken(changes);
            host.advanced(id);
        }
        told.forEach(Runnable::run);
        if (!events.isEmpty()) {
            goOn(to, changes);
        }
        return taken < questions.size() ? turn(to, questions.subList(taken, questions.size())) : to;
    }

    /// A lock is nobody else's before what was interrupted in its scope has come to its end.
    private void goOn(Position to, List<LockChange> changes) {
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
        var waiting = at.state().visits().get(visit);
        return waiting == null || !(waiting.phase() instanceof Visit.Phase.Locking(var name, _, _))
                || !locks.isGranted(name, id, visit, token);
    }

    /// Without a message or a lock that is somebody else's by now: who waited for it waits on.
    private List<Mail.Question> without(Appended gone, Position at, List<Mail.Question> questions) {
        var left = new ArrayList<Mail.Question>();
        for (var question : questions) {
            if (question.input() instanceof Input.MessageArrived(var visit, var number, _)
                    && gone.equals(new Appended.MessageGone(number))) {
                effects.forgetMessage(visit);
            } else if (question.input() instanceof Input.LockGranted(var visit, _)
                    && gone instanceof Appended.LockGone(var name)) {
                locks.refused(name);
                effects.forgetLock(visit);
            } else {
                left.add(question);
            }
        }
        become(at);
        return left;
    }

    /// @return what in it is gone, so that nothing was kept; null where all was
    private @Nullable Appended keep(Batch batch) {
        var appended = journal.append(batch).join();
        return switch (appended) {
            case Appended.Durable _ -> null;
            case Appended.MessageGone _,Appended.LockGone _ -> appended;
            case Appended.NotOwned _ -> throw claims.elsewhere(id);
            case Appended.OutOfTurn _ when claims.isShared() -> throw claims.elsewhere(id);
            case Appended.OutOfTurn _,Appended.KeyTaken _,Appended.LetterGone _,Appended.SentBefore _ ->
                throw new IllegalStateException(
                        "somebody else goes on with the run %s at %d".formatted(id, batch.first()));
        };
    }
}
