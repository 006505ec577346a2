package dev.flowloom.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.flowloom.journal.DeadLetter;
import dev.flowloom.journal.Durability;
import dev.flowloom.journal.Journal;
import dev.flowloom.journal.Retention;
import dev.flowloom.journal.RunSummary;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.journal.Stores;
import dev.flowloom.model.Flow;
import dev.flowloom.model.FlowLibrary;
import dev.flowloom.model.Json;
import dev.flowloom.model.Lock;
import dev.flowloom.model.Node;
import dev.flowloom.model.Node.Repeat.ForEach.ItemErrors;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Severity;
import dev.flowloom.run.RunId;
import dev.flowloom.step.StepFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What failed for good is kept, sent again once, or dropped.
@Timeout(60)
final class DeadLettersTest {
    private final Journal kept = Stores.open(new StoreLocation.InMemory(), Durability.KILL_SAFE,
            new EventJsonCodec());
    private final List<AutoCloseable> open = new ArrayList<>(List.of(kept));
    /// What the step fails for.
    private final Set<Json> bad = ConcurrentHashMap.newKeySet();
    private final Set<Json> corrupt = ConcurrentHashMap.newKeySet();
    private final Set<Json> held = ConcurrentHashMap.newKeySet();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final List<Json> done = Collections.synchronizedList(new ArrayList<>());
    /// Runs between what a retry finds out and its beginning.
    private volatile Runnable meanwhile = () -> {};
    private final Engine engine = engine();

    @AfterEach
    void closeAll() throws Exception {
        gate.countDown();
        for (var each : open.reversed()) {
            each.close();
        }
    }

    private Engine engine() {
        var journal = new ForwardingJournal(FaultyJournal.sound(kept)) {
            @Override
            public List<RunId> resentBy(RunId run) {
                var found = super.resentBy(run);
                meanwhile.run();
                return found;
            }
        };
        var engine = new Engine(journal, Work.types((step, call) -> {
            if (held.contains(call.data())) {
                gate.await();
            }
            if (corrupt.contains(call.data())) {
                throw new StepFailure("test.corrupt", Severity.CORRUPTION, "It is damaged.", Json.Obj.EMPTY);
            }
            if (bad.contains(call.data())) {
                throw new StepFailure("test.bad", Severity.CRITICAL, "It is bad.", Json.Obj.EMPTY);
            }
            done.add(call.data());
            return call.data();
        }), EngineSettings.DEFAULT);
        open.add(engine);
        return engine;
    }

    private static Flow flow(int batch) {
        return new Flows().start("start").step("before").counting("loop", 6, batch, 2, ItemErrors.CONTINUE).end("end")
                .way("start", "before", "loop", "end").start("in").step("each").end("out").way("in", "each", "out")
                .in("loop", "in", "each", "out").build("streaming");
    }

    private RunId run(Flow flow) throws Exception {
        var run = engine.start(flow, Json.of("input"), null).run();
        outcome(run);
        return run;
    }

    private RunOutcome outcome(RunId run) throws Exception {
        return engine.outcome(run).toCompletableFuture().get(50, TimeUnit.SECONDS);
    }

    private List<DeadLetter> letters() {
        return engine.deadLetters().list(false, 100);
    }

    private RunId resend(DeadLetter letter) {
        return resend(letter, new TreeMap<>());
    }

    private RunId resend(DeadLetter letter, SortedMap<Long, Json> mended) {
        return engine.deadLetters().resend(List.of(letter.number()), mended, "me", "mended").getFirst();
    }

    @Test
    void anItemThatFailedIsListedWithItsCause() throws Exception {
        bad.add(Json.of(3));
        var run = run(flow(1));

        assertThat(letters()).singleElement().satisfies(letter -> {
            assertThat(letter.run()).isEqualTo(run);
            assertThat(letter.flow()).isEqualTo("streaming");
            assertThat(letter.code()).isEqualTo("test.bad");
            assertThat(letter.node()).isEqualTo("each");
            assertThat(letter.item()).extracting(DeadLetter.Item::json, DeadLetter.Item::index).containsExactly("3", 3);
        });
        assertThat(engine.deadLetters().of(run, false, 10)).hasSize(1);
        assertThat(engine.deadLetters().of(new RunId("other"), false, 10)).isEmpty();
    }

