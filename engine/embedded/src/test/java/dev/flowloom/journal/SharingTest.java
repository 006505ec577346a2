package dev.flowloom.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

import dev.flowloom.run.RunId;
import dev.flowloom.run.VisitId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Who may write to a run where several have the same store open.
@NeedsPostgres
final class SharingTest {
    private static final RunId A = new RunId("a");
    private static final Duration LONG = Duration.ofSeconds(20);

    private final TestPostgres postgres = new TestPostgres();
    private final List<Journal> open = new ArrayList<>();
    private Journal one = open();
    private Journal other = open();

    private Journal open() {
        return open(4);
    }

    private Journal open(int lease) {
        var journal = Stores.open(StoreLocation.parse(postgres.url() + "&lease=" + lease), Durability.POWER_SAFE,
                new TestCodec());
        open.add(journal);
        return journal;
    }

    @BeforeEach
    void begin() {
        one.append(Samples.start("a")).join();
        assertThat(sharing(one).claim(A)).isTrue();
    }

    @AfterEach
    void removeIt() throws Exception {
        open.forEach(Journal::close);
        postgres.close();
    }

    private static Sharing sharing(Journal journal) {
        return Objects.requireNonNull(journal.sharing());
    }

    /// As a process does that stands still: its lease runs out.
    private void expire() throws Exception {
        postgres.execute("BEGIN; SELECT position FROM progress FOR UPDATE;"
                + " UPDATE owner SET until = clock_timestamp() - INTERVAL '1 second'; COMMIT");
    }

    /// As [#expire()], where another one looks before the process that stood still goes on.
    private void takeForDead(BooleanSupplier byOther) throws Exception {
        boolean isTaken = false;
        for (int i = 0; i < 100 && !isTaken; i++) {
            expire();
            isTaken = byOther.getAsBoolean();
        }
        assertThat(isTaken).isTrue();
    }

    @Test
    void aRunIsOnesOwn() {
        assertThat(sharing(other).claim(A)).isFalse();
        assertThat(sharing(other).claimLeft(null, List.of())).isEmpty();
        assertThat(other.append(Samples.more("a", 3)).join()).isEqualTo(new Appended.NotOwned(A));
        assertThat(one.append(Samples.more("a", 3)).join()).isInstanceOf(Appended.Durable.class);
        assertThat(sharing(other).ownerOf(A)).contains("process " + ProcessHandle.current().pid());
    }

    @Test
    void whatIsAnsweredOrForgottenIsNotOpen() {
        long answered = sharing(other).ask(A, "{}");
        long forgotten = sharing(other).ask(A, "{}");
        assertThat(sharing(one).isOpen(answered)).isTrue();

        sharing(one).answer(answered, new Sharing.Answer(true, null));
        sharing(other).forget(forgotten);
        assertThat(sharing(one).isOpen(answered)).isFalse();
        assertThat(sharing(one).isOpen(forgotten)).isFalse();
    }

    /// As where the run was let go of before it could be asked.
    @Test
    void whatNobodyAnswersAnyMoreCanBeWithdrawn() {
        long request = sharing(other).ask(A, "{}");
        assertThat(sharing(one).requests()).hasSize(1);
        sharing(one).release(A);
        assertThat(sharing(other).withdraw(request)).isFalse();

        sharing(one).giveBack(request);
        assertThat(sharing(other).withdraw(request)).isTrue();
    }

    /// By a process that is open for weeks.
    @Test
    void theRoomOfWhatOthersRemovedIsFreed() throws Exception {
        one.append(Samples.end("a", 3)).join();
        postgres.execute("INSERT INTO pruned_run (number) SELECT number FROM run; DELETE FROM run");
        assertThat(rows()).isPositive();

        other.freeRoom();
        for (int i = 0; i < 300 && rows() > 0; i++) {
            Thread.sleep(20);
        }
        assertThat(rows()).isZero();
    }

    private long rows() throws Exception {
        try (var connection = postgres.connect(); var select = connection.createStatement()) {
            var rows = select.executeQuery("SELECT (SELECT COUNT(*) FROM batch) + (SELECT COUNT(*) FROM pruned_run)");
            rows.next();
            return rows.getLong(1);
        }
    }

