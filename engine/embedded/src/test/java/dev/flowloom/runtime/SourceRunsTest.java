package dev.flowloom.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import dev.flowloom.journal.DeadLetter;
import dev.flowloom.journal.Durability;
import dev.flowloom.journal.Journal;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.journal.Stores;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node.Repeat.ForEach.ItemErrors;
import dev.flowloom.model.Severity;
import dev.flowloom.run.Event;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunId;
import dev.flowloom.step.StepFailure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

/// Loops over sources: they are read as the loop goes on, opened anew after a crash, and closed in the end.
@Execution(ExecutionMode.CONCURRENT)
@Timeout(60)
final class SourceRunsTest {
    private final Journal kept = Stores.open(new StoreLocation.InMemory(), Durability.KILL_SAFE,
            new EventJsonCodec());
    private final List<AutoCloseable> open = new ArrayList<>(List.of(kept));
    private Counting source = new Counting();

    @AfterEach
    void closeAll() throws Exception {
        for (var each : open.reversed()) {
            each.close();
        }
    }

    private Engine engine(Work work) {
        return engine(work, EngineSettings.DEFAULT);
    }

    private Engine engine(Work work, EngineSettings settings) {
        var engine = new Engine(FaultyJournal.sound(kept), Work.types(work, source), settings);
        open.add(engine);
        return engine;
    }

    private static Flow flow(int to, int batch, int concurrency, ItemErrors onError) {
        return flow(to, batch, concurrency, onError, null);
    }

    private static Flow flow(int to, int batch, int concurrency, ItemErrors onError, @Nullable Duration timeout) {
        return new Flows().start("start").counting("loop", to, batch, concurrency, onError, timeout).end("end")
                .way("start", "loop", "end").start("in").step("each").end("out").way("in", "each", "out")
                .in("loop", "in", "each", "out").build("streaming");
    }

    private static RunOutcome outcome(Engine engine, RunId run) throws Exception {
        return engine.outcome(run).toCompletableFuture().get(50, TimeUnit.SECONDS);
    }

    private static Json summary(int items, int failed) {
        return Json.Obj.of("items", Json.of(items)).with("failed", Json.of(failed));
    }

    private void awaitClosed() throws InterruptedException {
        for (int tries = 0; source.open.get() > 0 && tries < 500; tries++) {
            Thread.sleep(10);
        }
        assertThat(source.open).hasValue(0);
    }

    @Test
    void everyItemIsDoneOnceAndTheSourceIsOpenedOnce() throws Exception {
        var seen = new ConcurrentSkipListSet<Integer>();
        var engine = engine((step, call) -> {
            seen.add(((Json.Num) call.data()).value().intValue());
            return Json.NULL;
        });

        var run = engine.start(flow(700, 1, 3, ItemErrors.STOP), Json.NULL, null).run();
        assertThat(outcome(engine, run)).isEqualTo(new RunOutcome.Completed(summary(700, 0)));
        assertThat(seen).containsExactlyElementsOf(IntStream.range(0, 700).boxed().toList());
        assertThat(source.opened).containsExactly(0);
        awaitClosed();
    }

    @Test
    void noMoreIsReadThanIsNeededSoon() throws Exception {
        var allowed = new Semaphore(300);
        var done = new Semaphore(0);
        var engine = engine((step, call) -> {
            allowed.acquire();
            done.release();
            return Json.NULL;
        });

        var run = engine.start(flow(1_000_000, 1, 2, ItemErrors.STOP), Json.NULL, null).run();
        done.acquire(300);
        engine.terminate(run, "test", "enough");
        assertThat(outcome(engine, run)).isInstanceOf(RunOutcome.Cancelled.class);
        awaitClosed();
        assertThat(engine.history(run)).extracting(Recorded::event).filteredOn(Event.ItemsRead.class::isInstance)
                .extracting(event -> ((Event.ItemsRead) event).items().size()).allSatisfy(
                        items -> assertThat(items).isLessThan(300));
        assertThat(source.given.get()).isBetween(300, 600);
    }