    /// A retry of the run would do the item once more otherwise.
    @Test
    void whatDidAnItemAgainIsKeptAsLongAsItsRun() throws Exception {
        bad.add(Json.of(3));
        var run = run(flow(1));
        bad.clear();
        var again = resend(letters().getFirst());
        outcome(again);
        var none = new Retention(null, 0);

        assertThat(engine.upkeep().prune(none, each -> !each.equals(run))).isZero();
        assertThat(engine.runs(9)).extracting(RunSummary::run).containsExactlyInAnyOrder(run, again);
        assertThat(engine.upkeep().prune(none, _ -> true)).isEqualTo(2);
    }

    private static Flows under(Node.Scope scope) {
        return new Flows().start("start").node(scope).end("end").way("start", "alone", "end");
    }

    private static final Node.Scope ALONE = new Node.Scope(new NodeId("alone"), "", null,
            new Lock("till", Duration.ofHours(1), null), Json.Obj.EMPTY);

    /// What is around the loop is not done again.
    @Test
    void itemsAreNotSentAgainWithoutTheLockThatTheyWereDoneUnder() throws Exception {
        bad.add(Json.of(3));
        run(under(ALONE).start("first").counting("loop", 6, 1, 2, ItemErrors.CONTINUE).end("last").start("in")
                .step("each").end("out").way("first", "loop", "last").way("in", "each", "out")
                .in("alone", "first", "loop", "last").in("loop", "in", "each", "out").build("streaming"));
        bad.clear();
        var letter = letters().getFirst();
        assertThatThrownBy(() -> resend(letter)).isInstanceOf(RestartRefusedException.class)
                .hasMessageContaining("\"loop\" stands in \"alone\", which has a lock");

        var within = new Flows().start("start").counting("loop", 6, 1, 2, ItemErrors.CONTINUE).end("end")
                .way("start", "loop", "end").start("in").node(ALONE).end("out").way("in", "alone", "out").start("first")
                .step("each").end("last").way("first", "each", "last").in("loop", "in", "alone", "out")
                .in("alone", "first", "each", "last").build("streaming");
        var run = engine.deadLetters().resend(List.of(letter.number()), new TreeMap<>(), within, FlowLibrary.EMPTY,
                "me", "mended").getFirst();
        assertThat(outcome(run)).isInstanceOf(RunOutcome.Completed.class);
    }

    @Test
    void sentAgainItIsDoneByARunThatDoesNothingElse() throws Exception {
        bad.add(Json.of(3));
        run(flow(1));
        bad.clear();
        done.clear();

        var again = resend(letters().getFirst());
        assertThat(outcome(again)).isEqualTo(new RunOutcome.Completed(Json.Arr.of(Json.of(3))));
        assertThat(done).containsExactly(Json.of(3));
        assertThat(letters()).isEmpty();
        assertThat(engine.deadLetters().list(true, 10).getFirst().change())
                .extracting(DeadLetter.Change::by, DeadLetter.Change::reason, DeadLetter.Change::sentAs)
                .containsExactly("me", "mended", again);
    }

    @Test
    void aMendedItemTakesItsPlace() throws Exception {
        bad.add(Json.of(3));
        run(flow(1));

        var mended = new TreeMap<>(Map.of(letters().getFirst().number(), (Json) Json.of(33)));
        assertThat(outcome(resend(letters().getFirst(), mended)))
                .isEqualTo(new RunOutcome.Completed(Json.Arr.of(Json.of(33))));
    }

    @Test
    void whatFailsAgainIsADeadLetterOfTheNewRun() throws Exception {
        bad.add(Json.of(3));
        run(flow(1));
        var again = resend(letters().getFirst());
        outcome(again);

        assertThat(letters()).singleElement().returns(again, DeadLetter::run);
        bad.clear();
        assertThat(outcome(resend(letters().getFirst())))
                .isEqualTo(new RunOutcome.Completed(Json.Arr.of(Json.of(3))));
    }

