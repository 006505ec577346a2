package dev.flowloom.main;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import dev.flowloom.json.DefinitionHash;
import dev.flowloom.model.Flow;
import dev.flowloom.overlay.OverlayFold;
import dev.flowloom.overlay.OverlayState;
import dev.flowloom.overlay.RunPhase;
import dev.flowloom.panels.run.RunHistory;
import dev.flowloom.run.Event;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunId;
import dev.flowloom.runtime.Engine;
import dev.flowloom.runtime.Subscription;
import org.jspecify.annotations.Nullable;

/// A run that is followed. Its events come from the engine's threads and are queued; [#takeNews(long)] folds them on the
/// thread that shows them.
final class ShownRun implements AutoCloseable {
    private final Engine engine;
    private final RunId id;
    private final RunHistory history;
    private final RunNews news;
    private final Subscription subscription;
    /// Of the definitions that the run keeps to, other than that it was shown by at first.
    private final Map<String, Flow> definitions;
    private OverlayFold fold;
    private boolean standsStill;

    private ShownRun(Engine engine, RunId id, Flow flow, RunNews news, Map<String, Flow> definitions,
            Subscription subscription) {
        this.engine = engine;
        this.id = id;
        this.history = new RunHistory(flow);
        this.news = news;
        this.definitions = definitions;
        this.subscription = subscription;
        this.fold = OverlayFold.of(flow);
    }

    static ShownRun follow(Engine engine, RunId id, Flow flow) {
        var news = new RunNews();
        var definitions = new ConcurrentHashMap<String, Flow>();
        var first = DefinitionHash.of(flow);
        return new ShownRun(engine, id, flow, news, definitions, engine.subscribe(id, 1, recorded -> {
            // Looked up here: it may have to be read and compiled.
            var definition = definition(recorded.event());
            if (definition != null && !(definitions.isEmpty() && definition.equals(first))) {
                definitions.computeIfAbsent(definition, engine::flow);
            }
            news.put(recorded);
        }));
    }

    /// That a run keeps to from an event on; null where it is the one from before.
    private static @Nullable String definition(Event event) {
        return event instanceof Event.RunStarted started
                ? started.definition()
                : event instanceof Event.RunRetried retried ? retried.definition() : null;
    }

    /// What has come since the last time, as far as that is folded within so long.
    List<Recorded> takeNews(long nanos) {
        long begun = System.nanoTime();
        var taken = new ArrayList<Recorded>();
        for (var next = news.take(); next != null; next = System.nanoTime() - begun < nanos ? news.take() : null) {
            moveTo(definition(next.event()));
            history.add(next);
            fold = fold.plus(next);
            taken.add(next);
        }
        return taken;
    }

    private void moveTo(@Nullable String definition) {
        var flow = definition == null ? null : definitions.get(definition);
        if (flow != null) {
            history.on(flow);
            fold = fold.on(flow);
        }
    }

    RunNews news() {
        return news;
    }

    /// @param broke is told, on a thread of the engine, why the run can't go on here
    void whenItBreaks(Consumer<Throwable> broke) {
        subscription.done().whenComplete((_, cause) -> {
            if (cause != null && !(cause instanceof CancellationException)) {
                broke.accept(cause instanceof CompletionException && cause.getCause() != null
                        ? cause.getCause()
                        : cause);
            }
        });
    }

    Engine engine() {
        return engine;
    }

    RunId id() {
        return id;
    }

    RunHistory history() {
        return history;
    }

    OverlayState overlay() {
        return fold.state();
    }

    /// Nothing more comes of it before somebody goes on with it.
    void standStill() {
        standsStill = true;
    }

    boolean standsStill() {
        return standsStill;
    }

    boolean isUnderWay() {
        return !standsStill && !overlay().run().isOver();
    }

    /// Whether it ended without success.
    boolean isRetryable() {
        return overlay().run() == RunPhase.FAILED || overlay().run() == RunPhase.CANCELLED;
    }

    /// Whether it can go on from elsewhere, as far as is known here.
    boolean mayJump() {
        return isUnderWay() || isRetryable();
    }

    /// Follows it no longer. It goes on where it is.
    @Override
    public void close() {
        subscription.close();
        news.clear();
    }
}
