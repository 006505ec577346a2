package dev.flowloom.main;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import dev.flowloom.journal.Appended;
import dev.flowloom.journal.BackupSummary;
import dev.flowloom.journal.Batch;
import dev.flowloom.journal.DeadLetter;
import dev.flowloom.journal.Durability;
import dev.flowloom.journal.EventCodec;
import dev.flowloom.journal.Examined;
import dev.flowloom.journal.Findings;
import dev.flowloom.journal.Journal;
import dev.flowloom.journal.LockChange;
import dev.flowloom.journal.Message;
import dev.flowloom.journal.Retention;
import dev.flowloom.journal.RunSummary;
import dev.flowloom.journal.StoreException;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.journal.Stores;
import dev.flowloom.json.EventJson;
import dev.flowloom.json.JsonText;
import dev.flowloom.model.Json;
import dev.flowloom.run.Event;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;

/// A journal in memory that takes some appends, and then has no room for more, or loses its place. What it took is
/// still there when it is opened again.
final class FaultyJournal implements Journal {
    private final Journal kept;
    private final Fault fault;
    private final AtomicInteger appendsLeft;

    /// What an append meets when no more are taken.
    enum Fault { NO_ROOM, OUT_OF_TURN }

    /// What several journals, opened one after the other, keep their events in.
    static Journal memory() {
        return Stores.open(new StoreLocation.InMemory(), Durability.POWER_SAFE, new EventCodec() {
            @Override
            public String write(List<Event> events) {
                return EventJson.write(events);
            }

            @Override
            public List<Event> read(String text) {
                return EventJson.read(text);
            }

            @Override
            public String text(Json data) {
                return JsonText.compact(data);
            }
        });
    }

    FaultyJournal(Journal kept, Fault fault, int appends) {
        this.kept = kept;
        this.fault = fault;
        this.appendsLeft = new AtomicInteger(appends);
    }

    private static StoreException full() {
        return new StoreException(StoreException.Kind.DISK_FULL, "There is no room left.", "Make room.");
    }

    @Override
    public CompletableFuture<Appended> append(Batch batch) {
        if (appendsLeft.getAndDecrement() > 0) {
            return kept.append(batch);
        }
        return switch (fault) {
            case NO_ROOM -> CompletableFuture.failedFuture(full());
            case OUT_OF_TURN -> CompletableFuture.completedFuture(new Appended.OutOfTurn(1));
        };
    }

    private Journal readable() {
        if (fault == Fault.NO_ROOM && appendsLeft.get() < 0) {
            throw full();
        }
        return kept;
    }

    @Override
    public CompletableFuture<Appended> send(Message message) {
        return readable().send(message);
    }

    @Override
    public CompletableFuture<Appended> drop(long number) {
        return readable().drop(number);
    }

    @Override
    public List<Message.Kept> messages(int limit) {
        return readable().messages(limit);
    }

    @Override
    public List<Message.Kept> messages(String name, String key, long after, int limit) {
        return readable().messages(name, key, after, limit);
    }

    @Override
    public CompletableFuture<Appended> dropLetters(List<Long> numbers, DeadLetter.Change change) {
        return kept.dropLetters(numbers, change);
    }

    @Override
    public List<DeadLetter> letters(@Nullable RunId run, boolean closedToo, int limit) {
        return kept.letters(run, closedToo, limit);
    }

    @Override
    public @Nullable DeadLetter letter(long number) {
        return kept.letter(number);
    }

    @Override
    public CompletableFuture<?> define(String hash, String definition) {
        return readable().define(hash, definition);
    }

    @Override
    public CompletableFuture<?> renew(String lock, long token, Instant until) {
        return readable().renew(lock, token, until);
    }

    @Override
    public List<LockChange.Kept> locks() {
        return readable().locks();
    }

    @Override
    public @Nullable String definition(String hash) {
        return readable().definition(hash);
    }

    @Override
    public List<Recorded> read(RunId run, long from) {
        return readable().read(run, from);
    }

    @Override
    public List<RunId> resentBy(RunId run) {
        return readable().resentBy(run);
    }

    @Override
    public @Nullable Recorded last(RunId run) {
        return readable().last(run);
    }

    @Override
    public @Nullable Examined examine(RunId run, Findings findings) {
        return readable().examine(run, findings);
    }

    @Override
    public CompletableFuture<Appended> restore(Examined examined, @Nullable Batch goingOn) {
        return readable().restore(examined, goingOn);
    }

    @Override
    public @Nullable RunSummary find(RunId run) {
        return readable().find(run);
    }

    @Override
    public @Nullable RunId findByKey(String flow, String key) {
        return readable().findByKey(flow, key);
    }

    @Override
    public List<RunSummary> runs(int limit) {
        return readable().runs(limit);
    }

    @Override
    public List<RunId> unfinished() {
        return readable().unfinished();
    }

    @Override
    public List<List<RunId>> prunable(Retention keep, Instant now, int limit) {
        return kept.prunable(keep, now, limit);
    }

    @Override
    public CompletableFuture<Appended> prune(List<RunId> runs) {
        return kept.prune(runs);
    }

    @Override
    public Retention retention() {
        return kept.retention();
    }

    @Override
    public CompletableFuture<?> keep(Retention retention) {
        return kept.keep(retention);
    }

    @Override
    public BackupSummary backup(Path file, Instant now) {
        return kept.backup(file, now);
    }

    @Override
    public long size() {
        return readable().size();
    }

    @Override
    public void close() {}
}
