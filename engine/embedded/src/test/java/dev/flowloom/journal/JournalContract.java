package dev.flowloom.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import dev.flowloom.model.Json;
import dev.flowloom.model.NodeId;
import dev.flowloom.run.Event;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunId;
import dev.flowloom.run.VisitId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What every journal promises.
abstract class JournalContract {
    private static final RunId A = new RunId("a");

    Journal journal;

    abstract Journal open();

    @BeforeEach
    void openIt() {
        journal = open();
    }

    @AfterEach
    void closeIt() {
        journal.close();
    }

    Appended append(Batch batch) {
        if (batch.start() == null) {
            claim(batch.run());
        }
        return journal.append(batch).join();
    }

    @Test
    void givesBackWhatWasAppended() {
        append(Samples.start("a"));
        append(Samples.more("a", 3));

        var events = new ArrayList<Recorded>();
        Samples.start("a").events().forEach(event -> events.add(new Recorded(events.size() + 1, Samples.AT, event)));
        events.add(new Recorded(3, Samples.AT.plusSeconds(3), Samples.more("a", 3).events().getFirst()));
        assertThat(journal.read(A, 1)).isEqualTo(events);
    }

    @Test
    void readsFromAnySequenceOn() {
        append(Samples.start("a"));
        append(Samples.more("a", 3));
        append(Samples.large("a", 4, 1));

        assertThat(sequences(2)).containsExactly(2L, 3L, 4L, 5L);
        assertThat(sequences(3)).containsExactly(3L, 4L, 5L);
        assertThat(sequences(5)).containsExactly(5L);
        assertThat(sequences(6)).isEmpty();
    }

    @Test
    void knowsTheLastEventOfARun() {
        assertThat(journal.last(A)).isNull();
        append(Samples.start("a"));
        append(Samples.large("a", 3, 1));
        append(Samples.start("b"));
        assertThat(journal.last(A)).isEqualTo(journal.read(A, 4).getLast());
        append(Samples.more("a", 5));
        assertThat(journal.last(A)).isEqualTo(journal.read(A, 5).getLast());
    }

    /// Where several processes share a store, one of them has a run.
    void claim(RunId run) {
        var sharing = journal.sharing();
        if (sharing != null && journal.find(run) != null) {
            assertThat(sharing.claim(run)).isTrue();
        }
    }

    private List<Long> sequences(long from) {
        return journal.read(A, from).stream().map(Recorded::sequence).toList();
    }

    @Test
    void knowsNothingOfRunsThatAreNotThere() {
        assertThat(journal.read(A, 1)).isEmpty();
        assertThat(journal.find(A)).isNull();
        assertThat(journal.findByKey("orders", "k")).isNull();
        assertThat(journal.definition("d1")).isNull();
        assertThat(journal.runs(10)).isEmpty();
        assertThat(journal.unfinished()).isEmpty();
    }

    private static Batch with(Batch batch, LockChange... locks) {
        return new Batch(batch.run(), batch.first(), batch.at(), batch.events(), List.of(locks), List.of());
    }

    private static LockChange.Take take(String name, long token) {
        return new LockChange.Take(name, token, new VisitId(2), Samples.AT);
    }

    @Test
    void aRunThatIsRetriedGoesOnOnItsNewDefinition() {
        append(Samples.start("a"));
        append(Samples.one("a", 3, Samples.FAILED));
        assertThat(journal.unfinished()).isEmpty();
        append(Samples.one("a", 4, Samples.retried("d2")));

        assertThat(journal.unfinished()).containsExactly(A);
        var run = Objects.requireNonNull(journal.find(A));
        assertThat(run.status()).isEqualTo(RunSummary.Status.RUNNING);
        assertThat(run.ended()).isNull();
        assertThat(run.definition()).isEqualTo("d2");
        assertThat(sequences(1)).containsExactly(1L, 2L, 3L, 4L);

        append(new Batch(A, 5, Samples.AT, List.of(Samples.FAILED, Samples.retried("d3"), Samples.FAILED)));
        assertThat(journal.find(A)).extracting(RunSummary::definition, RunSummary::status, RunSummary::ended)
                .containsExactly("d3", RunSummary.Status.FAILED, Samples.AT);
        append(Samples.one("a", 8, new Event.RunJumped("me", "there", new NodeId("a"), Json.of("in"))));
        assertThat(journal.unfinished()).containsExactly(A);
        assertThat(sequences(8)).containsExactly(8L);
    }

