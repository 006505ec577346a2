package dev.flowloom.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import dev.flowloom.journal.Durability;
import dev.flowloom.journal.Journal;
import dev.flowloom.journal.StoreException;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.journal.Stores;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Resource;
import dev.flowloom.model.Retry;
import dev.flowloom.model.Severity;
import dev.flowloom.resource.ResourceState;
import dev.flowloom.run.Event;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pcollections.TreePMap;

import static dev.flowloom.runtime.Patience.await;
import static dev.flowloom.runtime.Patience.end;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Steps that use resources, through the engine.
class ResourceRunsTest {
    private static final Resource.Breaker BREAKER = new Resource.Breaker(2, Duration.ofSeconds(60), 1);

    private final ManualClock clock = new ManualClock();
    private final Journal journal = Stores.open(new StoreLocation.InMemory(), Durability.POWER_SAFE,
            new EventJsonCodec());
    private final BlockingQueue<ResourceState> heard = new LinkedBlockingQueue<>();
    private @Nullable Engine engine;

    private Engine engine(Work work) {
        engine = new Engine(journal, Work.types(work), EngineSettings.DEFAULT.withClock(clock, Duration.ofMillis(5))
                .withListener(new EngineListener() {
                    @Override
                    public void runBroken(RunId run, Throwable cause) {}

                    @Override
                    public void storeFailed(StoreException cause) {}

                    @Override
                    public void breakerChanged(ResourceState resource) {
                        heard.add(resource);
                    }
                }));
        return engine;
    }

    @AfterEach
    void close() {
        if (engine != null) {
            engine.close();
        }
    }

    private static Node.Step step(String id, Retry retry, @Nullable Duration timeout) {
        return new Node.Step(new NodeId(id), "", Work.TYPE, Json.Obj.of("step", Json.of(id)), null, null, retry,
                timeout,
                "bank", false, Json.Obj.EMPTY);
    }

    private static Flow flow(Node.Step step, Resource bank) {
        return new Flows().start("s").node(step).end("e").way("s", step.id().value(), "e").build("f")
                .withResources(TreePMap.<String, Resource>empty().plus("bank", bank));
    }

    private static Resource breaking() {
        return new Resource(BREAKER, null, null, Json.Obj.EMPTY);
    }

    private static Resource atATime(int concurrency) {
        return new Resource(null, null, concurrency, Json.Obj.EMPTY);
    }

    private static List<Event.AttemptFailed> failures(Engine engine, RunId run) {
        return engine.history(run).stream().map(Recorded::event).filter(Event.AttemptFailed.class::isInstance)
                .map(Event.AttemptFailed.class::cast).toList();
    }

    private static void fail(Engine engine, int times, Flow flow) throws Exception {
        for (int i = 0; i < times; i++) {
            assertThat(end(engine, engine.start(flow, Json.NULL, null).run())).isInstanceOf(RunOutcome.Failed.class);
        }
    }

