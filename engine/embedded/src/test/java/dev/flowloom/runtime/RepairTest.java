package dev.flowloom.runtime;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import dev.flowloom.journal.Durability;
import dev.flowloom.journal.RunSummary;
import dev.flowloom.journal.StoreException;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.model.Flow;
import dev.flowloom.model.FlowLibrary;
import dev.flowloom.model.Json;
import dev.flowloom.model.Lock;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Severity;
import dev.flowloom.run.Event;
import dev.flowloom.run.RunId;
import dev.flowloom.step.StepTypes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Damaged runs are restored from their last intact event, and gone on with.
@Execution(ExecutionMode.CONCURRENT)
@Timeout(60)
final class RepairTest {
    private static final Flow THREE = Flows.sequence("one", "two", "three");

    @TempDir
    Path folder;
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private volatile boolean broken = true;
    private final StepTypes types = Work.types((step, call) -> {
        done.add(step);
        keys.add(call.attemptKey());
        if (step.equals("fails") && broken) {
            throw Work.failure(Severity.CRITICAL);
        }
        return Json.of(step);
    });

    @AfterEach
    void close() {
        types.close();
    }

    private Engine open() {
        return open(EngineSettings.DEFAULT);
    }

    private Engine open(EngineSettings settings) {
        return Engine.open(new StoreLocation.OnDisk(folder.resolve("store")), Durability.KILL_SAFE, types, settings);
    }

    private RunId run(Flow flow) throws Exception {
        try (var engine = open()) {
            var run = engine.start(flow, Json.Obj.EMPTY, null).run();
            engine.outcome(run).toCompletableFuture().get(20, TimeUnit.SECONDS);
            return run;
        }
    }

