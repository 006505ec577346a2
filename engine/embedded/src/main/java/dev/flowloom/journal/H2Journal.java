package dev.flowloom.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.flowloom.run.Event;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;

/// Keeps the journal in an H2 database: one writer that commits in groups, some readers.
final class H2Journal implements Journal {
    /// Half of the time after which H2 uses freed room again.
    private static final Duration IDLE_SYNC = Duration.ofMillis(500);
    /// How long a disk may take to answer while the journal is being closed, before it is given up.
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(1);

    private final H2Database database;
    private final @Nullable Acknowledged acknowledged;
    private final EventCodec codec;
    private final H2Readers readers;
    private final H2Writer sink;
    private final GroupCommit<H2Writer.Work, Appended> writer;
    private final Duration longestAnswer;
    private final AtomicBoolean closed = new AtomicBoolean();

    private H2Journal(H2Database database, @Nullable Acknowledged acknowledged, @Nullable String flush,
            EventCodec codec, Duration longestAnswer) throws SQLException {
        this.database = database;
        this.acknowledged = acknowledged;
        this.codec = codec;
        this.longestAnswer = longestAnswer;
        sink = new H2Writer(database, acknowledged, flush);
        readers = new H2Readers(database);
        writer = new GroupCommit<>("flowloom-journal-writer", new H2Writer.Work.End(), IDLE_SYNC, longestAnswer,
                sink);
    }

    static H2Journal inMemory(EventCodec codec) {
        try {
            return new H2Journal(H2Database.inMemory(), null, null, codec, LONGEST_ANSWER);
        } catch (SQLException e) {
            throw StoreFailures.explain(null, e);
        }
    }

    static H2Journal open(StoreLocation.OnDisk location, Durability durability, EventCodec codec) {
        return open("", location, durability, codec, LONGEST_ANSWER);
    }

    /// @param disk which of H2's file systems is the disk
    static H2Journal open(String disk, StoreLocation.OnDisk location, Durability durability, EventCodec codec) {
        return open(disk, location, durability, codec, LONGEST_ANSWER);
    }

    static H2Journal open(String disk, StoreLocation.OnDisk location, Durability durability, EventCodec codec,
            Duration longestAnswer) {
        makeFolder(location);
        try {
            var acknowledged = openAcknowledged(location);
            try {
                return open(fileSystem(durability) + disk, location, flush(durability), acknowledged, codec,
                        longestAnswer);
            } catch (SQLException | IOException | RuntimeException e) {
                acknowledged.close();
                throw e;
            }
        } catch (IOException | SQLException | RuntimeException e) {
            throw StoreFailures.explain(location.database(), e);
        }
    }

    private static Acknowledged openAcknowledged(StoreLocation.OnDisk location) {
        try {
            return Acknowledged.open(location.acknowledged());
        } catch (IOException e) {
            throw StoreFailures.notWritable(location.acknowledged(), e);
        }
    }

    private static H2Journal open(String fileSystem, StoreLocation.OnDisk location, String flush,
            Acknowledged acknowledged, EventCodec codec, Duration longestAnswer) throws SQLException, IOException {
        var database = H2Database.open(fileSystem, location, acknowledged.position());
        try {
            var journal = new H2Journal(database, acknowledged, flush, codec, longestAnswer);
            acknowledged.set(journal.sink.durable());
            return journal;
        } catch (SQLException | IOException | RuntimeException e) {
            database.abandon();
            throw e;
        }
    }

    private static String fileSystem(Durability durability) {
        return switch (durability) {
            case POWER_SAFE -> OrderedFiles.register();
            case KILL_SAFE -> "";
        };
    }

    private static String flush(Durability durability) {
        return switch (durability) {
            case POWER_SAFE -> "CHECKPOINT SYNC";
            case KILL_SAFE -> "CHECKPOINT";
        };
    }