    @Test
    void keepsWhoHasALockWithTheEventsThatSaySo() {
        append(Samples.start("a"));
        append(with(Samples.more("a", 3), take("card", 1)));
        assertThat(journal.locks()).containsExactly(
                new LockChange.Kept("card", 1, new LockChange.Holder(A, new VisitId(2), Samples.AT)));
        journal.renew("card", 1, Samples.AT.plusSeconds(9)).join();
        journal.renew("card", 2, Samples.AT.plusSeconds(99)).join();
        assertThat(journal.locks()).containsExactly(
                new LockChange.Kept("card", 1, new LockChange.Holder(A, new VisitId(2), Samples.AT.plusSeconds(9))));

        append(with(Samples.more("a", 4), new LockChange.Release("card", 1)));
        journal.renew("card", 1, Samples.AT.plusSeconds(99)).join();
        assertThat(journal.locks()).containsExactly(new LockChange.Kept("card", 1, null));
    }

    @Test
    void refusesALockWhoseTokenWasSomebodys() {
        append(Samples.start("a"));
        append(with(Samples.more("a", 3), take("card", 5), new LockChange.Release("card", 5)));

        assertThat(append(with(Samples.more("a", 4), take("other", 1), take("card", 5))))
                .isEqualTo(new Appended.LockGone("card"));
        assertThat(sequences(4)).isEmpty();
        assertThat(journal.locks()).containsExactly(new LockChange.Kept("card", 5, null));
    }

    @Test
    void leavesALockThatAnotherTookMeanwhile() {
        append(Samples.start("a"));
        append(with(Samples.more("a", 3), take("card", 1)));
        append(with(Samples.more("a", 4), take("card", 2)));
        append(with(Samples.more("a", 5), new LockChange.Release("card", 1)));

        assertThat(journal.locks().getFirst().holder()).isNotNull();
    }

    @Test
    void refusesEventsOutOfTurn() {
        assertThat(append(Samples.more("a", 3))).isEqualTo(new Appended.OutOfTurn(1));
        append(Samples.start("a"));

        assertThat(append(Samples.start("a"))).isEqualTo(new Appended.OutOfTurn(3));
        assertThat(append(Samples.more("a", 2))).isEqualTo(new Appended.OutOfTurn(3));
        assertThat(append(Samples.more("a", 4))).isEqualTo(new Appended.OutOfTurn(3));
        assertThat(sequences(1)).hasSize(2);
    }

    @Test
    void keepsARunOnceForAKeyOfAFlow() {
        append(Samples.start("a", "orders", "k"));

        assertThat(append(Samples.start("b", "orders", "k"))).isEqualTo(new Appended.KeyTaken(A));
        assertThat(append(Samples.start("c", "returns", "k"))).isInstanceOf(Appended.Durable.class);
        assertThat(append(Samples.start("d", "orders", "l"))).isInstanceOf(Appended.Durable.class);
        assertThat(journal.findByKey("orders", "k")).isEqualTo(A);
        assertThat(journal.find(new RunId("b"))).isNull();
    }

    @Test
    void letsOneOfManyTakeAKey() {
        var starts = new ArrayList<CompletableFuture<Appended>>();
        for (int i = 0; i < 50; i++) {
            starts.add(journal.append(Samples.start("run" + i, "orders", "k")));
        }

        assertThat(starts.stream().map(CompletableFuture::join).filter(Appended.Durable.class::isInstance)).hasSize(1);
        assertThat(journal.runs(100)).hasSize(1);
    }

