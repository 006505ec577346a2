package dev.flowloom.main;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.flowloom.model.Flow;
import dev.flowloom.model.NodeId;
import dev.flowloom.panels.run.OpenWaits;
import dev.flowloom.panels.runs.Waiting;
import dev.flowloom.run.Event;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunId;
import dev.flowloom.run.VisitId;
import dev.flowloom.runtime.Engine;
import dev.flowloom.runtime.Subscription;
import org.jspecify.annotations.Nullable;

/// What the runs that have not ended wait for. They are followed from the time somebody asks until [#rest()], so that a long
/// history is read once. May be used from any thread.
final class RunsWaits {
    /// So many runs are followed; others are when these have ended.
    private static final int MOST = 200;

    private final Map<RunId, Followed> followed = new LinkedHashMap<>();
    private @Nullable Engine engine;

    /// Those that wait for something, as far as their histories have been read by now.
    synchronized List<Waiting> of(Engine asked) {
        if (!asked.equals(engine)) {
            rest();
            engine = asked;
        }
        var unfinished = asked.unfinished();
        var present = new LinkedHashSet<>(unfinished.subList(0, Math.min(MOST, unfinished.size())));
        followed.entrySet().removeIf(entry -> {
            // One that stood still, and may go on again, is followed anew.
            boolean isOver = !present.contains(entry.getKey()) || entry.getValue().isDone();
            if (isOver) {
                entry.getValue().subscription.close();
            }
            return isOver;
        });
        present.forEach(run -> follow(run, asked));
        return followed.values().stream().map(Followed::waiting).filter(each -> !each.waits().isEmpty()).toList();
    }

    private void follow(RunId run, Engine asked) {
        if (!followed.containsKey(run)) {
            try {
                followed.put(run, new Followed(run, asked));
            } catch (RuntimeException e) {
                // It may have been removed just now. What is damaged is told where the run is shown.
            }
        }
    }

    /// Nobody asks any more, for the time being.
    synchronized void rest() {
        followed.values().forEach(each -> each.subscription.close());
        followed.clear();
        engine = null;
    }

    private static final class Followed {
        private final RunId run;
        private final Flow flow;
        private final OpenWaits waits = new OpenWaits();
        private final SortedMap<VisitId, NodeId> nodes = new TreeMap<>();
        private final Subscription subscription;

        Followed(RunId run, Engine engine) {
            this.run = run;
            flow = engine.flow(run);
            subscription = engine.subscribe(run, 1, this::add);
        }

        boolean isDone() {
            return subscription.done().toCompletableFuture().isDone();
        }

        private synchronized void add(Recorded recorded) {
            waits.add(recorded);
            switch (recorded.event()) {
                case Event.NodeEntered(var visit, var node, _, _) -> nodes.put(visit, node);
                case Event.NodeCompleted _,Event.NodeFailed _,Event.NodeCancelled _ ->
                    nodes.remove(((Event.OfVisit) recorded.event()).visit());
                case Event.Ended _ -> nodes.clear();
                default -> {
                    /* Nothing is left by it. */ }
            }
        }

        synchronized Waiting waiting() {
            var open = new ArrayList<>(waits.all());
            var titles = new TreeMap<VisitId, String>();
            open.forEach(wait -> titles.put(wait.visit(), title(nodes.get(wait.visit()))));
            return new Waiting(run, Engines.nameOf(flow), titles, open);
        }

        private String title(@Nullable NodeId node) {
            var found = node == null ? null : flow.graph().node(node);
            return found != null ? found.title() : node == null ? "" : node.value();
        }
    }
}