    private static void makeFolder(StoreLocation.OnDisk location) {
        var folder = location.folder();
        var file = location.database();
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw StoreFailures.notWritable(folder, e);
        }
        if (!Files.isWritable(folder) || (Files.exists(file) && !Files.isWritable(file))) {
            throw StoreFailures.notWritable(file, null);
        }
    }

    @Override
    public CompletableFuture<Appended> append(Batch batch) {
        batch.requireNamesThatFit();
        return writer.submit(work(batch));
    }

    private H2Writer.Work.Append work(Batch batch) {
        return new H2Writer.Work.Append(batch, codec.write(batch.events()), items(batch));
    }

    private List<String> items(Batch batch) {
        return batch.events().stream().filter(Event.DeadLetterKept.class::isInstance)
                .map(event -> codec.text(((Event.DeadLetterKept) event).item())).toList();
    }

    @Override
    public CompletableFuture<Appended> send(Message message) {
        return writer.submit(new H2Writer.Work.Send(message));
    }

    @Override
    public CompletableFuture<Appended> drop(long number) {
        return writer.submit(new H2Writer.Work.Drop(number));
    }

    @Override
    public List<Message.Kept> messages(int limit) {
        return ask(connection -> H2Messages.kept(connection, limit, sink.durable()));
    }

    @Override
    public List<Message.Kept> messages(String name, String key, long after, int limit) {
        return ask(connection -> H2Messages.kept(connection, name, key, after, limit, sink.durable()));
    }

    @Override
    public CompletableFuture<Appended> dropLetters(List<Long> numbers, DeadLetter.Change change) {
        return writer.submit(new H2Writer.Work.DropLetters(numbers, change));
    }

    @Override
    public List<DeadLetter> letters(@Nullable RunId run, boolean closedToo, int limit) {
        return ask(connection -> H2DeadLetters.list(connection, run, closedToo, limit, sink.durable()));
    }

    @Override
    public @Nullable DeadLetter letter(long number) {
        return ask(connection -> H2DeadLetters.find(connection, number, sink.durable()));
    }

    @Override
    public CompletableFuture<?> define(String hash, String definition) {
        return writer.submit(new H2Writer.Work.Define(hash, definition));
    }

    @Override
    public CompletableFuture<?> renew(String lock, long token, Instant until) {
        return writer.submit(new H2Writer.Work.Renew(lock, token, until));
    }

    @Override
    public List<LockChange.Kept> locks() {
        return ask(H2Queries::locks);
    }

    @Override
    public @Nullable String definition(String hash) {
        return ask(connection -> H2Queries.definition(connection, hash));
    }

    @Override
    public List<Recorded> read(RunId run, long from) {
        long durable = sink.durable();
        var stored = ask(connection -> H2Queries.stored(connection, run, from, H2Queries.PAGE));
        return stored == null || stored.number() > durable
                ? List.of()
                : new ChainReader(run, codec, durable).events(stored, from);
    }

    @Override
    public @Nullable Examined examine(RunId run) {
        var stored = ask(connection -> H2Queries.stored(connection, run, 1, Integer.MAX_VALUE));
        return stored == null || stored.number() > sink.durable()
                ? null
                : new Examination(run, stored, codec).examined();
    }

    @Override
    public CompletableFuture<Appended> restore(Examined examined, @Nullable Batch goingOn) {
        return writer.submit(new H2Writer.Work.Restore(examined,
                goingOn == null ? null : work(goingOn)));
    }

    @Override
    public @Nullable RunSummary find(RunId run) {
        return ask(connection -> H2Queries.find(connection, run, sink.durable()));
    }

    @Override
    public @Nullable RunId findByKey(String flow, String key) {
        return ask(connection -> H2Queries.findByKey(connection, flow, key, sink.durable()));
    }

    @Override
    public List<RunSummary> runs(int limit) {
        return ask(connection -> H2Queries.runs(connection, limit, sink.durable()));
    }

    @Override
    public List<RunId> unfinished() {
        return ask(connection -> H2Queries.unfinished(connection, sink.durable()));
    }

    @Override
    public long size() {
        return database.size();
    }

    /// What was written but not made durable must not be seen, so after a failure nothing is read.
    private <T extends @Nullable Object> T ask(H2Readers.Query<T> query) {
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
            throw StoreFailures.explain(database.file(), e);
        }
    }

    /// After a write has failed, H2 holds what must not get into the file.
    private void closeDatabase() throws SQLException, IOException {
        var over = writer.over();
        try (var _ = acknowledged) {
            if (over != null && over.kind() == StoreException.Kind.CLOSED) {
                readers.close();
                database.close();
            } else {
                database.abandon();
                readers.close();
            }
        }
    }
}