    @Test
    void whatIsAppendedTogetherIsKeptAsIfOneAfterTheOther() {
        var starts = new ArrayList<CompletableFuture<Appended>>();
        for (int i = 0; i < 100; i++) {
            starts.add(journal.append(Samples.start("run" + i, "orders", "k" + i % 10)));
            starts.add(journal.append(Samples.start("run" + i, "returns", null)));
        }
        var begun = IntStream.range(0, 200)
                .filter(i -> starts.get(i).join() instanceof Appended.Durable).mapToObj(i -> "run" + i / 2).toList();
        // Of each run once, whichever of its flows that is; of orders the first with each key.
        assertThat(begun).hasSize(100).doesNotHaveDuplicates();
        assertThat(journal.runs(1_000)).filteredOn(run -> run.flow().equals("orders")).hasSize(10);
        assertThat(journal.runs(1_000).reversed()).extracting(run -> run.run().value()).isEqualTo(begun);

        begun.forEach(run -> claim(new RunId(run)));
        var going = new ArrayList<CompletableFuture<Appended>>();
        for (var run : begun) {
            going.add(journal.append(Samples.more(run, 3)));
            going.add(journal.append(Samples.more(run, 5)));
            going.add(journal.append(Samples.end(run, 4)));
            going.add(journal.append(Samples.more(run, 3)));
        }
        var positions = new TreeSet<Long>();
        for (int i = 0; i < going.size(); i += 4) {
            positions.add(((Appended.Durable) going.get(i).join()).position());
            assertThat(going.get(i + 1).join()).isEqualTo(new Appended.OutOfTurn(4));
            positions.add(((Appended.Durable) going.get(i + 2).join()).position());
            assertThat(going.get(i + 3).join()).isNotInstanceOf(Appended.Durable.class);
        }
        assertThat(positions).hasSize(200);
        assertThat(journal.unfinished()).isEmpty();
        for (var run : begun) {
            assertThat(journal.read(new RunId(run), 1)).extracting(Recorded::sequence).containsExactly(1L, 2L, 3L, 4L);
        }
    }

    @Test
    void numbersBatchesWithoutGapsWhereNoneIsRefused() {
        var positions = new ArrayList<Long>();
        for (int i = 1; i <= 3; i++) {
            positions.add(((Appended.Durable) append(Samples.start("run" + i))).position());
            append(Samples.start("run" + i));
        }
        assertThat(positions).containsExactly(1L, 2L, 3L);
    }

    @Test
    void tellsHowRunsGoOn() {
        append(Samples.start("a", "orders", "k"));
        append(Samples.start("b"));
        append(Samples.end("a", 3));

        var at = Samples.AT;
        assertThat(journal.find(A)).isEqualTo(new RunSummary(A, "orders", "d1", "k", RunSummary.Status.COMPLETED, at,
                at.plusSeconds(60), null));
        assertThat(journal.runs(10)).extracting(run -> run.run().value()).containsExactly("b", "a");
        assertThat(journal.runs(1)).extracting(run -> run.run().value()).containsExactly("b");
        assertThat(journal.unfinished()).containsExactly(new RunId("b"));
    }

    @Test
    void removesARunAsItWasFoundAlone() {
        append(Samples.start("a"));
        append(Samples.end("a", 3));
        var found = prunable();
        append(Samples.one("a", 4, Samples.retried("d1")));
        append(Samples.end("a", 5));

        assertThat(journal.prune(found).join()).isInstanceOf(Appended.OutOfTurn.class);
        assertThat(journal.prune(prunable()).join()).isInstanceOf(Appended.Durable.class);
        assertThat(journal.find(A)).isNull();
    }

    @Test
    void aRunThatIsRemovedIsNotGoneOnWithByWhatWasAskedForTogether() {
        for (int i = 0; i < 30; i++) {
            append(Samples.start("r" + i));
            append(Samples.end("r" + i, 3));
        }
        var pruned = new ArrayList<CompletableFuture<Appended>>();
        var retried = new ArrayList<CompletableFuture<Appended>>();
        for (var found : journal.prunable(new Retention(null, 0), Samples.AT, 0, 30)) {
            claim(found.root());
            pruned.add(journal.prune(found));
            retried.add(journal.append(Samples.one(found.root().value(), 4, Samples.retried("d2"))));
        }

        assertThat(pruned).hasSize(30)
                .allSatisfy(prune -> assertThat(prune.join()).isInstanceOf(Appended.Durable.class));
        assertThat(retried).noneSatisfy(retry -> assertThat(retry.join()).isInstanceOf(Appended.Durable.class));
    }

    private Prunable prunable() {
        return journal.prunable(new Retention(null, 0), Samples.AT, 0, 9).getFirst();
    }

