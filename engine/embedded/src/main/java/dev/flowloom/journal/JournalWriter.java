package dev.flowloom.journal;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;

/// Writes groups of what was asked for, each as one transaction, and makes it durable. Used by one thread.
final class JournalWriter implements GroupCommit.Sink<JournalWriter.Work, Appended> {
    /// What can be asked for.
    sealed interface Work {
        /// A batch, its events as text, and the items for which loops failed in it, as text.
        record Append(Batch batch, String text, List<String> items) implements Work {}

        /// A message to be kept.
        record Send(Message message) implements Work {}

        /// The message of that number is no longer to be kept.
        record Drop(long number) implements Work {}

        /// Dead letters are no longer open.
        record DropLetters(List<Long> numbers, DeadLetter.Change change) implements Work {}

        record Define(String hash, String definition) implements Work {}

        /// What is damaged of a run is to be set aside.
        ///
        /// @param goingOn what comes after what is intact; null where that ends the run
        record Restore(Examined examined, @Nullable Append goingOn) implements Work {}

        record Release(LockChange.Release release) implements Work {}

        record Renew(String lock, long token, Instant until) implements Work {}

        /// A run, which is over, is to be removed with all that it called.
        record Prune(Prunable found) implements Work {}

        /// Rows of removed runs are to be removed, some of them.
        record Sweep() implements Work {}

        record Keep(Retention retention) implements Work {}

        /// Nothing.
        record End() implements Work {}
    }

    private final Database database;
    private final Dialect dialect;
    private final Commits commits;
    private final Ownership ownership;
    private final Connection connection;
    private final RunTable runs;
    private final BatchTable batches;
    private final MessageTable messages;
    private final LockTable locks;
    private final LetterTable letters;
    private final Pruning pruning;
    private final List<Gathered> gathered;
    private final Heads heads;
    private long lastPosition;

    JournalWriter(Database database, Connection connection, Commits commits) throws SQLException {
        this.database = database;
        this.dialect = database.dialect();
        this.connection = connection;
        this.commits = commits;
        this.ownership = database.ownership();
        locks = new LockTable(connection, dialect);
        letters = new LetterTable(connection, dialect);
        pruning = new Pruning(connection, dialect.hasOwners());
        runs = new RunTable(connection, dialect);
        batches = new BatchTable(connection);
        messages = new MessageTable(connection, dialect);
        heads = new Heads(connection, dialect, ownership, this::send);
        gathered = Stream.concat(Stream.of(batches.rows()), runs.changes().stream()).toList();
        // What was looked at must not keep a transaction open until something is written.
        connection.commit();
    }

    /// Whether there are rows of runs that were removed.
    boolean hasLeftovers() {
        return pruning.hasLeftovers();
    }

    @Override
    public List<Appended> write(List<Work> group) throws SQLException, IOException {
        var alone = group.size() == 1 ? writeAlone(group.getFirst()) : null;
        return alone == null ? writeInTurn(group) : List.of(alone);
    }

    /// What needs nothing looked at but that the run is still this process's own, and goes on where it is known to.
    ///
    /// @return null where it has to be looked at
    private @Nullable Appended writeAlone(Work work) throws SQLException {
        if (!(work instanceof Work.Append append) || !append.batch().isOfStepsAlone()) {
            return null;
        }
        var run = append.batch().run();
        var head = heads.known(run);
        if (head == null || head.next() != append.batch().first()) {
            return null;
        }
        var row = commits.writeAlone(position -> row(append, head, position));
        if (row == null) {
            return null;
        }
        heads.put(run, row, head);
        return new Appended.Durable(row.position());
    }

    private static Row row(Work.Append append, Heads.Head head, long position) {
        var batch = append.batch();
        return Row.of(position, head.run(), batch.first(), batch.events().size(), batch.at(), append.text(),
                head.checksum());
    }