    @Test
    void aBatchIsSentAgainAsABatch() throws Exception {
        bad.add(Json.Arr.of(Json.of(0), Json.of(1)));
        bad.add(Json.Arr.of(Json.of(4), Json.of(5)));
        run(flow(2));
        assertThat(letters()).hasSize(2);
        bad.clear();
        done.clear();

        var again = engine.deadLetters().resend(letters().stream().map(DeadLetter::number).toList(), new TreeMap<>(),
                "me", "").getFirst();
        outcome(again);
        assertThat(done).containsExactlyInAnyOrder(Json.Arr.of(Json.of(0), Json.of(1)),
                Json.Arr.of(Json.of(4), Json.of(5)));
    }

    @Test
    void oneIsSentAgainOnce() throws Exception {
        bad.add(Json.of(3));
        run(flow(1));
        var letter = letters().getFirst();
        var again = resend(letter);

        assertThatThrownBy(() -> resend(letter)).isInstanceOf(DeadLetters.NotOpenException.class)
                .hasMessageContaining(again.value());
        assertThat(engine.runs(10)).hasSize(2);
    }

    @Test
    void aDroppedOneStaysAndSaysWhoDroppedIt() throws Exception {
        bad.add(Json.of(3));
        run(flow(1));
        var letter = letters().getFirst();
        engine.deadLetters().drop(List.of(letter.number()), "me", "it was a test");

        assertThat(letters()).isEmpty();
        assertThat(engine.deadLetters().find(letter.number())).satisfies(it -> assertThat(it.change())
                .extracting(DeadLetter.Change::by, DeadLetter.Change::sentAs).containsExactly("me", null));
        assertThatThrownBy(() -> engine.deadLetters().drop(List.of(letter.number()), "you", ""))
                .hasMessageContaining("dropped by me");
        assertThatThrownBy(() -> engine.deadLetters().drop(List.of(99L), "you", ""))
                .hasMessageContaining("no dead letter 99");
    }

    @Test
    void aRunThatFailedIsADeadLetterToo() throws Exception {
        bad.add(Json.of("input"));
        var run = run(flow(1));

        assertThat(letters()).singleElement().satisfies(letter -> {
            assertThat(letter.run()).isEqualTo(run);
            assertThat(letter.item()).isNull();
        });
        assertThatThrownBy(() -> resend(letters().getFirst())).hasMessageContaining("Retry the run");
    }

    @Test
    void aRunThatIsRetriedIsNoDeadLetterAnyMore() throws Exception {
        bad.add(Json.of("input"));
        var run = run(flow(1));
        bad.clear();

        assertThat(engine.retry(run, "me", "mended", null, FlowLibrary.EMPTY, new TreeSet<>())).isTrue();
        assertThat(outcome(run)).isInstanceOf(RunOutcome.Completed.class);
        assertThat(letters()).isEmpty();
        assertThat(engine.deadLetters().of(run, true, 10).getFirst().change())
                .extracting(DeadLetter.Change::by, DeadLetter.Change::sentAs).containsExactly("me", run);
    }

    @Test
    void itemsOfARunThatIsRetriedAreDoneByThat() throws Exception {
        var failing = new Flows().start("start").counting("loop", 6, 1, 2, ItemErrors.CONTINUE).step("after").end("end")
                .way("start", "loop", "after", "end").start("in").step("each").end("out").way("in", "each", "out")
                .in("loop", "in", "each", "out").build("failing");
        var summary = Json.Obj.of("items", Json.of(6)).with("failed", Json.of(1));
        bad.add(Json.of(3));
        bad.add(summary);
        var run = run(failing);
        assertThat(letters()).hasSize(2);
        bad.clear();
        done.clear();

        assertThat(engine.retry(run, "me", "mended", null, FlowLibrary.EMPTY, new TreeSet<>())).isTrue();
        assertThat(outcome(run)).isInstanceOf(RunOutcome.Completed.class);
        assertThat(done).containsExactlyInAnyOrder(Json.of(3),
                Json.Obj.of("items", Json.of(6)).with("failed", Json.of(0)));
        assertThat(letters()).isEmpty();
    }

