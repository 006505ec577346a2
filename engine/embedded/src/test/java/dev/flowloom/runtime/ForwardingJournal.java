package dev.flowloom.runtime;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import dev.flowloom.journal.Appended;
import dev.flowloom.journal.BackupSummary;
import dev.flowloom.journal.Batch;
import dev.flowloom.journal.DeadLetter;
import dev.flowloom.journal.Examined;
import dev.flowloom.journal.Findings;
import dev.flowloom.journal.Journal;
import dev.flowloom.journal.LockChange;
import dev.flowloom.journal.Message;
import dev.flowloom.journal.Prunable;
import dev.flowloom.journal.Retention;
import dev.flowloom.journal.RunSummary;
import dev.flowloom.journal.Sharing;
import dev.flowloom.journal.StoreException;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;

/// A journal before another, to be told of what it is asked. Closing it leaves the other open.
class ForwardingJournal implements Journal {
    private final Journal journal;

    ForwardingJournal(Journal journal) {
        this.journal = journal;
    }

    @Override
    public CompletableFuture<Appended> append(Batch batch) {
        return journal.append(batch);
    }

    /// The other one stays as it is: it is gone on with by others.
    @Override
    public void giveUp(StoreException reason) {}

    @Override
    public void whenFailed(Consumer<StoreException> told) {
        journal.whenFailed(told);
    }

    @Override
    public CompletableFuture<Appended> send(Message message) {
        return journal.send(message);
    }

    @Override
    public CompletableFuture<Appended> drop(long number) {
        return journal.drop(number);
    }

    @Override
    public List<Message.Kept> messages(int limit) {
        return journal.messages(limit);
    }

    @Override
    public List<Message.Kept> messages(String name, String key, long after, int limit) {
        return journal.messages(name, key, after, limit);
    }

    @Override
    public CompletableFuture<Appended> dropLetters(List<Long> numbers, DeadLetter.Change change) {
        return journal.dropLetters(numbers, change);
    }

    @Override
    public List<DeadLetter> letters(@Nullable RunId run, boolean closedToo, int limit) {
        return journal.letters(run, closedToo, limit);
    }

    @Override
    public @Nullable DeadLetter letter(long number) {
        return journal.letter(number);
    }

    @Override
    public CompletableFuture<?> define(String hash, String definition) {
        return journal.define(hash, definition);
    }

    @Override
    public CompletableFuture<?> renew(String lock, long token, Instant until) {
        return journal.renew(lock, token, until);
    }

    @Override
    public CompletableFuture<?> release(LockChange.Release release) {
        return journal.release(release);
    }

    @Override
    public LockChange.@Nullable Kept lock(String name) {
        return journal.lock(name);
    }

    @Override
    public List<LockChange.Kept> locks() {
        return journal.locks();
    }

    @Override
    public @Nullable String definition(String hash) {
        return journal.definition(hash);
    }

    @Override
    public List<Recorded> read(RunId run, long from) {
        return journal.read(run, from);
    }

    @Override
    public List<RunId> resentBy(RunId run) {
        return journal.resentBy(run);
    }

    @Override
    public @Nullable Recorded last(RunId run) {
        return journal.last(run);
    }

    @Override
    public @Nullable Examined examine(RunId run, Findings findings) {
        return journal.examine(run, findings);
    }

    @Override
    public CompletableFuture<Appended> restore(Examined examined, @Nullable Batch goingOn) {
        return journal.restore(examined, goingOn);
    }

    @Override
    public @Nullable RunSummary find(RunId run) {
        return journal.find(run);
    }

    @Override
    public @Nullable RunId findByKey(String flow, String key) {
        return journal.findByKey(flow, key);
    }

    @Override
    public List<RunSummary> runs(int limit) {
        return journal.runs(limit);
    }

    @Override
    public List<RunId> unfinished() {
        return journal.unfinished();
    }

    @Override
    public List<RunSummary> paused() {
        return journal.paused();
    }

    @Override
    public List<Prunable> prunable(Retention keep, Instant now, long after, int limit) {
        return journal.prunable(keep, now, after, limit);
    }

    @Override
    public CompletableFuture<Appended> prune(Prunable found) {
        return journal.prune(found);
    }

    @Override
    public void freeRoom() {
        journal.freeRoom();
    }

    @Override
    public Retention retention() {
        return journal.retention();
    }

    @Override
    public CompletableFuture<?> keep(Retention retention) {
        return journal.keep(retention);
    }

    @Override
    public BackupSummary backup(Path file, Instant now) {
        return journal.backup(file, now);
    }

    @Override
    public @Nullable Sharing sharing() {
        return journal.sharing();
    }

    @Override
    public long size() {
        return journal.size();
    }

    @Override
    public void close() {}
}
