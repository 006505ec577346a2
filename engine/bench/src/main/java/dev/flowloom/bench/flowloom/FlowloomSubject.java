package dev.flowloom.bench.flowloom;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

import dev.flowloom.bench.Setting;
import dev.flowloom.bench.Shape;
import dev.flowloom.bench.Subject;
import dev.flowloom.journal.Durability;
import dev.flowloom.journal.Retention;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Json;
import dev.flowloom.run.RunId;
import dev.flowloom.runtime.Engine;
import dev.flowloom.runtime.EngineSettings;
import dev.flowloom.runtime.RunOutcome;
import dev.flowloom.step.StepType;
import dev.flowloom.step.StepTypes;
import org.jspecify.annotations.Nullable;

/// The embedded engine.
public final class FlowloomSubject implements Subject.Sleeping, Subject.Recovering, Subject.Keeping, Subject.Moving {
    private static final Json INPUT = Json.Obj.of("amount", Json.of(250)).with("customer", Json.of("Kim"));
    /// How many runs are asked for at once, where it is not said.
    private static final int AT_ONCE = 256;

    private @Nullable Engine engine;
    private @Nullable Place place;
    private @Nullable Flow flow;
    private @Nullable Rows rows;
    private boolean fails;
    private List<RunId> waiting = List.of();
    private Alarm alarm = Alarm.SIGNAL;
    private Instant until = Instant.EPOCH;

    @Override
    public void open(Place place, Shape shape) throws Exception {
        this.place = place;
        rows = new Rows(place.folder());
        flow = Drawing.of(shape);
        fails = shape instanceof Shape.Saga;
        engine = engine(new Steps.Working());
    }

    private Engine engine(StepType work) {
        var where = Objects.requireNonNull(place);
        var rows = Objects.requireNonNull(this.rows);
        return Engine.open(location(where), durability(where.setting()),
                StepTypes.of(List.of(work, new Steps.Failing(), rows.loading()), List.of(rows.reading())),
                EngineSettings.DEFAULT);
    }

    private static StoreLocation location(Place place) {
        return place.setting() == Setting.POSTGRESQL
                ? StoreLocation.parse(place.database())
                : new StoreLocation.OnDisk(place.folder().resolve("store").toAbsolutePath());
    }

    private static Durability durability(Setting setting) {
        return switch (setting) {
            case H2_POWER_SAFE, POSTGRESQL -> Durability.POWER_SAFE;
            case H2_KILL_SAFE, H2_KILL_SAFE_PER_RUN, MEMORY -> Durability.KILL_SAFE;
        };
    }

    private Engine engine() {
        return Objects.requireNonNull(engine);
    }

    @Override
    public void run() {
        requireEnd(outcome(engine().start(Objects.requireNonNull(flow), INPUT, null).run()).join());
    }

    private CompletableFuture<RunOutcome> outcome(RunId run) {
        return engine().outcome(run).toCompletableFuture();
    }

    private void requireEnd(RunOutcome outcome) {
        if (fails != outcome instanceof RunOutcome.Failed) {
            throw new IllegalStateException(outcome.toString());
        }
    }

    @Override
    public long storeSize() throws IOException {
        return location(Objects.requireNonNull(place)) instanceof StoreLocation.OnDisk file
                ? Files.size(file.database())
                : engine().upkeep().size();
    }

    @Override
    public void park(int runs, Alarm by) throws Exception {
        alarm = by;
        var wait = Drawing.waiting(by == Alarm.SIGNAL);
        // Far enough off that all wait before.
        until = Instant.now().plusSeconds(runs / 2_000 + 10);
        waiting = each(runs, number -> engine().start(wait, Json.Obj.of("number", Json.of("n" + number))
                .with("until", Json.of(until.toString())), null).run());
    }

    @Override
    public double wake() throws Exception {
        var ends = waiting.stream().map(this::outcome).toList();
        long begin = System.nanoTime();
        switch (alarm) {
            case SIGNAL -> each(waiting.size(),
                    number -> engine().send(Drawing.MESSAGE, "n" + number, Json.NULL, null));
            case TIMER -> begin += begunBefore();
        }
        ends.forEach(end -> requireEnd(end.join()));
        return (System.nanoTime() - begin) / 1e6;
    }

    /// The nanoseconds until the moment that is waited for.
    private long begunBefore() {
        var left = Duration.between(Instant.now(), until);
        if (left.isNegative()) {
            throw new IllegalStateException("the runs were due before all of them waited");
        }
        return left.toNanos();
    }

    @Override
    public void begin(int runs) throws Exception {
        engine().close();
        var begun = new CountDownLatch(runs);
        engine = engine(new Steps.Stuck(begun));
        each(runs, _ -> engine().start(Objects.requireNonNull(flow), INPUT, null).run());
        begun.await();
    }

    @Override
    public double[] recover(Place place, int runs) throws Exception {
        this.place = place;
        rows = new Rows(place.folder());
        long begin = System.nanoTime();
        var watched = new Steps.Watched();
        engine = engine(watched);
        var unfinished = engine().unfinished();
        if (unfinished.size() != runs) {
            throw new IllegalStateException("%d runs are unfinished".formatted(unfinished.size()));
        }
        engine().resume();
        var ends = unfinished.stream().map(this::outcome).toList();
        ends.forEach(end -> requireEnd(end.join()));
        return new double[]{(watched.first.get() - begin) / 1e6, (System.nanoTime() - begin) / 1e6};
    }

    @Override
    public void keep(int latest) {
        engine().upkeep().prune(new Retention(null, latest), _ -> true);
    }

    @Override
    public void fill(int count) throws SQLException {
        Objects.requireNonNull(rows).fill(count);
    }

    @Override
    public void move(int count, int batch) throws SQLException {
        requireEnd(outcome(engine().start(Drawing.move(count, batch), Json.NULL, null).run()).join());
        Objects.requireNonNull(rows).requireAll(count);
    }

    /// Does something for each number from 0, several at once.
    private static <T> List<T> each(int count, Each<T> what) throws InterruptedException {
        var results = new ArrayList<CompletableFuture<T>>();
        var places = new Semaphore(AT_ONCE);
        for (int i = 0; i < count; i++) {
            int number = i;
            places.acquire();
            var result = new CompletableFuture<T>();
            results.add(result);
            Thread.startVirtualThread(() -> {
                try {
                    result.complete(what.of(number));
                } catch (RuntimeException e) {
                    result.completeExceptionally(e);
                } finally {
                    places.release();
                }
            });
        }
        return results.stream().map(CompletableFuture::join).toList();
    }

    @FunctionalInterface
    private interface Each<T> {
        T of(int number);
    }

    @Override
    public void close() throws Exception {
        engine().close();
        Objects.requireNonNull(rows).close();
    }
}
