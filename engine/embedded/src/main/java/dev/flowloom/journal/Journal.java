package dev.flowloom.journal;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;

/// The log of everything that happened in all runs of a store. It is only ever added to, but for what turns out to be damaged,
/// which [#restore] moves aside.
///
/// Everything here may be called from any thread, also from one that is interrupted. Every method throws a
/// [StoreException] when the store fails; after a write has failed, all methods do, until the store is opened again.
public interface Journal extends AutoCloseable {
    /// How many events a part of a long history has at least.
    int PAGE = 500;
    /// The longest idempotency key, and the longest id of a flow, in characters.
    int LONGEST_NAME = 1000;

    /// Adds events to a run. The future is completed when they are durable, or were refused; it fails with a
    /// [StoreException] when the store does, and then the events may or may not be found after it is opened again.
    /// What depends on the future must not take long unless it runs elsewhere: it holds up other appends.
    CompletableFuture<Appended> append(Batch batch);

    /// Keeps a message until a run receives it: it does by appending a batch that says so. The future is completed when the
    /// message is durable, or when it turned out to have been sent before.
    CompletableFuture<Appended> send(Message message);

    /// Keeps a message no longer; refused where it isn't kept any more.
    CompletableFuture<Appended> drop(long number);

    /// The messages that are kept, the first sent first.
    List<Message.Kept> messages(int limit);

    /// Those that are kept under a name and a key, the first sent first.
    ///
    /// @param after only those that were sent after the one of this number; 0 for all
    List<Message.Kept> messages(String name, String key, long after, int limit);

    /// Says of dead letters that they are dropped; refused where one isn't open, and then none is.
    CompletableFuture<Appended> dropLetters(List<Long> numbers, DeadLetter.Change change);

    /// Dead letters, the first kept first.
    ///
    /// @param run of that run alone; null for all
    /// @param closedToo those as well that were sent again or dropped
    List<DeadLetter> letters(@Nullable RunId run, boolean closedToo, int limit);

    @Nullable
    DeadLetter letter(long number);

    /// The runs by which items of a run were sent again, the first begun first.
    List<RunId> resentBy(RunId run);

    /// Keeps a definition under its hash; the future is completed when it is durable. Keeping it again changes nothing.
    CompletableFuture<?> define(String hash, String definition);

    /// Keeps a lock with who has it by that token; without any effect where it is somebody else's by then. The future is
    /// completed when it is durable.
    CompletableFuture<?> renew(String lock, long token, Instant until);

    /// Has a lock be nobody's that was left; without any effect where it is somebody else's by then. The future is completed when it
    /// is durable.
    CompletableFuture<?> release(LockChange.Release release);

    /// A lock of that name, if it was ever taken.
    LockChange.@Nullable Kept lock(String name);

    /// All locks that were ever taken.
    List<LockChange.Kept> locks();

    @Nullable
    String definition(String hash);

    /// A run's events from this sequence on, those alone that are durable; nothing for a run that isn't here. Of many events
    /// it is the next thousand or so, so that a long history needn't be in memory: the others are read from there on. Where
    /// fewer than [#PAGE] come there are no more for now.
    ///
    /// @throws StoreException also when what is read is damaged, saying where
    List<Recorded> read(RunId run, long from);

    /// A run's last event, of those that are durable; null for a run that isn't here.
    ///
    /// @throws StoreException also when it is damaged
    @Nullable
    Recorded last(RunId run);

    /// What is left of a run as it was written, also where some of it is damaged; null for a run that isn't here. Reads
    /// all of it, some at a time.
    @Nullable
    Examined examine(RunId run, Findings findings);

    /// Sets aside what of a run is not intact, gives back the messages that the run received by it, and lists the run as its
    /// intact events have it. Refused where the run is no longer as it was examined.
    ///
    /// @param goingOn what comes next after the intact events; null where these end the run
    CompletableFuture<Appended> restore(Examined examined, @Nullable Batch goingOn);

    @Nullable
    RunSummary find(RunId run);

    /// The run that was started for a flow under an idempotency key.
    @Nullable
    RunId findByKey(String flow, String key);

    /// The latest started first.
    List<RunSummary> runs(int limit);

    /// The runs that have no end yet, the first started first.
    List<RunId> unfinished();

    /// The runs that are paused, the first started first. Those whose entry can't be read aren't among them.
    List<RunSummary> paused();

    /// Runs that are over and not to be kept, each with all that it called. Removed are they by [#prune].
    ///
    /// @param now when those to be kept are counted back from
    /// @param after only those of larger numbers; 0 for all
    /// @return the first started first
    List<Prunable> prunable(Retention keep, Instant now, long after, int limit);

    /// Removes a run, what it called, and all that is known of them, but for the definitions. They are gone when the future is
    /// completed; the room they took is freed later. Refused where something happened in it since it was found, such as that it
    /// was retried, or where somebody may still want something of it, and then nothing is removed.
    CompletableFuture<Appended> prune(Prunable found);

    /// Goes on freeing the room of runs that were removed, also where somebody else began with that and is gone.
    void freeRoom();

    /// Which runs are kept, as it was said last; all, where nothing was.
    Retention retention();

    /// Says which runs are kept from now on. The future is completed when that is durable.
    CompletableFuture<?> keep(Retention retention);

    /// Writes all that the store has, as it is at one moment, into a new file, durably. Runs go on meanwhile.
    ///
    /// @param now what the backup says when it was made
    /// @throws StoreException where there is such a file already, or it can't be written; nothing is left of it then
    BackupSummary backup(Path file, Instant now);

    /// Writes and reads nothing any more, because something happened after which what is there can't be told for sure. Whoever waits
    /// for an append is answered.
    void giveUp(StoreException reason);

    /// Tells when the store fails, as by [#giveUp(StoreException)]; at once where it has. Nothing is written or read from then on.
    ///
    /// @param told may be called by any thread; must be quick
    void whenFailed(Consumer<StoreException> told);

    /// What processes need that have the store open at the same time; null where one has it alone.
    default @Nullable Sharing sharing() {
        return null;
    }

    /// How much room the store takes, in bytes.
    long size();

    /// What is wrong with the list of runs. Runs whose entry can't be read aren't among [#runs].
    default List<RunFlaw> flaws() {
        return List.of();
    }

    /// How many runs that aren't in the list of runs have events here nevertheless.
    default long strays() {
        return 0;
    }

    /// What people are to be told of the store, though it can be used, in sentences; null where nothing is.
    default @Nullable String remark() {
        return null;
    }

    /// Waits until what was appended is durable, then closes the store. A disk that doesn't answer is waited for so long
    /// and no longer; whoever waits for an append is answered in any case.
    ///
    /// @throws StoreException when it can't be closed as it should; nothing that was acknowledged is lost
    @Override
    void close();
}