    @Test
    void itemsThatTheFlowItselfFailedAreSentAgainOnACorrectedOne() throws Exception {
        bad.add(Json.of(3));
        run(flow(1));
        var corrected = new Flows().start("start").counting("loop", 6, 1, 2, ItemErrors.CONTINUE).end("end")
                .way("start", "loop", "end").start("in").end("out").way("in", "out").in("loop", "in", "out");
        var letter = letters().getFirst();

        assertThatThrownBy(() -> resendOn(corrected.build("other"), letter))
                .isInstanceOf(RestartRefusedException.class).hasMessageContaining("can't be sent to one of \"other\"");
        assertThatThrownBy(() -> resendOn(new Flows().start("start").end("end").way("start", "end")
                .build("streaming"), letter)).isInstanceOf(RestartRefusedException.class)
                .hasMessageContaining("no loop over items \"loop\"");
        assertThat(letters()).hasSize(1);

        var again = resendOn(corrected.build("streaming"), letter);
        assertThat(outcome(again)).isEqualTo(new RunOutcome.Completed(Json.Arr.of(Json.of(3))));
        assertThat(letters()).isEmpty();
    }

    private RunId resendOn(Flow flow, DeadLetter letter) {
        return engine.deadLetters().resend(List.of(letter.number()), new TreeMap<>(), flow, FlowLibrary.EMPTY, "me",
                "mended").getFirst();
    }