    private List<Appended> writeInTurn(List<Work> group) throws SQLException, IOException {
        lastPosition = commits.begin();
        heads.look(group.stream().filter(Work.Append.class::isInstance).map(work -> ((Work.Append) work).batch())
                .filter(batch -> batch.start() == null).map(Batch::run).toList());
        var begun = begin(group.stream().filter(JournalWriter::beginsRun).map(Work.Append.class::cast).toList())
                .iterator();
        var results = new ArrayList<Appended>();
        for (var work : group) {
            results.add(beginsRun(work) ? begun.next() : write(work));
        }
        commits.commit(lastPosition, gathered);
        return results;
    }

    /// Where dead letters are sent again it has to be looked at first whether they are open.
    private static boolean beginsRun(Work work) {
        return work instanceof Work.Append append && append.batch().start() != null
                && append.batch().letters().isEmpty();
    }

    /// Before something is read that may be among it.
    private void send() throws SQLException {
        for (var rows : gathered) {
            rows.send();
        }
    }

    @Override
    public void idle() throws SQLException {
        commits.idle();
    }

    @Override
    public StoreException explain(Throwable failure) {
        return database.explain(failure);
    }

    private Appended write(Work work) throws SQLException {
        if (!(work instanceof Work.Append)) {
            send();
        }
        return switch (work) {
            case Work.Append append -> append.batch().start() == null ? goOn(append) : sendAgain(append);
            case Work.Send(var message) -> send(message);
            case Work.Drop(var number) ->
                messages.drop(number) ? new Appended.Durable(lastPosition) : new Appended.MessageGone(number);
            case Work.DropLetters(var numbers, var change) -> {
                var gone = letters.firstGone(numbers);
                if (gone == null) {
                    letters.change(numbers, change);
                }
                yield gone == null ? new Appended.Durable(lastPosition) : new Appended.LetterGone(gone);
            }
            case Work.Define(var hash, var definition) -> define(hash, definition);
            case Work.Restore(var examined, var goingOn) -> restore(examined, goingOn);
            case Work.Release(var release) -> {
                locks.release(release);
                yield new Appended.Durable(lastPosition);
            }
            case Work.Renew(var lock, var token, var until) -> {
                locks.renew(lock, token, until);
                yield new Appended.Durable(lastPosition);
            }
            case Work.Prune(var found) -> prune(found);
            case Work.Sweep() -> {
                pruning.sweep();
                yield new Appended.Durable(lastPosition);
            }
            case Work.Keep(var retention) -> {
                pruning.keep(retention);
                yield new Appended.Durable(lastPosition);
            }
            case Work.End() -> throw new IllegalStateException("the end is not written");
        };
    }

    private Appended prune(Prunable found) throws SQLException {
        if (!pruning.prune(found, lastPosition)) {
            return new Appended.OutOfTurn(next(found.root()));
        }
        found.runs().forEach(heads::forget);
        return new Appended.Durable(lastPosition);
    }

    private Appended restore(Examined examined, Work.@Nullable Append goingOn) throws SQLException {
        var run = examined.run();
        if (heads.of(run) != null && !heads.isOwned(run)) {
            return new Appended.NotOwned(run);
        }
        var before = connection.setSavepoint();
        if (!Restoring.of(connection, examined).setAside()) {
            return new Appended.OutOfTurn(next(run));
        }
        heads.forget(run);
        var restored = goingOn == null ? new Appended.Durable(lastPosition) : goOn(goingOn);
        if (!(restored instanceof Appended.Durable)) {
            connection.rollback(before);
            heads.forget(run);
        }
        return restored;
    }

    private Appended send(Message message) throws SQLException {
        long number = lastPosition + 1;
        if (messages.insert(number, message)) {
            lastPosition = number;
            return new Appended.Durable(number);
        }
        var id = Objects.requireNonNull(message.id(), "only a message with an id is there already");
        return new Appended.SentBefore(messages.find(message.name(), id));
    }