    private void damage(String statement) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("store"), "flowloom", "");
                var sql = connection.createStatement()) {
            assertThat(sql.executeUpdate(statement)).isPositive();
        }
    }

    private static final String ROW_OF_TWO = "run = 1 AND text LIKE '%attempt.started%' AND first = (SELECT MIN(first) FROM "
            + "batch WHERE run = 1 AND text LIKE '%\"node\":\"two\"%')";

    private static RunOutcome goOn(Engine engine, RunId run) throws Exception {
        engine.resume(run);
        return engine.outcome(run).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void aDamagedRunIsRestoredAndFinished() throws Exception {
        var run = run(THREE);
        damage("UPDATE batch SET text = REPLACE(text, 'two', 'too') WHERE " + ROW_OF_TWO);
        done.clear();
        try (var engine = open()) {
            assertThatThrownBy(() -> engine.history(run)).isInstanceOf(StoreException.class)
                    .hasMessageContaining("flowloom repair " + run);
            var repair = engine.repair(run, "me", "The disk failed.");
            assertThat(repair.again()).extracting(NodeId::value).contains("one", "three");
            assertThat(repair.before()).isEqualTo(RunSummary.Status.COMPLETED);
            assertThat(repair.after()).isEqualTo(RunSummary.Status.RUNNING);
            assertThat(repair.goesOn()).isTrue();
            assertThat(engine.run(run).isOver()).isFalse();
            assertThat(engine.history(run)).last()
                    .satisfies(last -> assertThat(last.event()).isEqualTo(new Event.RunRestored("me",
                            "The disk failed.", Objects.requireNonNull(repair.damage()), repair.aside())));
            assertThat(goOn(engine, run)).isInstanceOf(RunOutcome.Completed.class);
            assertThat(done).containsExactly("one", "two", "three");
            assertThat(engine.examine(run).damage()).isNull();
        }
    }

    private static final Flow FAILING = Flows.sequence("one", "fails", "three");

    private static boolean retry(Engine engine, RunId run) {
        return engine.retry(run, "me", "mended", null, FlowLibrary.EMPTY, new TreeSet<>());
    }

    private RunId retried() throws Exception {
        var run = run(FAILING);
        broken = false;
        try (var engine = open()) {
            assertThat(retry(engine, run)).isTrue();
            engine.outcome(run).toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
        done.clear();
        return run;
    }

    @Test
    void aRunWhoseRetryIsDamagedHasFailedAsBeforeAndIsRetriedAnew() throws Exception {
        var run = retried();
        damage("UPDATE batch SET text = CONCAT(text, ' ') WHERE text LIKE '%run.retried%'");
        try (var engine = open()) {
            var repair = engine.repair(run, "me", "The disk failed.");
            assertThat(repair.after()).isEqualTo(RunSummary.Status.FAILED);
            assertThat(repair.goesOn()).isFalse();
            assertThat(engine.deadLetters().of(run, false, 10)).hasSize(1);
            assertThat(retry(engine, run)).isTrue();
            assertThat(goOn(engine, run)).isInstanceOf(RunOutcome.Completed.class);
            assertThat(done).containsExactly("fails", "three");
        }
    }

    @Test
    void aRunThatIsDamagedAfterItsRetryGoesOnWithWhatThatKept() throws Exception {
        var run = retried();
        damage("UPDATE batch SET text = CONCAT(text, ' ') WHERE first = (SELECT MIN(first) FROM batch WHERE first >"
                + " (SELECT first FROM batch WHERE text LIKE '%run.retried%'))");
        try (var engine = open()) {
            var repair = engine.repair(run, "me", "The disk failed.");
            assertThat(repair.after()).isEqualTo(RunSummary.Status.RUNNING);
            assertThat(goOn(engine, run)).isInstanceOf(RunOutcome.Completed.class);
            assertThat(done).containsExactly("fails", "three");
            assertThat(engine.deadLetters().of(run, false, 10)).isEmpty();
        }
    }

    /// What the clock said when is no matter.
    @Test
    void whatARetryDealtWithThatIsIntactStaysDealtWith() throws Exception {
        var clock = new ManualClock();
        RunId run;
        try (var engine = open(EngineSettings.DEFAULT.withClock(clock, Duration.ofMillis(10)))) {
            run = engine.start(FAILING, Json.Obj.EMPTY, null).run();
            engine.outcome(run).toCompletableFuture().get(20, TimeUnit.SECONDS);
            for (int i = 0; i < 2; i++) {
                clock.advance(Duration.ofHours(-1));
                assertThat(retry(engine, run)).isTrue();
                engine.outcome(run).toCompletableFuture().get(20, TimeUnit.SECONDS);
            }
        }
        damage("UPDATE batch SET text = CONCAT(text, ' ') WHERE first = (SELECT MAX(first) FROM batch)");
        try (var engine = open()) {
            assertThat(engine.repair(run, "me", "why").after()).isEqualTo(RunSummary.Status.RUNNING);
            assertThat(engine.deadLetters().of(run, false, 10)).isEmpty();
            assertThat(engine.deadLetters().of(run, true, 10)).hasSize(2);
        }
    }

    /// One with branches side by side, and one that fails and is undone.
    static List<Flow> flows() {
        return List.of(
                new Flows().start("start").fork("fork").step("a").step("b").step("c").join("join").end("end")
                        .way("start", "fork", "a", "c", "join", "end").way("fork", "b", "join").build("forked"),
                new Flows().start("start").step("first").undo("first", "unFirst").step("fails").end("end")
                        .way("start", "first", "fails", "end").build("saga"));
    }

    @ParameterizedTest
    @MethodSource("flows")
    void whereverARunIsDamagedItEndsAsItHadEnded(Flow flow) throws Exception {
        var run = run(flow);
        var original = Files.readAllBytes(folder.resolve("store.mv.db"));
        var rows = rows();
        Class<?> ended;
        try (var engine = open()) {
            ended = engine.history(run).getLast().event().getClass();
        }
        Files.delete(folder.resolve("store.acknowledged"));
        for (long first : rows.subList(1, rows.size())) {
            Files.write(folder.resolve("store.mv.db"), original);
            damage("UPDATE batch SET text = CONCAT(text, ' ') WHERE run = 1 AND first = " + first);
            try (var engine = open()) {
                assertThat(engine.repair(run, "me", "why").intact()).isEqualTo(first - 1);
                goOn(engine, run);
                assertThat(engine.history(run).getLast().event()).as("damaged from event " + first).isInstanceOf(ended);
                assertThat(engine.examine(run).damage()).isNull();
            }
            Files.delete(folder.resolve("store.acknowledged"));
        }
    }

    private List<Long> rows() throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("store"), "flowloom", "");
                var sql = connection.createStatement()) {
            var found = new ArrayList<Long>();
            var rows = sql.executeQuery("SELECT first FROM batch WHERE run = 1 ORDER BY first");
            while (rows.next()) {
                found.add(rows.getLong(1));
            }
            return found;
        }
    }

    /// So that another system that was given them sees the same request again.
    @Test
    void whatIsDoneASecondTimeHasTheSameKeys() throws Exception {
        var run = run(THREE);
        damage("UPDATE batch SET text = CONCAT(text, ' ') WHERE " + ROW_OF_TWO);
        var before = List.copyOf(keys);
        keys.clear();
        try (var engine = open()) {
            engine.repair(run, "me", "why");
            goOn(engine, run);
        }
        assertThat(keys).isEqualTo(before);
    }

    @Test
    void whetherAnythingIsDamagedIsSaidWithoutChangingAnything() throws Exception {
        var run = run(THREE);
        damage("UPDATE batch SET text = CONCAT(text, ' ') WHERE " + ROW_OF_TWO);
        try (var engine = open()) {
            var once = engine.examine(run);
            assertThat(once.isPossible()).isTrue();
            assertThat(engine.examine(run)).isEqualTo(once);
            assertThat(engine.run(run).status()).isEqualTo(RunSummary.Status.COMPLETED);
        }
    }

    @Test
    void aSoundRunIsLeftAlone() throws Exception {
        var run = run(THREE);
        try (var engine = open()) {
            var before = engine.history(run);
            assertThat(engine.repair(run, "me", "why").damage()).isNull();
            assertThat(engine.history(run)).isEqualTo(before);
            assertThatThrownBy(() -> engine.repair(new RunId("none"), "me", "why"))
                    .isInstanceOf(NoSuchRunException.class);
        }
    }

    @Test
    void ofARunWhoseFirstEventIsDamagedNothingIsRestored() throws Exception {
        var run = run(THREE);
        damage("UPDATE batch SET text = CONCAT(text, ' ') WHERE run = 1 AND first = 1");
        try (var engine = open()) {
            assertThat(engine.examine(run).isPossible()).isFalse();
            assertThatThrownBy(() -> engine.repair(run, "me", "why")).isInstanceOf(StoreException.class)
                    .hasMessageContaining("Nothing of the run " + run + " can be restored");
            assertThat(engine.run(run).status()).isEqualTo(RunSummary.Status.COMPLETED);
        }
    }

    @Test
    void aRunThatIsUnderWayIsNotRestored() {
        try (var engine = open()) {
            var run = engine.start(new Flows().start("start").waiting("wait", "PT1H").end("end")
                    .way("start", "wait", "end").build("waits"), Json.Obj.EMPTY, null).run();
            assertThatThrownBy(() -> engine.repair(run, "me", "why")).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is under way");
        }
    }

    @Test
    void aRunThatBrokeHereGoesOnHere() throws Exception {
        var run = run(THREE);
        damage("UPDATE batch SET text = CONCAT(text, ' ') WHERE " + ROW_OF_TWO);
        damage("UPDATE run SET status = 'RUNNING', ended = NULL WHERE number = 1");
        try (var engine = open()) {
            assertThatThrownBy(() -> goOn(engine, run)).hasRootCauseInstanceOf(StoreException.class);
            engine.repair(run, "me", "why");
            assertThat(goOn(engine, run)).isInstanceOf(RunOutcome.Completed.class);
        }
    }

    @Test
    void aMessageComesAgainToWhoReceivedItByWhatWasDamaged() throws Exception {
        var flow = new Flows().start("start").receive("paid", "paid", "7", null).step("ship").end("end")
                .way("start", "paid", "ship", "end").build("ships");
        RunId run;
        try (var engine = open()) {
            run = engine.start(flow, Json.Obj.EMPTY, null).run();
            engine.send("paid", "7", Json.of(12), null);
            engine.outcome(run).toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
        damage("UPDATE batch SET text = CONCAT(text, ' ') WHERE run = 1 AND text LIKE '%message.received%'");
        try (var engine = open()) {
            engine.repair(run, "me", "why");
            assertThat(engine.messages(10)).hasSize(1);
            assertThat(goOn(engine, run)).isInstanceOf(RunOutcome.Completed.class);
            assertThat(engine.messages(10)).isEmpty();
        }
    }

    @Test
    void aLockThatWasTakenByWhatIsDamagedIsFree() throws Exception {
        var scope = new Node.Scope(new NodeId("alone"), "", null, new Lock("till", Duration.ofHours(1), null),
                Json.Obj.EMPTY);
        var flow = new Flows().start("start").step("one").node(scope).start("in").waiting("wait", "PT1S").end("out")
                .end("end")
                .in("alone", "in", "wait", "out").way("start", "one", "alone", "end").way("in", "wait", "out")
                .build("locks");
        RunId run;
        try (var engine = open()) {
            run = engine.start(flow, Json.Obj.EMPTY, null).run();
            while (engine.history(run).stream().noneMatch(r -> r.event() instanceof Event.LockTaken)) {
                Thread.sleep(5);
            }
        }
        damage("UPDATE batch SET text = CONCAT(text, ' ') WHERE run = 1 AND text LIKE '%lock.taken%'");
        try (var engine = open()) {
            engine.repair(run, "me", "why");
            var other = engine.start(flow, Json.Obj.EMPTY, null).run();
            assertThat(engine.outcome(other).toCompletableFuture().get(20, TimeUnit.SECONDS))
                    .isInstanceOf(RunOutcome.Completed.class);
            assertThat(goOn(engine, run)).isInstanceOf(RunOutcome.Completed.class);
        }
    }

    @Test
    void aDefinitionThatIsNotWhatWasWrittenIsNotRun() throws Exception {
        var run = run(THREE);
        damage("UPDATE definition SET text = REPLACE(text, '\"two\"', '\"too\"')");
        damage("UPDATE run SET status = 'RUNNING', ended = NULL WHERE number = 1");
        try (var engine = open()) {
            assertThatThrownBy(() -> engine.flow(run)).isInstanceOf(StoreException.class)
                    .hasMessageContaining("The store is damaged: the definition ");
        }
    }
}