    @Test
    void aRunThatSendsItemsAgainCantBeMovedToAFlowWithoutTheirLoop() throws Exception {
        bad.add(Json.of(3));
        run(flow(1));
        var again = resend(letters().getFirst());
        outcome(again);
        var other = new Flows().start("start").end("end").way("start", "end").build("streaming");

        assertThatThrownBy(() -> engine.retry(again, "me", "", other, FlowLibrary.EMPTY, new TreeSet<>()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static final Json ALL = Json.Obj.of("items", Json.of(6)).with("failed", Json.of(0));

    /// A loop, and then a step that is given how many items there were.
    private static Flow counted(int batch) {
        return new Flows().start("start").counting("loop", 6, batch, 2, ItemErrors.CONTINUE).step("after").end("end")
                .way("start", "loop", "after", "end").start("in").step("each").end("out").way("in", "each", "out")
                .in("loop", "in", "each", "out").build("counted");
    }

    /// As [#run], of a run that fails after its loop.
    private RunId failed(Flow flow, Json... bad) throws Exception {
        this.bad.addAll(List.of(bad));
        // However many that are.
        for (int failed = 1; failed <= 2; failed++) {
            this.bad.add(Json.Obj.of("items", Json.of(6)).with("failed", Json.of(failed)));
        }
        return run(flow);
    }

    private boolean retry(RunId run) {
        return engine.retry(run, "me", "mended", null, FlowLibrary.EMPTY, new TreeSet<>());
    }

    private DeadLetter itemLetter() {
        return letters().stream().filter(letter -> letter.item() != null).findFirst().orElseThrow();
    }

    @Test
    void anItemThatWasSentAgainAndDoneIsNotDoneByARetry() throws Exception {
        var run = failed(counted(1), Json.of(3));
        bad.clear();
        outcome(resend(itemLetter(), new TreeMap<>(Map.of(itemLetter().number(), (Json) Json.of(33)))));
        done.clear();

        assertThat(retry(run)).isTrue();
        assertThat(outcome(run)).isInstanceOf(RunOutcome.Completed.class);
        assertThat(done).containsExactly(ALL);
    }

    @Test
    void oneThatFailedAgainAndWasSentOnceMoreIsNotDoneEither() throws Exception {
        var run = failed(counted(1), Json.of(3));
        outcome(resend(itemLetter()));
        assertThat(letters()).hasSize(2);
        bad.clear();
        outcome(resend(itemLetter()));
        done.clear();

        retry(run);
        outcome(run);
        assertThat(done).containsExactly(ALL);
    }

    @Test
    void oneThatFailedAgainIsDoneByTheRetry() throws Exception {
        var run = failed(counted(1), Json.of(3));
        outcome(resend(itemLetter()));
        bad.clear();
        done.clear();

        retry(run);
        outcome(run);
        assertThat(done).containsExactlyInAnyOrder(Json.of(3), ALL);
    }

    @Test
    void aBatchThatWasSentAgainAndDoneIsNotDoneByARetry() throws Exception {
        var run = failed(counted(2), Json.Arr.of(Json.of(2), Json.of(3)));
        bad.clear();
        outcome(resend(itemLetter()));
        done.clear();

        retry(run);
        outcome(run);
        assertThat(done).containsExactly(ALL);
    }

    @Test
    void whatAnItemGaveThatWasSentAgainStandsInTheLoopsList() throws Exception {
        var list = Json.Arr.of(Json.of(1), Json.of(2), Json.of(3));
        var flow = new Flows().start("start").list("loop", "[1, 2, 3]", 1, ItemErrors.CONTINUE).step("after").end("end")
                .way("start", "loop", "after", "end").start("in").step("each").end("out").way("in", "each", "out")
                .in("loop", "in", "each", "out").build("listed");
        bad.add(Json.of(2));
        bad.add(Json.Arr.of(Json.of(1), Json.NULL, Json.of(3)));
        var run = run(flow);
        bad.clear();
        outcome(resend(itemLetter()));
        done.clear();

        retry(run);
        assertThat(outcome(run)).isEqualTo(new RunOutcome.Completed(list));
        assertThat(done).containsExactly(list);
    }

    @Test
    void aRunIsNotRetriedWhileItsItemsAreBeingDoneAgain() throws Exception {
        var run = failed(counted(1), Json.of(3));
        bad.clear();
        held.add(Json.of(3));
        var again = resend(itemLetter());

        assertThatThrownBy(() -> retry(run)).isInstanceOf(RestartRefusedException.class)
                .hasMessageContaining(again.value());
        gate.countDown();
        outcome(again);
        assertThat(retry(run)).isTrue();
    }

    @Test
    void anItemThatIsSentAgainWhileARetryIsPlannedIsDoneOnce() throws Exception {
        var run = failed(counted(1), Json.of(3));
        bad.clear();
        done.clear();
        var again = new ArrayList<RunId>();
        meanwhile = () -> {
            meanwhile = () -> {};
            again.add(resend(itemLetter()));
            engine.outcome(again.getFirst()).toCompletableFuture().join();
        };

        assertThat(retry(run)).isFalse();
        assertThat(retry(run)).isTrue();
        assertThat(outcome(run)).isInstanceOf(RunOutcome.Completed.class);
        assertThat(done).filteredOn(Json.of(3)::equals).hasSize(1);
    }

    @Test
    void aRunThatSendsItemsAgainGoesNowhereElse() throws Exception {
        bad.add(Json.of(3));
        run(flow(1));
        held.add(Json.of(3));
        var again = resend(letters().getFirst());

        assertThatThrownBy(() -> engine.jump(again, "me", "", new NodeId("end"), null))
                .isInstanceOf(RestartRefusedException.class).hasMessageContaining("sends items again")
                .hasMessageContaining("Wait for its end");
        assertThatThrownBy(() -> engine.planJump(again, new NodeId("end"), null))
                .isInstanceOf(RestartRefusedException.class);
    }

    @Test
    void theLettersOfALoopThatARetryDoesNotComeToStayOpen() throws Exception {
        var flow = new Flows().start("start").scope("scope").undo("scope", "undo").step("after").end("end")
                .way("start", "scope", "after", "end").start("in").counting("loop", 6, 1, 2, ItemErrors.CONTINUE)
                .end("out").way("in", "loop", "out").in("scope", "in", "loop", "out").start("begin").step("each")
                .end("given").way("begin", "each", "given").in("loop", "begin", "each", "given").build("kept");
        bad.add(Json.of(3));
        corrupt.add(Json.Obj.of("items", Json.of(6)).with("failed", Json.of(1)));
        var run = run(flow);
        assertThat(letters()).hasSize(2);
        bad.clear();
        corrupt.clear();
        done.clear();

        assertThat(retry(run)).isTrue();
        assertThat(outcome(run)).isInstanceOf(RunOutcome.Completed.class);
        assertThat(done).hasSize(1);
        assertThat(letters()).singleElement().satisfies(
                letter -> assertThat(letter.item()).extracting(DeadLetter.Item::json).isEqualTo("3"));
        assertThat(outcome(resend(itemLetter()))).isEqualTo(new RunOutcome.Completed(Json.Arr.of(Json.of(3))));
    }
}
