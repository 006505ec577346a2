package dev.flowloom.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import dev.flowloom.run.Event;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the journal in a database: one writer that commits in groups, some readers.
final class DatabaseJournal implements Journal {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseJournal.class);
    /// Half of the time after which H2 uses freed room again.
    private static final Duration IDLE_SYNC = Duration.ofMillis(500);
    /// How long a disk may take to answer while the journal is being closed, before it is given up.
    static final Duration LONGEST_ANSWER = Duration.ofMinutes(1);

    private final Database database;
    private final Dialect dialect;
    private final EventCodec codec;
    private final JournalReaders readers;
    private final Commits commits;
    private final JournalWriter sink;
    private final @Nullable PostgresSharing sharing;
    private final GroupCommit<JournalWriter.Work, Appended> writer;
    private final Duration longestAnswer;
    private final AtomicBoolean sweeping = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();

    DatabaseJournal(Database database, EventCodec codec, Duration longestAnswer) throws SQLException, IOException {
        this.database = database;
        this.dialect = database.dialect();
        this.codec = codec;
        this.longestAnswer = longestAnswer;
        var connection = database.connect();
        connection.setAutoCommit(false);
        commits = database.commits(connection);
        readers = new JournalReaders(database);
        sink = new JournalWriter(database, connection, commits);
        writer = new GroupCommit<>("flowloom-journal-writer", new JournalWriter.Work.End(), IDLE_SYNC, longestAnswer,
                sink);
        sharing = database.sharing(readers, writer);
        sweep();
    }

    @Override
    public CompletableFuture<Appended> append(Batch batch) {
        batch.requireNamesThatFit(dialect);
        return writer.submit(work(batch.keptAt(dialect.kept(batch.at()))));
    }

    private JournalWriter.Work.Append work(Batch batch) {
        return new JournalWriter.Work.Append(batch, dialect.json(codec.write(batch.events())), items(batch));
    }

    private List<String> items(Batch batch) {
        return batch.events().stream().filter(Event.DeadLetterKept.class::isInstance)
                .map(event -> dialect.json(codec.text(((Event.DeadLetterKept) event).item()))).toList();
    }

    @Override
    public CompletableFuture<Appended> send(Message message) {
        message.requireKeepable(dialect);
        return writer.submit(new JournalWriter.Work.Send(new Message(message.name(), message.key(), message.id(),
                dialect.json(message.data()), dialect.kept(message.at()))));
    }

    @Override
    public CompletableFuture<Appended> drop(long number) {
        return writer.submit(new JournalWriter.Work.Drop(number));
    }

    @Override
    public List<Message.Kept> messages(int limit) {
        return ask(connection -> MessageTable.kept(connection, limit, commits.durable()));
    }

    @Override
    public List<Message.Kept> messages(String name, String key, long after, int limit) {
        return ask(connection -> MessageTable.kept(connection, name, key, after, limit, commits.durable()));
    }

    @Override
    public CompletableFuture<Appended> dropLetters(List<Long> numbers, DeadLetter.Change change) {
        return writer.submit(new JournalWriter.Work.DropLetters(numbers, change));
    }

    @Override
    public List<DeadLetter> letters(@Nullable RunId run, boolean closedToo, int limit) {
        return ask(connection -> LetterTable.list(connection, run, closedToo, limit, commits.durable()));
    }

    @Override
    public List<RunId> resentBy(RunId run) {
        return ask(connection -> LetterTable.resentBy(connection, run, commits.durable()));
    }

    @Override
    public @Nullable DeadLetter letter(long number) {
        return ask(connection -> LetterTable.find(connection, number, commits.durable()));
    }

    @Override
    public CompletableFuture<?> define(String hash, String definition) {
        return writer.submit(new JournalWriter.Work.Define(hash, dialect.json(definition)));
    }

    @Override
    public CompletableFuture<?> renew(String lock, long token, Instant until) {
        return writer.submit(new JournalWriter.Work.Renew(lock, token, until));
    }

    @Override
    public CompletableFuture<?> release(LockChange.Release release) {
        return writer.submit(new JournalWriter.Work.Release(release));
    }

    @Override
    public LockChange.@Nullable Kept lock(String name) {
        return ask(connection -> JournalQueries.lock(connection, name));
    }

    @Override
    public List<LockChange.Kept> locks() {
        return ask(JournalQueries::locks);
    }

    @Override
    public @Nullable String definition(String hash) {
        return ask(connection -> JournalQueries.definition(connection, hash));
    }

    @Override
    public List<Recorded> read(RunId run, long from) {
        long durable = commits.durable();
        var stored = ask(connection -> JournalQueries.stored(connection, run, from, PAGE));
        return stored == null || stored.number() > durable
                ? List.of()
                : new ChainReader(run, codec, durable).events(stored, from);
    }

    @Override
    public @Nullable Recorded last(RunId run) {
        long durable = commits.durable();
        var row = ask(connection -> JournalQueries.lastRow(connection, run, durable));
        return row == null ? null : new ChainReader(run, codec, durable).last(row);
    }

    @Override
    public @Nullable Examined examine(RunId run, Findings findings) {
        var before = ask(connection -> JournalQueries.brief(connection, run));
        if (before == null || before.number() > commits.durable()) {
            return null;
        }
        var examination = new Examination(run, before, codec, findings);
        for (var rows = rows(before.number(), Long.MIN_VALUE); !rows.isEmpty(); rows = rows(before.number(),
                rows.getLast().first())) {
            examination.add(rows);
        }
        var after = ask(connection -> JournalQueries.brief(connection, run));
        return examination.examined(before.status().isOver() && before.equals(after));
    }

    private List<Row> rows(long run, long after) {
        return ask(connection -> JournalQueries.rowsAfter(connection, run, after));
    }

    @Override
    public CompletableFuture<Appended> restore(Examined examined, @Nullable Batch goingOn) {
        return writer.submit(new JournalWriter.Work.Restore(examined,
                goingOn == null ? null : work(goingOn.keptAt(dialect.kept(goingOn.at())))));
    }

    @Override
    public @Nullable RunSummary find(RunId run) {
        return ask(connection -> JournalQueries.find(connection, run, commits.durable()));
    }

    @Override
    public @Nullable RunId findByKey(String flow, String key) {
        return ask(connection -> JournalQueries.findByKey(connection, flow, key, commits.durable()));
    }

    @Override
    public List<RunSummary> runs(int limit) {
        return ask(connection -> JournalQueries.runs(connection, limit, commits.durable()));
    }

    @Override
    public List<RunId> unfinished() {
        return ask(connection -> JournalQueries.unfinished(connection, commits.durable()));
    }

    @Override
    public List<RunSummary> paused() {
        return ask(connection -> JournalQueries.paused(connection, commits.durable()));
    }

    @Override
    public List<Prunable> prunable(Retention keep, Instant now, long after, int limit) {
        return ask(connection -> Pruning.prunable(connection, keep, now, after, limit));
    }

    @Override
    public CompletableFuture<Appended> prune(Prunable found) {
        return writer.submit(new JournalWriter.Work.Prune(found)).whenComplete((_, _) -> sweep());
    }

    /// One part after the other; whatever was asked for meanwhile goes before the next.
    private void sweep() {
        if (sink.hasLeftovers()) {
            freeRoom();
        }
    }

    /// Where one process has the store, it knows whether anything is left.
    @Override
    public void freeRoom() {
        if ((sharing != null || sink.hasLeftovers()) && sweeping.compareAndSet(false, true)) {
            var _ = writer.submit(new JournalWriter.Work.Sweep()).whenComplete((_, failure) -> {
                sweeping.set(false);
                if (failure == null) {
                    sweep();
                }
            });
        }
    }

    @Override
    public Retention retention() {
        return ask(Pruning::retention);
    }

    @Override
    public CompletableFuture<?> keep(Retention retention) {
        return writer.submit(new JournalWriter.Work.Keep(retention));
    }

    @Override
    public BackupSummary backup(Path file, Instant now) {
        return ask(_ -> BackupFile.write(database, file, now));
    }

    /// How many rows a table has.
    long count(String table) {
        return ask(connection -> Schema.count(connection, table));
    }

    @Override
    public void giveUp(StoreException reason) {
        writer.fail(reason);
    }

    @Override
    public void whenFailed(Consumer<StoreException> told) {
        writer.whenFailed(told);
    }

    @Override
    public @Nullable Sharing sharing() {
        return sharing;
    }

    @Override
    public long size() {
        return database.size();
    }

    @Override
    public List<RunFlaw> flaws() {
        return ask(RunFlaws::all);
    }

    @Override
    public long strays() {
        return ask(RunFlaws::strays);
    }

    @Override
    public @Nullable String remark() {
        return database.remark();
    }

    /// What was written but not made durable must not be seen, so after a failure nothing is read.
    private <T extends @Nullable Object> T ask(JournalReaders.Query<T> query) {
        var over = writer.over();
        if (over != null) {
            throw over;
        }
        return readers.ask(query);
    }

    /// Where it can't be closed, nobody else in this process can open it: its file stays locked.
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        writer.close();
        try {
            Closing.within(longestAnswer, this::closeDatabase);
        } catch (Exception e) {
            throw database.explain(e);
        }
    }

    private void closeDatabase() throws SQLException, IOException {
        var over = writer.over();
        boolean isWhole = over != null && over.kind() == StoreException.Kind.CLOSED;
        try (database; var _ = sharing) {
            try {
                if (isWhole && sharing != null) {
                    leave(sharing);
                }
            } finally {
                endUse(isWhole);
            }
        }
    }

    /// Where that isn't possible, others see from the end of the writer's session that this process has left.
    private static void leave(PostgresSharing sharing) {
        try {
            sharing.leave();
        } catch (StoreException e) {
            LOG.debug("The store was closed without leave being taken.", e);
        }
    }

    private void endUse(boolean isWhole) throws SQLException {
        if (!isWhole) {
            database.abandon();
        }
        try {
            readers.close();
        } finally {
            if (isWhole) {
                database.shutDown();
            }
        }
    }
}