    @Test
    void aRunThatIsGoneOnWithReadsOnWhereItStood() throws Exception {
        var reached = new CountDownLatch(250);
        var first = engine((step, call) -> {
            reached.countDown();
            return Json.NULL;
        });
        var run = first.start(flow(2_000, 1, 2, ItemErrors.STOP), Json.NULL, null).run();
        reached.await();
        first.close();
        awaitClosed();

        var second = engine(Work.ECHO);
        second.resume();
        assertThat(outcome(second, run)).isEqualTo(new RunOutcome.Completed(summary(2_000, 0)));
        assertThat(source.opened).hasSizeGreaterThan(1);
        assertThat(source.opened.getLast()).isGreaterThanOrEqualTo(200);
    }

    @Test
    void aSourceThatChangedWhileNobodyWentOnWithTheRunFailsIt() throws Exception {
        var reached = new CountDownLatch(250);
        var first = engine((step, call) -> {
            reached.countDown();
            return Json.NULL;
        });
        var run = first.start(flow(2_000, 1, 2, ItemErrors.STOP), Json.NULL, null).run();
        reached.await();
        first.close();
        source.version = "2";

        var second = engine(Work.ECHO);
        second.resume();
        assertThat(((RunOutcome.Failed) outcome(second, run)).error().code()).isEqualTo("loop.source-changed");
    }

    @Test
    void itemsThatFailedAreKeptAsDeadLettersAndTheOthersAreDone() throws Exception {
        var engine = engine((step, call) -> {
            if (call.data() instanceof Json.Arr(var batch) && batch.contains(Json.of(5))) {
                throw new StepFailure("test.bad", Severity.CRITICAL, "five is bad", Json.Obj.EMPTY);
            }
            return Json.NULL;
        });

        var run = engine.start(flow(20, 3, 2, ItemErrors.CONTINUE), Json.NULL, null).run();
        assertThat(outcome(engine, run)).isEqualTo(new RunOutcome.Completed(summary(20, 3)));
        assertThat(engine.history(run)).extracting(Recorded::event).filteredOn(Event.DeadLetterKept.class::isInstance)
                .singleElement().isInstanceOfSatisfying(Event.DeadLetterKept.class, letter -> {
                    assertThat(letter.item()).isEqualTo(Json.Arr.of(Json.of(3), Json.of(4), Json.of(5)));
                    assertThat(letter.index()).isEqualTo(1);
                });
    }

    @Test
    void anItemThatCantBeReadIsKeptAsADeadLetterWithItsPlaceAndTheOthersAreDone() throws Exception {
        source.unreadable.addAll(List.of(3, 100));
        var engine = engine(Work.ECHO);

        var run = engine.start(flow(200, 1, 2, ItemErrors.CONTINUE), Json.NULL, null).run();
        assertThat(outcome(engine, run)).isEqualTo(new RunOutcome.Completed(summary(200, 2)));
        assertThat(source.opened).containsExactly(0);
        assertThat(engine.deadLetters().list(false, 9))
                .extracting(letter -> Objects.requireNonNull(letter.item()).json(), DeadLetter::code,
                        DeadLetter::node)
                .containsExactly(tuple("\"number 3\"", "test.unreadable", "loop"),
                        tuple("\"number 100\"", "test.unreadable", "loop"));
    }

    @Test
    void anItemThatIsTooLargeIsKeptAsADeadLetterWithAnExcerptAndTheOthersAreDone() throws Exception {
        source = new Counting() {
            @Override
            Json item(int number) {
                return number == 3
                        ? Json.Obj.of("id", Json.of(3)).with("text", Json.of("long ".repeat(1_000)))
                        : Json.of(number);
            }
        };
        var engine = engine(Work.ECHO, EngineSettings.DEFAULT.withLargestResult(2_000));

        var run = engine.start(flow(200, 1, 2, ItemErrors.CONTINUE), Json.NULL, null).run();
        assertThat(outcome(engine, run)).isEqualTo(new RunOutcome.Completed(summary(200, 1)));
        var letter = engine.deadLetters().list(false, 9).getFirst();
        assertThat(letter.code()).isEqualTo("item.too-large");
        assertThat(letter.message()).startsWith("Item 3 of the source has more than 2,000 characters as JSON.");
        assertThat(Objects.requireNonNull(letter.item()).json())
                .isEqualTo("{\"id\":3,\"text\":\"" + "long ".repeat(200) + " …\"}");
    }