    @Test
    void listsTheRunsThatArePaused() {
        for (var run : List.of("a", "b", "c", "d")) {
            append(Samples.start(run));
        }
        for (var run : List.of("d", "b", "a")) {
            append(Samples.one(run, 3, new Event.RunPaused("me", "lunch")));
        }
        append(Samples.one("b", 4, new Event.RunUnpaused("me", "back")));

        assertThat(journal.paused()).extracting(RunSummary::run).containsExactly(A, new RunId("d"));
        assertThat(journal.paused().getFirst()).isEqualTo(journal.find(A));
    }

    @Test
    void tellsWhichRunsArePausedAndCountsThemAmongTheUnfinished() {
        append(Samples.start("a", "orders", null));
        append(Samples.one("a", 3, new Event.RunPaused("me", "lunch")));
        append(Samples.more("a", 4));

        assertThat(journal.find(A)).isEqualTo(new RunSummary(A, "orders", "d1", null, RunSummary.Status.PAUSED,
                Samples.AT, null, null));
        assertThat(journal.unfinished()).containsExactly(A);
        assertThat(journal.read(A, 1)).hasSize(4);
        append(Samples.one("a", 5, new Event.RunUnpaused("me", "back")));
        assertThat(journal.find(A)).extracting(RunSummary::status).isEqualTo(RunSummary.Status.RUNNING);
        append(Samples.one("a", 6, new Event.RunPaused("me", "tea")));
        append(new Batch(A, 7, Samples.AT, List.of(new Event.RunUnpaused("me", "enough"),
                new Event.RunCompleted(Json.of("out")))));
        assertThat(journal.find(A)).extracting(RunSummary::status).isEqualTo(RunSummary.Status.COMPLETED);
        assertThat(journal.unfinished()).isEmpty();
    }

    @Test
    void readsRunsWhileTheyEnd() {
        for (int i = 0; i < 200; i++) {
            var run = "run" + i;
            append(Samples.start(run));
            claim(new RunId(run));
            var end = journal.append(Samples.end(run, 3));
            while (!end.isDone()) {
                assertThat(journal.read(new RunId(run), 1)).hasSizeBetween(2, 3);
            }
            assertThat(journal.read(new RunId(run), 1)).hasSize(3);
        }
    }

    private long send(Message message) {
        return ((Appended.Durable) journal.send(message).join()).position();
    }

    private List<Long> kept() {
        return journal.messages(100).stream().map(Message.Kept::number).toList();
    }

    @Test
    void keepsMessagesInTheOrderInWhichTheyWereSent() {
        long first = send(Samples.message("paid", "7", null));
        long second = send(Samples.message("paid", "7", null));
        long other = send(Samples.message("paid", "8", null));

        assertThat(kept()).containsExactly(first, second, other);
        assertThat(journal.messages(1)).containsExactly(new Message.Kept(first, Samples.message("paid", "7", null)));
        assertThat(journal.messages("paid", "7", 0, 9)).extracting(Message.Kept::number).containsExactly(first, second);
        assertThat(journal.messages("paid", "7", 0, 1)).extracting(Message.Kept::number).containsExactly(first);
        assertThat(journal.messages("paid", "7", first, 9)).extracting(Message.Kept::number).containsExactly(second);
        assertThat(journal.messages("sent", "7", 0, 9)).isEmpty();
    }

    private static Appended sentBefore(long number) {
        return new Appended.SentBefore(new Message.Kept(number, Samples.message("paid", "7", "m1")));
    }

    @Test
    void keepsAMessageOnceUnderItsId() {
        long first = send(Samples.message("paid", "7", "m1"));
        assertThat(journal.send(Samples.message("paid", "8", "m1")).join()).isEqualTo(sentBefore(first));
        send(Samples.message("sent", "7", "m1"));
        journal.drop(first).join();

        assertThat(journal.send(Samples.message("paid", "7", "m1")).join()).isEqualTo(sentBefore(first));
        assertThat(kept()).hasSize(1);
    }

    @Test
    void givesAMessageToOneRun() {
        append(Samples.start("a"));
        append(Samples.start("b"));
        long first = send(Samples.message("paid", "7", null));
        long second = send(Samples.message("paid", "7", null));
        append(Samples.received("a", 3, first));

        assertThat(append(Samples.received("b", 3, second, first))).isEqualTo(new Appended.MessageGone(first));
        assertThat(kept()).containsExactly(second);
        assertThat(journal.read(new RunId("b"), 1)).hasSize(2);
        assertThat(append(Samples.received("b", 3, second))).isInstanceOf(Appended.Durable.class);
        assertThat(kept()).isEmpty();
    }

