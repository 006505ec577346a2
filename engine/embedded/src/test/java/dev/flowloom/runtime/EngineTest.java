package dev.flowloom.runtime;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import dev.flowloom.input.UnfitInputException;
import dev.flowloom.journal.Batch;
import dev.flowloom.journal.Durability;
import dev.flowloom.journal.Journal;
import dev.flowloom.journal.RunSummary;
import dev.flowloom.journal.StoreException;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.journal.Stores;
import dev.flowloom.json.JsonText;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Severity;
import dev.flowloom.run.Event;
import dev.flowloom.run.RunId;
import dev.flowloom.step.StepFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pcollections.TreePMap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class EngineTest {
    private static final Json INPUT = Json.of("in");

    private final Journal kept = Stores.open(new StoreLocation.InMemory(), Durability.POWER_SAFE,
            new EventJsonCodec());
    private final Heard heard = new Heard();
    private final EngineSettings settings = EngineSettings.DEFAULT.withListener(heard);
    private final List<AutoCloseable> open = new ArrayList<>(List.of(kept));

    @AfterEach
    void closeAll() throws Exception {
        for (var each : open.reversed()) {
            each.close();
        }
    }

    private Engine engine(Work work) {
        return engine(FaultyJournal.sound(kept), work, settings);
    }

    private Engine engine(Journal journal, Work work, EngineSettings with) {
        var engine = new Engine(journal, Work.types(work), with);
        open.add(engine);
        return engine;
    }

    private static RunOutcome outcome(Engine engine, RunId run) throws Exception {
        return engine.outcome(run).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static RunOutcome.Failed failure(Engine engine, RunId run) throws Exception {
        return (RunOutcome.Failed) outcome(engine, run);
    }

    @Test
    void runsAFlowToItsEnd() throws Exception {
        var engine = engine(Work.ECHO);
        var run = engine.start(Flows.sequence("a", "b"), INPUT, null).run();

        assertThat(outcome(engine, run)).isEqualTo(new RunOutcome.Completed(Json.of("b")));
        assertThat(engine.run(run).status()).isEqualTo(RunSummary.Status.COMPLETED);
        assertThat(engine.unfinished()).isEmpty();
        assertThat(engine.flow(run)).isEqualTo(Flows.sequence("a", "b"));
        var history = engine.history(run);
        assertThat(history.getFirst().event()).isInstanceOf(Event.RunStarted.class);
        assertThat(history.getLast().event()).isInstanceOf(Event.RunCompleted.class);
        assertThat(history.getLast().sequence()).isEqualTo(history.size());
    }

    @Test
    void tellsTheOutcomeOfARunThatIsOver() throws Exception {
        var first = engine(Work.ECHO);
        var run = first.start(Flows.sequence("a"), INPUT, null).run();
        outcome(first, run);
        first.close();

        assertThat(outcome(engine(Work.ECHO), run)).isEqualTo(new RunOutcome.Completed(Json.of("a")));
    }

    @Test
    void startsARunOnceForAKey() {
        var engine = engine(Work.ECHO);
        var first = engine.start(Flows.sequence("a"), INPUT, "order 7");
        var second = engine.start(Flows.sequence("a"), INPUT, "order 7");
        var other = engine.start(Flows.sequence("a"), INPUT, "order 8");

        assertThat(first.alreadyThere()).isFalse();
        assertThat(second).isEqualTo(new Started(first.run(), true));
        assertThat(other.alreadyThere()).isFalse();
    }

    @Test
    void startsARunOnceForAKeyHoweverManyAskAtOnce() throws Exception {
        var engine = engine(Work.ECHO);
        var flow = Flows.sequence("a");
        for (int round = 0; round < 20; round++) {
            var key = "order " + round;
            var together = new CyclicBarrier(8);
            var starts = new ArrayList<Future<Started>>();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 8; i++) {
                    starts.add(threads.submit(() -> {
                        together.await();
                        return engine.start(flow, INPUT, key);
                    }));
                }
            }
            assertThat(starts).extracting(start -> start.resultNow().run()).containsOnly(
                    starts.getFirst().resultNow().run());
            assertThat(starts).filteredOn(start -> !start.resultNow().alreadyThere()).hasSize(1);
        }
    }

    @Test
    void triesAgainAndThenCompensates() throws Exception {
        var done = new ArrayList<String>();
        var engine = engine((step, call) -> {
            synchronized (done) {
                done.add(step);
            }
            if (step.equals("charge")) {
                throw Work.failure(Severity.RECOVERABLE);
            }
            return Json.NULL;
        });
        var flow = new Flows().start("start").step("reserve").step("charge").end("end").undo("reserve", "release")
                .way("start", "reserve", "charge", "end").build("saga");
        var run = engine.start(flow, INPUT, null).run();

        assertThat(failure(engine, run).compensation()).isEqualTo(Event.Compensation.COMPLETE);
        assertThat(failure(engine, run).error().code()).isEqualTo("test.failed");
        assertThat(done).containsExactly("reserve", "charge", "charge", "charge", "release");
    }

    @Test
    void givesEachAttemptItsKeys() throws Exception {
        var keys = ConcurrentHashMap.<String>newKeySet();
        var engine = engine((step, call) -> {
            keys.add(call.attemptKey());
            keys.add(call.operationKey());
            if (call.attempt() == 1) {
                throw Work.failure(Severity.RECOVERABLE);
            }
            return Json.NULL;
        });
        var run = engine.start(Flows.sequence("a"), INPUT, null).run();
        outcome(engine, run);

        var operation = run + "/a/2";
        assertThat(keys).containsExactlyInAnyOrder(operation, operation + "/1", operation + "/2");
    }

    static List<Throwable> bugs() {
        return List.of(new IllegalStateException("a bug"), new StackOverflowError(),
                new NoClassDefFoundError("gone/Gone"),
                new OutOfMemoryError(), new Speechless(), new InterruptedException(),
                new AssertionError((Object) null));
    }

    /// Fails at saying what it is.
    private static final class Speechless extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new IllegalStateException();
        }
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void takesABugInAStepForACriticalFailure(Throwable bug) throws Exception {
        var engine = engine((step, call) -> switch (bug) {
            case RuntimeException e -> throw e;
            case InterruptedException e -> throw e;
            case Error e -> throw e;
            default -> Json.NULL;
        });
        var error = failure(engine, engine.start(Flows.sequence("a"), INPUT, null).run()).error();

        assertThat(error.code()).isEqualTo("step.bug");
        assertThat(error.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(error.message()).isNotBlank();
        assertThat(heard.isSilent()).isTrue();
    }

    @Test
    void refusesResultsThatAreTooLarge() throws Exception {
        Json nested = Json.NULL;
        for (int i = 0; i < 500; i++) {
            nested = Json.Arr.of(nested);
        }
        var deep = nested;
        var results = List.of(Json.of("x".repeat(1_001)), deep, new Json.Num(BigDecimal.TEN.pow(2_000)),
                new Json.Num(new BigDecimal("1E+50000")));
        for (var result : results) {
            var engine = engine(FaultyJournal.sound(kept), (step, call) -> result,
                    settings.withLargestResult(1_000));
            var error = failure(engine, engine.start(Flows.sequence("a"), INPUT, null).run()).error();
            assertThat(error.code()).isEqualTo("result.too-large");
        }
    }

    @Test
    void shortensWhatAFailureSaysTooMuchOf() throws Exception {
        var words = "x".repeat(200_000);
        for (var details : List.of(Json.Obj.of("n", new Json.Num(new BigDecimal("1E+50000"))),
                Json.Obj.of("n", Json.Arr.of(new Json.Num(new BigDecimal("1E+50000")))),
                Json.Obj.of("text", Json.of(words)), Json.Obj.of("list", Json.Arr.of(Json.of(words))))) {
            var engine = engine(FaultyJournal.sound(kept), (step, call) -> {
                throw new StepFailure(words, Severity.CRITICAL, words, details);
            }, settings);
            var error = failure(engine, engine.start(Flows.sequence("a"), INPUT, null).run()).error();
            assertThat(error.code()).hasSize(200);
            assertThat(JsonText.compact(error.details())).hasSizeLessThan(2_000);
        }
    }

    @Test
    void refusesInputThatIsTooLarge() {
        var engine = engine(FaultyJournal.sound(kept), Work.ECHO, settings.withLargestResult(1_000));

        assertThatThrownBy(() -> engine.start(Flows.sequence("a"), Json.of("x".repeat(1_001)), null))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("more than 1,000 characters");
    }

    @Test
    void refusesInputThatIsNotWhatTheFlowAsksFor() {
        var engine = engine(Work.ECHO);
        var flow = new Flow("asking", "", "", "", Flow.JSONATA, Json.Obj.of("type", Json.of("object")), List.of(),
                TreePMap.empty(), Flows.sequence("a").graph(), Json.Obj.EMPTY);

        assertThatThrownBy(() -> engine.start(flow, INPUT, "order 7"))
                .isInstanceOfSatisfying(UnfitInputException.class,
                        e -> assertThat(e.problems()).extracting(Problem::code).containsExactly("input.type"))
                .hasMessageContaining("The input does not fit").hasMessageContaining("Change the input");
        assertThat(engine.runs(1)).isEmpty();
        var run = engine.start(flow, Json.Obj.EMPTY, "order 7").run();
        assertThat(engine.start(flow, INPUT, "order 7")).as("it was run before").isEqualTo(new Started(run, true));
    }

    @Test
    void refusesAFlowWithPartsThatCouldNotBeUsed() {
        var flow = Flows.sequence("a");
        var step = (Node.Step) Objects.requireNonNull(flow.graph().node(new NodeId("a")));
        var broken = new Node.Step(step.id(), "", step.type(), step.settings(), null, null, null, null, null, false,
                Json.Obj.of("timeout", Json.of("soon")));

        assertThatThrownBy(() -> engine(Work.ECHO).start(flow.withGraph(flow.graph().with(broken)), INPUT, null))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("/nodes/a/timeout")
                .hasMessageContaining("soon");
    }

    @Test
    void interruptsAttemptsOfACancelledRun() throws Exception {
        var begun = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        var engine = engine((step, call) -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } finally {
                interrupted.countDown();
            }
            return Json.NULL;
        });
        var run = engine.start(Flows.sequence("a"), INPUT, null).run();
        begun.await();

        assertThat(engine.cancel(run, "a test", "enough")).isTrue();
        assertThat(outcome(engine, run)).isEqualTo(new RunOutcome.Cancelled("enough", Event.Compensation.NONE));
        assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(engine.cancel(run, "a test", "again")).isFalse();
    }

    @Test
    void interruptsAttemptsWhenItClosesAndGoesOnWithThemLater() throws Exception {
        var begun = new CountDownLatch(1);
        var engine = engine((step, call) -> {
            if (step.equals("b")) {
                begun.countDown();
                new CountDownLatch(1).await();
            }
            return Json.of(step);
        });
        var run = engine.start(Flows.sequence("a", "b"), INPUT, null).run();
        var waiting = engine.outcome(run).toCompletableFuture();
        begun.await();
        engine.close();

        assertThat(waiting).isCompletedExceptionally();
        assertThatThrownBy(waiting::join).hasCauseInstanceOf(CancellationException.class);
        var done = new ArrayList<String>();
        var next = engine((step, call) -> {
            done.add(step);
            return Json.of(step);
        });
        assertThat(next.unfinished()).containsExactly(run);
        next.resume();
        assertThat(outcome(next, run)).isEqualTo(new RunOutcome.Completed(Json.of("b")));
        assertThat(done).containsExactly("b");
    }

    @Test
    void keepsWhatSucceedsWhileItCloses() throws Exception {
        var begun = new CountDownLatch(1);
        var engine = engine((step, call) -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException _) {
                // Comes to its end nevertheless.
            }
            return Json.of("done once");
        });
        var run = engine.start(Flows.sequence("a"), INPUT, null).run();
        begun.await();
        engine.close();

        var next = engine((step, call) -> Json.of("done twice"));
        next.resume(run);
        assertThat(outcome(next, run)).isEqualTo(new RunOutcome.Completed(Json.of("done once")));
    }

    @Test
    void goesOnWithARunWhereverItWasCutOff() throws Exception {
        var flow = new Flows().start("start").fork("fork").step("a").step("b").join("join").step("c").end("end")
                .way("start", "fork", "a", "join", "c", "end").way("fork", "b", "join").build("forked");
        for (int appends = 1; appends < 8; appends++) {
            var cut = engine(new FaultyJournal(kept, appends), Work.ECHO, settings);
            var run = cut.start(flow, INPUT, null).run();
            awaitEndOrFailure(cut, run);
            cut.close();

            var next = engine(Work.ECHO);
            next.resume(run);
            assertThat(outcome(next, run)).isEqualTo(new RunOutcome.Completed(Json.of("c")));
            assertThat(next.history(run)).filteredOn(event -> event.event() instanceof Event.AttemptSucceeded)
                    .hasSize(3);
        }
    }

    private static void awaitEndOrFailure(Engine engine, RunId run) throws Exception {
        try {
            outcome(engine, run);
        } catch (StoreException | ExecutionException _) {
            // What it failed with doesn't matter.
        }
    }

    @Test
    void tellsThatTheStoreFailedAndLosesNothing() throws Exception {
        var engine = engine(new FaultyJournal(kept, 4), Work.ECHO, settings);
        var flow = Flows.sequence("a", "b", "c", "d", "e", "f");
        var run = engine.start(flow, INPUT, null).run();

        var message = heard.next();
        assertThat(message.cause()).isInstanceOf(StoreException.class)
                .hasMessage("There is no room left. Make room.");
        assertThatThrownBy(() -> engine.start(flow, INPUT, null)).isInstanceOf(StoreException.class);
        engine.close();
        assertThat(kept.read(run, 1)).isNotEmpty();

        var next = engine(Work.ECHO);
        next.resume();
        assertThat(outcome(next, run)).isEqualTo(new RunOutcome.Completed(Json.of("f")));
    }

    @Test
    void stopsARunThatCannotBeUnderstoodAndNoOther() throws Exception {
        kept.append(new Batch(new RunId("odd"), 1, Instant.EPOCH, List.of(new Event.RunStarted(new RunId("odd"), "odd",
                "no such definition", 1, null, INPUT, 0, Instant.EPOCH)))).join();
        var engine = engine(Work.ECHO);
        engine.resume();

        var message = heard.next();
        assertThat(message.run()).isEqualTo(new RunId("odd"));
        assertThat(message.cause()).hasMessageContaining("no such definition");
        assertThatThrownBy(() -> outcome(engine, new RunId("odd"))).isInstanceOf(ExecutionException.class)
                .rootCause().isInstanceOfSatisfying(StoreException.class,
                        cause -> assertThat(cause.kind()).isEqualTo(StoreException.Kind.DAMAGED));
        var other = engine.start(Flows.sequence("a"), INPUT, null).run();
        assertThat(outcome(engine, other)).isEqualTo(new RunOutcome.Completed(Json.of("a")));
    }

    @Test
    void saysThatThereIsNoSuchRun() {
        var engine = engine(Work.ECHO);
        var none = new RunId("none");

        assertThatThrownBy(() -> engine.history(none)).isInstanceOf(NoSuchRunException.class)
                .hasMessage("There is no run none in this store.");
        assertThatThrownBy(() -> engine.outcome(none)).isInstanceOf(NoSuchRunException.class);
        assertThatThrownBy(() -> engine.cancel(none, "a test", "")).isInstanceOf(NoSuchRunException.class);
        assertThatThrownBy(() -> engine.subscribe(none, 1, _ -> {})).isInstanceOf(NoSuchRunException.class);
    }

    @Test
    void oneThatCantBeMadeClosesItsJournal() {
        var gone = new StoreException(StoreException.Kind.FAILED, "The server is gone.", "Look there.");
        var closed = new AtomicBoolean();
        var journal = new ForwardingJournal(kept) {
            @Override
            public void whenFailed(Consumer<StoreException> told) {
                throw gone;
            }

            @Override
            public void close() {
                closed.set(true);
            }
        };

        assertThatThrownBy(() -> new Engine(journal, Work.types(Work.ECHO), settings)).isSameAs(gone);
        assertThat(closed).isTrue();
    }
}