    @Test
    void anAttemptThatMeetsAnOpenBreakerIsNotMade() throws Exception {
        var calls = new AtomicInteger();
        var engine = engine((_, _) -> {
            calls.incrementAndGet();
            throw Work.failure(Severity.RECOVERABLE);
        });
        var flow = flow(step("a", Retry.NEVER, null), breaking());
        fail(engine, 3, flow);

        assertThat(calls).hasValue(2);
        var last = failures(engine, engine.runs(1).getFirst().run()).getFirst().error();
        assertThat(last.code()).isEqualTo("breaker.open");
        assertThat(last.severity()).isEqualTo(Severity.RECOVERABLE);
        assertThat(last.message()).contains("\"bank\"", "2026-03-01T10:01:00Z", "2 failures");
        assertThat(last.details()).isEqualTo(Json.Obj.of("resource", Json.of("bank"))
                .with("until", Json.of("2026-03-01T10:01:00Z")));
        assertThat(heard.take().breaker()).isEqualTo(ResourceState.Breaker.OPEN);
        assertThat(engine.resources()).extracting(ResourceState::name, ResourceState::breaker)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("bank", ResourceState.Breaker.OPEN));
    }

    @Test
    void aRetryWhenTheBreakerLetsTrialsThroughSucceeds() throws Exception {
        var down = new Semaphore(2);
        var engine = engine((step, _) -> {
            if (down.tryAcquire()) {
                throw Work.failure(Severity.RECOVERABLE);
            }
            return Json.of(step);
        });
        var patient = new Retry(10, Duration.ofSeconds(15), 1, Duration.ofSeconds(15), 0);
        var run = engine.start(flow(step("a", patient, null), breaking()), Json.NULL, null).run();
        while (!engine.run(run).isOver()) {
            clock.advance(Duration.ofSeconds(1));
            Thread.sleep(5);
        }

        assertThat(end(engine, run)).isInstanceOf(RunOutcome.Completed.class);
        assertThat(failures(engine, run)).extracting(failed -> failed.error().code())
                .startsWith("test.failed", "test.failed", "breaker.open").endsWith("breaker.open");
        await(() -> heard.stream().map(ResourceState::breaker).toList().equals(List.of(ResourceState.Breaker.OPEN,
                ResourceState.Breaker.HALF_OPEN, ResourceState.Breaker.CLOSED)));
    }

    @Test
    void whatFailsForGoodSaysNothingOfTheResource() throws Exception {
        var engine = engine((_, _) -> {
            throw Work.failure(Severity.CRITICAL);
        });
        fail(engine, 5, flow(step("a", Retry.NEVER, null), breaking()));
        assertThat(engine.resources().getFirst().breaker()).isEqualTo(ResourceState.Breaker.CLOSED);
    }

    @Test
    void aBugSaysNothingOfTheResource() throws Exception {
        var engine = engine((_, _) -> {
            throw new IllegalStateException("a bug");
        });
        fail(engine, 5, flow(step("a", Retry.NEVER, null), breaking()));
        assertThat(engine.resources().getFirst().breaker()).isEqualTo(ResourceState.Breaker.CLOSED);
    }

    @Test
    void timeOutsAreFailuresOfTheResource() throws Exception {
        var calls = new AtomicInteger();
        var engine = engine((_, _) -> {
            calls.incrementAndGet();
            Thread.sleep(100_000);
            return Json.NULL;
        });
        var flow = flow(step("a", Retry.NEVER, Duration.ofSeconds(5)), breaking());
        for (int i = 0; i < 2; i++) {
            var run = engine.start(flow, Json.NULL, null).run();
            int begun = i + 1;
            await(() -> calls.get() == begun);
            clock.advance(Duration.ofSeconds(5));
            end(engine, run);
            await(() -> engine.resources().getFirst().running() == 0);
        }
        assertThat(engine.resources().getFirst().breaker()).isEqualTo(ResourceState.Breaker.OPEN);
    }

    @Test
    void whatIsCancelledSaysNothingOfTheResource() throws Exception {
        var engine = engine((_, _) -> {
            Thread.sleep(100_000);
            return Json.NULL;
        });
        for (int i = 0; i < 3; i++) {
            var run = engine.start(flow(step("a", Retry.NEVER, null), breaking()), Json.NULL, null).run();
            await(() -> engine.resources().stream().anyMatch(bank -> bank.running() > 0));
            engine.cancel(run, "test", "");
            end(engine, run);
            await(() -> engine.resources().getFirst().running() == 0);
        }
        assertThat(engine.resources().getFirst().failures()).isZero();
    }

    @Test
    void runsShareAResource() throws Exception {
        var go = new CountDownLatch(1);
        var most = new AtomicInteger();
        var now = new AtomicInteger();
        var threads = new AtomicInteger();
        var engine = engine((step, _) -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            go.await();
            threads.accumulateAndGet(attemptThreads(), Math::max);
            now.decrementAndGet();
            return Json.of(step);
        });
        var flow = flow(step("a", Retry.NEVER, null), atATime(3));
        var other = flow(step("b", Retry.NEVER, null), atATime(3));
        var runs = new ArrayList<RunId>();
        IntStream.range(0, 1_000)
                .forEach(i -> runs.add(engine.start(i % 2 == 0 ? flow : other, Json.NULL, null).run()));
        await(() -> engine.resources().getFirst().waiting() == 997);
        go.countDown();
        for (var run : runs) {
            assertThat(end(engine, run)).isInstanceOf(RunOutcome.Completed.class);
        }

        assertThat(most).hasValue(3);
        assertThat(threads.get()).as("threads for a thousand that wait").isLessThan(20);
        assertThat(engine.resources().getFirst().waiting()).isZero();
    }

    private static int attemptThreads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("flowloom-attempt")).count();
    }

    @Test
    void whoWaitsForItsTurnIsTimedOutAndCancelledAtOnce() throws Exception {
        var engine = engine((_, _) -> {
            Thread.sleep(100_000);
            return Json.NULL;
        });
        var bank = atATime(1);
        var holder = engine.start(flow(step("a", Retry.NEVER, null), bank), Json.NULL, null).run();
        await(() -> engine.resources().stream().anyMatch(state -> state.running() == 1));
        var late = engine.start(flow(step("a", Retry.NEVER, Duration.ofSeconds(5)), bank), Json.NULL, null).run();
        var unwanted = engine.start(flow(step("a", Retry.NEVER, null), bank), Json.NULL, null).run();
        await(() -> engine.resources().getFirst().waiting() == 2);
        clock.advance(Duration.ofSeconds(5));
        assertThat(end(engine, late)).isInstanceOfSatisfying(RunOutcome.Failed.class,
                failed -> assertThat(failed.error().code()).isEqualTo("step.timeout"));
        engine.cancel(unwanted, "test", "");
        end(engine, unwanted);

        await(() -> engine.resources().getFirst().waiting() == 0);
        assertThat(engine.resources().getFirst().running()).isEqualTo(1);
        engine.cancel(holder, "test", "");
        end(engine, holder);
        await(() -> engine.resources().getFirst().running() == 0);
    }

    @Test
    void waitingForOneResourceHoldsNothingElseUp() throws Exception {
        var engine = engine((step, _) -> {
            if (step.equals("a")) {
                Thread.sleep(100_000);
            }
            return Json.of(step);
        });
        var slow = flow(step("a", Retry.NEVER, null), atATime(1));
        for (int i = 0; i < 5; i++) {
            engine.start(slow, Json.NULL, null);
        }
        await(() -> engine.resources().stream().anyMatch(state -> state.waiting() == 4));
        var other = flow(step("b", Retry.NEVER, null), atATime(2));

        assertThat(end(engine, engine.start(other, Json.NULL, null).run())).isInstanceOf(RunOutcome.Completed.class);
        assertThat(end(engine, engine.start(Flows.sequence("c"), Json.NULL, null).run()))
                .isInstanceOf(RunOutcome.Completed.class);
    }

    @Test
    void aFlowWithoutTheResourceThatAStepUsesDoesNotStart() {
        var flow = flow(step("a", Retry.NEVER, null), breaking()).withResources(TreePMap.empty());
        assertThatThrownBy(() -> engine(Work.ECHO).start(flow, Json.NULL, null))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("bank");
    }
}
