package dev.flowloom.runtime;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import dev.flowloom.journal.DeadLetter;
import dev.flowloom.journal.Durability;
import dev.flowloom.journal.Journal;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.journal.Stores;
import dev.flowloom.model.Flow;
import dev.flowloom.model.FlowLibrary;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node.Repeat.ForEach.ItemErrors;
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
    private final List<Json> done = Collections.synchronizedList(new ArrayList<>());
    private final Engine engine = engine();

    @AfterEach
    void closeAll() throws Exception {
        for (var each : open.reversed()) {
            each.close();
        }
    }

    private Engine engine() {
        var engine = new Engine(FaultyJournal.sound(kept), Work.types((step, call) -> {
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
    void aRunThatSendsItemsAgainCantBeMovedToAFlowWithoutTheirLoop() throws Exception {
        bad.add(Json.of(3));
        run(flow(1));
        var again = resend(letters().getFirst());
        outcome(again);
        var other = new Flows().start("start").end("end").way("start", "end").build("streaming");

        assertThatThrownBy(() -> engine.retry(again, "me", "", other, FlowLibrary.EMPTY, new TreeSet<>()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