    private Appended define(String hash, String definition) throws SQLException {
        try (var insert = connection.prepareStatement(
                dialect.insertNew("INSERT INTO definition (hash, text, parts) VALUES (?, ?, ?)"))) {
            insert.setString(1, hash);
            insert.setString(2, LongTexts.firstPart(definition));
            insert.setInt(3, LongTexts.parts(definition));
            if (dialect.isInserted(insert)) {
                LongTexts.insertRest(connection, JournalQueries.definitionOwner(hash), definition);
            }
        }
        return new Appended.Durable(lastPosition);
    }

    private Appended sendAgain(Work.Append append) throws SQLException {
        var gone = letters.firstGone(append.batch().letters());
        return gone == null ? begin(List.of(append)).getFirst() : new Appended.LetterGone(gone);
    }

    /// Adds runs together. A position that was meant for one that is refused may stay free.
    private List<Appended> begin(List<Work.Append> begins) throws SQLException {
        long number = lastPosition + 1;
        var owner = begins.isEmpty() ? null : commits.owner();
        var begun = new ArrayList<Appended>();
        for (boolean isInserted : runs.insert(begins.stream().map(Work.Append::batch).toList(), number, owner)) {
            var append = begins.get(begun.size());
            begun.add(isInserted ? begun(append, number, owner) : refused(append.batch()));
            number++;
        }
        return begun;
    }

    private Appended refused(Batch batch) throws SQLException {
        var start = Objects.requireNonNull(batch.start(), "it begins a run");
        var other = start.key() == null
                ? null
                : JournalQueries.findByKey(connection, start.flow(), start.key(), Long.MAX_VALUE);
        if (other == null && JournalQueries.brief(connection, batch.run()) == null) {
            throw new IllegalStateException("the run %s was neither added nor there".formatted(batch.run()));
        }
        return other == null ? new Appended.OutOfTurn(next(batch.run())) : new Appended.KeyTaken(other);
    }

    private Appended begun(Work.Append append, long number, @Nullable Long owner) throws SQLException {
        var batch = append.batch();
        var resent = Objects.requireNonNull(batch.start(), "it begins a run").resent();
        if (resent != null) {
            letters.change(batch.letters(),
                    new DeadLetter.Change(batch.at(), resent.by(), resent.reason(), batch.run()));
        }
        if (owner != null) {
            ownership.begun(batch.run(), owner);
        }
        return append(append, Heads.Head.first(number), number);
    }

    private Appended goOn(Work.Append append) throws SQLException {
        var batch = append.batch();
        var head = heads.of(batch.run());
        if (head != null && !heads.isOwned(batch.run())) {
            return new Appended.NotOwned(batch.run());
        }
        if (head == null || head.next() != batch.first()) {
            return new Appended.OutOfTurn(next(batch.run()));
        }
        var message = messages.firstGone(batch);
        if (message != null) {
            return new Appended.MessageGone(message);
        }
        if (!batch.locks().isEmpty() || batch.resentBy() != null) {
            send();
        }
        var lock = locks.firstGone(batch.run(), batch.locks());
        if (lock != null) {
            return new Appended.LockGone(lock);
        }
        var letter = batch.resentBy() == null ? null : letters.firstResent(batch.run(), batch.resentBy());
        if (letter != null) {
            return new Appended.LetterGone(letter);
        }
        messages.give(batch, head.run());
        locks.change(batch);
        return append(append, head, lastPosition + 1);
    }

    private Appended append(Work.Append append, Heads.Head head, long position) throws SQLException {
        var batch = append.batch();
        var row = row(append, head, position);
        batches.insert(row);
        letters.keep(batch, append.items(), head.run(), position);
        lastPosition = position;
        var definition = batch.definition();
        if (definition != null) {
            runs.move(head.run(), definition);
        }
        var status = batch.status();
        if (status != null && status.isOver()) {
            runs.mark(head.run(), status, batch.at());
            heads.forget(batch.run());
            ownership.ended(batch.run());
        } else {
            if (status != null && batch.start() == null) {
                runs.mark(head.run(), status, null);
            }
            heads.put(batch.run(), row);
        }
        return new Appended.Durable(position);
    }

    private long next(RunId run) throws SQLException {
        var head = heads.of(run);
        return head == null ? 1 : head.next();
    }
}