    @Test
    void anItemThatCouldNotBeReadIsSentAgainMendedAlone() throws Exception {
        source.unreadable.add(3);
        var engine = engine((step, call) -> call.data());
        outcome(engine, engine.start(flow(5, 1, 2, ItemErrors.CONTINUE), Json.NULL, null).run());
        long letter = engine.deadLetters().list(false, 9).getFirst().number();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> engine.deadLetters().resend(List.of(letter), new TreeMap<>(), "me", ""))
                .withMessageContaining("could not be read as an item").withMessageContaining("Mend it");
        assertThat(engine.deadLetters().list(false, 9)).hasSize(1);
        var again = engine.deadLetters().resend(List.of(letter), new TreeMap<>(Map.of(letter, Json.of(3))), "me", "")
                .getFirst();
        assertThat(outcome(engine, again)).isEqualTo(new RunOutcome.Completed(Json.Arr.of(Json.of(3))));
        assertThat(engine.deadLetters().list(false, 9)).isEmpty();
    }

    @Test
    void whatCouldNotBeReadIsNotMendedByWhatItIs() throws Exception {
        source.unreadable.add(3);
        var engine = engine((step, call) -> call.data());
        outcome(engine, engine.start(flow(5, 1, 2, ItemErrors.CONTINUE), Json.NULL, null).run());
        long letter = engine.deadLetters().list(false, 9).getFirst().number();
        var same = new TreeMap<>(Map.of(letter, (Json) Json.of("number 3")));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> engine.deadLetters().resend(List.of(letter), same, "me", ""))
                .withMessageContaining("could not be read as an item").withMessageContaining("Mend it");
        assertThat(engine.deadLetters().list(false, 9)).hasSize(1);
    }

    @Test
    void whereOneOfSeveralDeadLettersIsRefusedNoneIsSentAgain() throws Exception {
        source.unreadable.add(3);
        var engine = engine((step, call) -> {
            if (call.data().equals(Json.of(1))) {
                throw new StepFailure("test.bad", Severity.CRITICAL, "one is bad", Json.Obj.EMPTY);
            }
            return call.data();
        });
        var first = engine.start(flow(5, 1, 2, ItemErrors.CONTINUE), Json.NULL, null).run();
        outcome(engine, first);
        var second = engine.start(flow(5, 1, 2, ItemErrors.CONTINUE), Json.NULL, null).run();
        outcome(engine, second);
        var letters = List.of(letter(engine, first, "each"), letter(engine, second, "loop"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> engine.deadLetters().resend(letters, new TreeMap<>(), "me", ""));
        assertThat(engine.runs(9)).hasSize(2);
        assertThat(engine.deadLetters().list(false, 9)).hasSize(4);
    }

    private static long letter(Engine engine, RunId run, String node) {
        return engine.deadLetters().of(run, false, 9).stream().filter(letter -> node.equals(letter.node())).findFirst()
                .orElseThrow().number();
    }

    @Test
    void aSourceThatFailsIsOpenedAnewAndReadOn() throws Exception {
        source = new Counting() {
            private boolean failed;

            @Override
            void before(int number) throws StepFailure {
                if (number == 120 && !failed) {
                    failed = true;
                    throw new StepFailure("test.away", Severity.RECOVERABLE, "the line was cut", Json.Obj.EMPTY);
                }
            }
        };
        var engine = engine(Work.ECHO);

        var run = engine.start(flow(200, 1, 2, ItemErrors.STOP), Json.NULL, null).run();
        assertThat(outcome(engine, run)).isEqualTo(new RunOutcome.Completed(summary(200, 0)));
        assertThat(source.opened).hasSize(2);
    }

    @Test
    void aSourceThatHangsIsLetGoOfWhenTheRunIsCancelled() throws Exception {
        var hanging = new CountDownLatch(1);
        source = new Counting() {
            @Override
            void before(int number) throws InterruptedException {
                hanging.countDown();
                new CountDownLatch(1).await();
            }
        };
        var engine = engine(Work.ECHO);

        var run = engine.start(flow(10, 1, 1, ItemErrors.STOP), Json.NULL, null).run();
        hanging.await();
        engine.cancel(run, "test", "enough");
        assertThat(outcome(engine, run)).isInstanceOf(RunOutcome.Cancelled.class);
        awaitClosed();
    }

    /// The reading in which it hangs follows directly on another one.
    @Test
    void aSourceThatHangsIsOpenedAnewWhenItsTimeIsUp() throws Exception {
        source = new Counting() {
            private boolean hung;

            @Override
            void before(int number) throws InterruptedException {
                if (number < 6 && !hung) {
                    Thread.sleep(300);
                } else if (number == 6 && !hung) {
                    hung = true;
                    new CountDownLatch(1).await();
                }
            }
        };
        var engine = engine(Work.ECHO);

        var run = engine.start(flow(200, 1, 2, ItemErrors.STOP, Duration.ofSeconds(2)), Json.NULL, null).run();
        assertThat(outcome(engine, run)).isEqualTo(new RunOutcome.Completed(summary(200, 0)));
        assertThat(source.opened).hasSize(2);
        assertThat(engine.history(run)).extracting(Recorded::event).filteredOn(Event.ReadFailed.class::isInstance)
                .singleElement().isInstanceOfSatisfying(Event.ReadFailed.class,
                        failed -> assertThat(failed.error().code()).isEqualTo("source.timeout"));
        awaitClosed();
    }

    /// The thread of the timers sees a clock that is ahead, as one is that is set back between a timer and its run.
    @Test
    void aSourceThatHangsIsGivenUpAlsoWhereTheClockIsSetBack() throws Exception {
        source = new Counting() {
            @Override
            void before(int number) throws InterruptedException {
                new CountDownLatch(1).await();
            }
        };
        var engine = engine(Work.ECHO, EngineSettings.DEFAULT.withClock(() -> {
            var now = Instant.now();
            return Thread.currentThread().getName().equals("flowloom-timers") ? now : now.minusMillis(50);
        }, Duration.ofMillis(100)));

        var run = engine.start(flow(200, 1, 2, ItemErrors.STOP, Duration.ofMillis(100)), Json.NULL, null).run();
        assertThat(outcome(engine, run)).isInstanceOfSatisfying(RunOutcome.Failed.class,
                failed -> assertThat(failed.error().code()).isEqualTo("source.timeout"));
    }

    @Test
    void aSourceThatGivesSomethingNowAndThenIsNoneThatHangs() throws Exception {
        source = new Counting() {
            @Override
            void before(int number) throws InterruptedException {
                Thread.sleep(150);
            }
        };
        var engine = engine(Work.ECHO);

        var run = engine.start(flow(20, 1, 2, ItemErrors.STOP, Duration.ofSeconds(2)), Json.NULL, null).run();
        assertThat(outcome(engine, run)).isEqualTo(new RunOutcome.Completed(summary(20, 0)));
        assertThat(source.opened).containsExactly(0);
        assertThat(engine.history(run)).extracting(Recorded::event).noneMatch(Event.ReadFailed.class::isInstance);
    }

    @Test
    void aPauseInTheMiddleOfReadingHarmsNothing() throws Exception {
        source = new Counting() {
            @Override
            void before(int number) throws InterruptedException {
                Thread.sleep(1);
            }
        };
        var engine = engine(Work.ECHO);

        var run = engine.start(flow(400, 1, 4, ItemErrors.STOP), Json.NULL, null).run();
        for (int i = 0; i < 20; i++) {
            engine.pause(run, "test", "now");
            Thread.sleep(10);
            engine.unpause(run, "test", "on");
            Thread.sleep(10);
        }
        assertThat(outcome(engine, run)).isEqualTo(new RunOutcome.Completed(summary(400, 0)));
        awaitClosed();
    }

    @Test
    void aBugInASourceFailsTheLoopAndNotTheProgram() throws Exception {
        source = new Counting() {
            @Override
            void before(int number) {
                throw new IllegalStateException("a bug");
            }
        };
        var engine = engine(Work.ECHO);

        var run = engine.start(flow(10, 1, 1, ItemErrors.STOP), Json.NULL, null).run();
        assertThat(((RunOutcome.Failed) outcome(engine, run)).error().code()).isEqualTo("step.bug");
        awaitClosed();
    }
}