    @Test
    void allAreToldWhoGoesOnWithRuns() throws Exception {
        one.append(Samples.start("left")).join();
        sharing(one).release(new RunId("left"));
        one.append(Samples.start("ended")).join();
        one.append(Samples.end("ended", 3)).join();

        assertThat(sharing(other).owners()).containsOnlyKeys(A)
                .hasEntrySatisfying(A, by -> assertThat(by).contains("process " + ProcessHandle.current().pid()));
        sharing(one).release(A);
        assertThat(sharing(other).owners()).isEmpty();
    }

    @Test
    void aRunThatBeganIsItsBeginnersOwn() {
        one.append(Samples.start("b")).join();

        assertThat(sharing(one).owned()).containsExactly(A, new RunId("b"));
        assertThat(sharing(other).claim(new RunId("b"))).isFalse();
    }

    /// Who writes alone supposes where the store stands.
    @Test
    void whoWroteAloneGoesOnBehindWhatOthersWrote() {
        for (int first = 3; first < 9; first++) {
            assertThat(one.append(Samples.more("a", first)).join()).isEqualTo(new Appended.Durable(first - 1));
        }
        assertThat(other.append(Samples.start("b")).join()).isEqualTo(new Appended.Durable(8));
        for (int first = 9; first < 15; first++) {
            assertThat(one.append(Samples.more("a", first)).join()).isEqualTo(new Appended.Durable(first));
        }
        assertThat(one.append(Samples.more("a", 14)).join()).isEqualTo(new Appended.OutOfTurn(15));
        assertThat(other.read(A, 1)).hasSize(14);
    }

    @Test
    void whoWroteAloneNoticesThatItWasTakenForDead() throws Exception {
        for (int first = 3; first < 9; first++) {
            one.append(Samples.more("a", first)).join();
        }
        takeForDead(() -> sharing(other).claim(A));

        assertThat(one.append(Samples.more("a", 9)).join()).isEqualTo(new Appended.NotOwned(A));
        assertThat(other.append(Samples.more("a", 9)).join()).isInstanceOf(Appended.Durable.class);
        assertThat(one.read(A, 1)).hasSize(9);
    }

    @Test
    void theFirstRunThatAProcessBeginsIsItsOwn() {
        var fresh = open();
        fresh.append(Samples.start("b")).join();

        assertThat(sharing(fresh).owned()).containsExactly(new RunId("b"));
        assertThat(sharing(other).claimLeft(null, List.of())).isEmpty();
        assertThat(sharing(other).claim(new RunId("b"))).isFalse();
    }