    @Test
    void givesNoMessageToARunThatSomebodyElseWentOnWith() {
        append(Samples.start("a"));
        long message = send(Samples.message("paid", "7", null));

        assertThat(append(Samples.received("a", 9, message))).isEqualTo(new Appended.OutOfTurn(3));
        assertThat(kept()).containsExactly(message);
    }

    @Test
    void givesNoMessageThatWasDropped() {
        append(Samples.start("a"));
        long message = send(Samples.message("paid", "7", null));
        assertThat(journal.drop(message).join()).isInstanceOf(Appended.Durable.class);

        assertThat(journal.drop(message).join()).isEqualTo(new Appended.MessageGone(message));
        assertThat(journal.drop(99).join()).isEqualTo(new Appended.MessageGone(99));
        assertThat(append(Samples.received("a", 3, message))).isEqualTo(new Appended.MessageGone(message));
        assertThat(kept()).isEmpty();
    }

    @Test
    void keepsMessagesOfMillionsOfCharacters() {
        var data = "\"" + "x".repeat(2 * LongTexts.PART) + "\"";
        send(new Message("paid", "7", null, data, Samples.AT));

        assertThat(journal.messages("paid", "7", 0, 1).getFirst().message().data()).isEqualTo(data);
    }

    @Test
    void refusesMessagesThatCannotBeFound() {
        for (var name : List.of("", " ", "n".repeat(Journal.LONGEST_NAME + 1))) {
            assertThatThrownBy(() -> Samples.message(name, "7", null)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> Samples.message("paid", name, null)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> Samples.message("paid", "7", name)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void keepsDefinitions() {
        var longOne = "x".repeat(LongTexts.PART) + "y".repeat(LongTexts.PART) + "z";
        journal.define("d1", "{}").join();
        journal.define("d1", "{}").join();
        journal.define("d2", longOne).join();

        assertThat(journal.definition("d1")).isEqualTo("{}");
        assertThat(journal.definition("d2")).isEqualTo(longOne);
    }

    @Test
    void keepsBatchesOfMillionsOfCharacters() {
        append(Samples.start("a"));
        append(Samples.large("a", 3, 2_500_000));

        assertThat(journal.read(A, 3).getFirst().event())
                .isEqualTo(Samples.large("a", 3, 2_500_000).events().getFirst());
    }

    @Test
    void refusesNamesThatAreTooLong() {
        assertThatThrownBy(() -> append(Samples.start("a", "orders", "k".repeat(Journal.LONGEST_NAME + 1))))
                .isInstanceOf(IllegalArgumentException.class);
        append(Samples.start("a", "orders", "k".repeat(Journal.LONGEST_NAME)));
    }

    @Test
    void isNotHarmedByInterruptedThreads() throws Exception {
        append(Samples.start("a"));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var reads = new ArrayList<java.util.concurrent.Future<Integer>>();
            for (int i = 0; i < 50; i++) {
                reads.add(threads.submit(() -> {
                    Thread.currentThread().interrupt();
                    return journal.read(A, 1).size();
                }));
            }
            for (var read : reads) {
                assertThat(read.get()).isEqualTo(2);
            }
        }
        assertThat(append(Samples.more("a", 3))).isInstanceOf(Appended.Durable.class);
    }

    @Test
    void answersEverythingThatWasAppendedBeforeItClosed() {
        var appends = new ArrayList<CompletableFuture<Appended>>();
        for (int i = 0; i < 500; i++) {
            appends.add(journal.append(Samples.start("run" + i)));
        }
        journal.close();

        assertThat(appends).allSatisfy(append -> assertThat(append).isCompletedWithValueMatching(
                Appended.Durable.class::isInstance));
    }

    @Test
    void saysThatItIsClosed() {
        journal.close();
        journal.close();

        assertThat(journal.append(Samples.start("a"))).failsWithin(java.time.Duration.ofSeconds(10))
                .withThrowableThat().havingCause().isInstanceOf(StoreException.class)
                .withMessage("The store is closed. Open it again.");
        assertThatThrownBy(() -> journal.runs(1)).isInstanceOf(StoreException.class)
                .hasMessage("The store is closed. Open it again.");
    }
}