    /// As a firewall does with those by which nothing comes for long.
    private void cutThoseThatClaim() throws Exception {
        postgres.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'flowloom "
                + postgres.schema() + "' AND query = 'COMMIT'"
                + " AND pid NOT IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory')");
    }

    @Test
    void aConnectionThatWasCutWhileItWasNotUsedIsNotTheEndOfTheStore() throws Exception {
        cutThoseThatClaim();
        other.append(Samples.start("b")).join();

        assertThat(sharing(one).claim(new RunId("b"))).isFalse();
        assertThat(one.append(Samples.more("a", 3)).join()).isInstanceOf(Appended.Durable.class);
        cutThoseThatClaim();
        one.close();
        assertThat(sharing(other).claimLeft(null, List.of())).containsExactly(A);
    }

    /// It was made an owner's, and the answer to that was lost.
    @Test
    void aRunThatItsOwnerDoesNotKnowIsClaimedByIt() throws Exception {
        try (var connection = postgres.connect(); var statement = connection.createStatement()) {
            var rows = statement.executeQuery("SELECT owner FROM run");
            rows.next();
            long number = rows.getLong(1);
            var leases = new Leases(connection, 1_000);

            assertThat(leases.claimLeft(null, List.of(), number, Leases.NOBODY)).isEmpty();
            assertThat(leases.claimLeft(null, List.of(), number, new Leases.Strays(number, List.of(A)))).isEmpty();
            assertThat(leases.claimLeft(null, List.of(), number, new Leases.Strays(number, List.of())))
                    .containsExactly(A);
        }
    }

    @Test
    void leasesAreProlonged() throws Exception {
        Thread.sleep(5_000);

        assertThat(sharing(other).claim(A)).isFalse();
        assertThat(one.append(Samples.more("a", 3)).join()).isInstanceOf(Appended.Durable.class);
    }

    @Test
    void whoWasTakenForDeadWritesNothingMoreAndIsToldOnce() throws Exception {
        var lost = new CopyOnWriteArrayList<List<RunId>>();
        sharing(one).whenLost(lost::add);
        var taken = new ArrayList<RunId>();
        takeForDead(() -> taken.addAll(sharing(other).claimLeft(null, List.of())));
        assertThat(taken).containsExactly(A);
        assertThat(other.append(Samples.more("a", 3)).join()).isInstanceOf(Appended.Durable.class);

        assertThat(one.append(Samples.more("a", 4)).join()).isEqualTo(new Appended.NotOwned(A));
        assertThat(one.append(Samples.more("a", 4)).join()).isEqualTo(new Appended.NotOwned(A));
        Thread.sleep(1_000);
        assertThat(lost).containsExactly(List.of(A));
        assertThat(sharing(one).owned()).isEmpty();
        assertThat(sharing(one).claim(A)).isFalse();
    }

    /// As one that was killed, or whose connection was ended: its session is over long before its lease is.
    @Test
    void whoCantWriteAnyMoreIsTakenOverFromLongBeforeItsLeaseEnds() throws Exception {
        var cutOff = open(600);
        var failures = new CopyOnWriteArrayList<StoreException>();
        cutOff.whenFailed(failures::add);
        cutOff.append(Samples.start("b")).join();
        sharing(cutOff).claim(new RunId("b"));
        cutOff.append(Samples.more("b", 3)).join();
        postgres.execute("SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN owner o"
                + " ON l.classid::BIGINT << 32 | l.objid::BIGINT = o.session"
                + " WHERE o.until > clock_timestamp() + INTERVAL '1 minute'");

        assertThat(sharing(other).claimLeft(null, List.of())).isEmpty();
        for (var deadline = Instant.now().plus(LONG); failures.isEmpty() && Instant.now().isBefore(deadline);) {
            Thread.sleep(50);
        }
        assertThat(failures).extracting(StoreException::kind).containsExactly(StoreException.Kind.UNREACHABLE);
        var taken = new ArrayList<RunId>();
        for (var deadline = Instant.now().plus(LONG); taken.isEmpty() && Instant.now().isBefore(deadline);) {
            Thread.sleep(50);
            taken.addAll(sharing(other).claimLeft(null, List.of()));
        }
        assertThat(taken).containsExactly(new RunId("b"));
        assertThat(other.append(Samples.more("b", 4)).join()).isInstanceOf(Appended.Durable.class);
    }

    @Test
    void whoWritesNothingIsToldToo() throws Exception {
        var lost = new CopyOnWriteArrayList<List<RunId>>();
        sharing(one).whenLost(lost::add);
        takeForDead(() -> sharing(other).claim(A));

        for (var deadline = Instant.now().plus(LONG); lost.isEmpty() && Instant.now().isBefore(deadline);) {
            Thread.sleep(50);
        }
        assertThat(lost).containsExactly(List.of(A));
    }

    @Test
    void aLeaseThatRanOutUnnoticedIsProlonged() throws Exception {
        expire();

        assertThat(one.append(Samples.more("a", 3)).join()).isInstanceOf(Appended.Durable.class);
        Thread.sleep(2_500);
        assertThat(sharing(other).claim(A)).isFalse();
    }

    /// What was known of a run before it was lost must not be gone on from.
    @Test
    void aRunThatComesBackGoesOnWhereOthersLeftIt() throws Exception {
        one.append(Samples.more("a", 3)).join();
        takeForDead(() -> sharing(other).claim(A));
        other.append(Samples.more("a", 4)).join();
        sharing(other).release(A);
        assertThat(one.append(Samples.more("a", 4)).join()).isEqualTo(new Appended.NotOwned(A));
        assertThat(sharing(one).claim(A)).isTrue();

        assertThat(one.append(Samples.more("a", 4)).join()).isEqualTo(new Appended.OutOfTurn(5));
        assertThat(one.append(Samples.more("a", 5)).join()).isInstanceOf(Appended.Durable.class);
        assertThat(one.read(A, 1)).hasSize(5);
    }

    @Test
    void whatIsReleasedOrClosedIsAnybodys() {
        sharing(one).release(A);
        assertThat(one.append(Samples.more("a", 3)).join()).isEqualTo(new Appended.NotOwned(A));
        assertThat(sharing(other).claimLeft(null, List.of(A))).isEmpty();
        assertThat(sharing(other).claimLeft(List.of(), List.of())).isEmpty();
        assertThat(sharing(other).claimLeft(List.of(A), List.of())).containsExactly(A);
        other.close();

        assertThat(sharing(one).claim(A)).isTrue();
    }

    @Test
    void aRunThatEndedIsNobodys() {
        one.append(Samples.one("a", 3, Samples.FAILED)).join();

        assertThat(one.append(Samples.one("a", 4, Samples.retried("d2"))).join()).isEqualTo(new Appended.NotOwned(A));
        assertThat(sharing(other).claim(A)).isTrue();
        assertThat(other.append(Samples.one("a", 4, Samples.retried("d2"))).join())
                .isInstanceOf(Appended.Durable.class);
        assertThat(sharing(one).claim(A)).isFalse();
    }

    @Test
    void aLockIsOnesAsLongAsSomebodyGoesOnWithItsRun() throws Exception {
        one.append(with(Samples.more("a", 3), new LockChange.Take("card", 1, new VisitId(2), Samples.AT))).join();
        other.append(Samples.start("b")).join();
        sharing(other).claim(new RunId("b"));
        var take = with(Samples.more("b", 3), new LockChange.Take("card", 2, new VisitId(2), Samples.AT));

        assertThat(other.append(take).join()).isEqualTo(new Appended.LockGone("card"));
        sharing(one).release(A);
        assertThat(other.append(take).join()).isInstanceOf(Appended.Durable.class);
    }

    private static Batch with(Batch batch, LockChange lock) {
        return new Batch(batch.run(), batch.first(), batch.at(), batch.events(), List.of(lock), List.of());
    }

    /// A process may stand still in the middle of writing.
    @Test
    void nobodyKeepsTheStoreToItself() throws Exception {
        try (var still = postgres.connect(); var statement = still.createStatement()) {
            still.setAutoCommit(false);
            statement.execute("SET idle_in_transaction_session_timeout = 500");
            statement.execute("SELECT position FROM progress FOR UPDATE");

            assertThat(one.append(Samples.more("a", 3)).orTimeout(10, java.util.concurrent.TimeUnit.SECONDS).join())
                    .isInstanceOf(Appended.Durable.class);
        }
    }

    @Test
    void requestsAreForWhoHasTheRun() throws Exception {
        long request = sharing(other).ask(A, "{\"stop\":true}");
        assertThat(sharing(other).requests()).isEmpty();
        assertThat(sharing(one).requests())
                .containsExactly(new Sharing.Request(request, A, "{\"stop\":true}"));
        assertThat(sharing(other).answerTo(request)).isNull();

        sharing(one).answer(request, new Sharing.Answer(true, null));
        assertThat(sharing(one).requests()).isEmpty();
        assertThat(sharing(other).answerTo(request)).isEqualTo(new Sharing.Answer(true, null));
        sharing(other).forget(request);
        assertThat(sharing(other).answerTo(request)).isNull();
    }

    @Test
    void aRequestIsTakenBackWhereNobodyIsLeftToAnswer() {
        long untaken = sharing(other).ask(A, "{}");
        assertThat(sharing(other).withdraw(untaken)).isFalse();
        sharing(one).requests();
        one.append(Samples.end("a", 3)).join();
        // It may have been done before the end.
        assertThat(sharing(other).withdraw(untaken)).isFalse();
        one.close();

        assertThat(sharing(other).withdraw(untaken)).isTrue();
        assertThat(sharing(other).withdraw(sharing(other).ask(A, "{}"))).isTrue();
    }

    @Test
    void messagesOfOthersAreSeen() {
        long before = sharing(one).lastMessage();
        long number = ((Appended.Durable) other.send(Samples.message("paid", "7", null)).join()).position();

        assertThat(sharing(one).sentAfter(before, 9)).containsExactly(new Sharing.Address(number, "paid", "7"));
        assertThat(sharing(one).sentAfter(number, 9)).isEmpty();
    }
}
