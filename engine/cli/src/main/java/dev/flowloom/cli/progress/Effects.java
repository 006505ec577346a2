package dev.flowloom.cli.progress;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.ObjLongConsumer;

import dev.flowloom.model.Graph;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;
import dev.flowloom.model.WireId;
import dev.flowloom.run.Event;
import dev.flowloom.run.VisitId;
import org.jspecify.annotations.Nullable;

/// What came of the nodes in long loops: how often, as there are too many visits to remember each.
final class Effects {
    private static final int MOST_REMEMBERED = 10_000;

    private final Graph graph;
    /// Visits under way to what may have an effect.
    private final Map<VisitId, NodeId> open = new HashMap<>();
    /// Those of them that are not done again, as they were counted before.
    private final Set<VisitId> kept = new HashSet<>();
    /// Those of them that did their work, also where what is to be made of its result fails them.
    private final Set<VisitId> succeeded = new HashSet<>();
    /// What compensates, by what it undoes.
    private final Map<VisitId, NodeId> undoing = new HashMap<>();
    /// So that these are not told twice where it is tried once more to undo them.
    private final Set<VisitId> notUndone = new HashSet<>();
    private final SequencedMap<NodeId, Map<Effect, Long>> counts = new LinkedHashMap<>();

    Effects(Graph graph) {
        this.graph = graph;
    }

    /// What came of a visit. Ordered, so that each goes before what it may turn into.
    enum Effect { CUT_OFF, CUT_OFF_BEFORE, DONE, UNDONE, NOT_UNDONE }

    /// A node in a long loop was entered.
    void entered(Event.NodeEntered entered) {
        if (entered.undoes() != null) {
            var undone = undoneBy(entered.wire());
            if (undone != null) {
                undoing.put(entered.visit(), undone);
            }
        } else if (mayHaveEffect(graph.node(entered.node()))) {
            open.put(entered.visit(), entered.node());
        }
    }

    private @Nullable NodeId undoneBy(@Nullable WireId wire) {
        return wire != null && graph.wire(wire) instanceof Wire.Compensation(_, var from, _, _) ? from : null;
    }

    private static boolean mayHaveEffect(@Nullable Node node) {
        return switch (node) {
            case Node.Step step -> !step.disabled();
            case Node.SubFlow _,Node.Container _ -> true;
            case null, default -> false;
        };
    }

    void on(Event event) {
        switch (event) {
            case Event.ResultReused(var visit, _) -> {
                if (open.containsKey(visit)) {
                    kept.add(visit);
                }
            }
            case Event.AttemptSucceeded(var visit, _, _) -> succeeded(visit);
            case Event.SubFlowCompleted(var visit, _) -> succeeded(visit);
            case Event.NodeCompleted(var visit, _, _) -> {
                succeeded(visit);
                over(visit);
            }
            case Event.NodeFailed(var visit, _, _) -> over(visit);
            case Event.StepCompensated(var visit, var undone, _) -> {
                var node = undoing.remove(visit);
                if (node != null) {
                    count(node, Effect.UNDONE, 1);
                    count(node, Effect.NOT_UNDONE, notUndone.remove(undone) ? -1 : 0);
                }
            }
            case Event.CompensationFailed(var visit, var undone, _) -> {
                var node = undoing.remove(visit);
                if (node != null && !notUndone.contains(undone)) {
                    count(node, Effect.NOT_UNDONE, 1);
                    if (notUndone.size() < MOST_REMEMBERED) {
                        notUndone.add(undone);
                    }
                }
            }
            case Event.RunRetried _,Event.RunJumped _ -> counts.values().forEach(Effects::retried);
            // Nothing that has an effect.
            default -> {
            }
        }
    }

    /// Work was given up.
    ///
    /// @param cutOff whether it was under way
    void cancelled(VisitId visit, boolean cutOff) {
        undoing.remove(visit);
        var node = open.get(visit);
        if (node != null && cutOff) {
            count(node, Effect.CUT_OFF, 1);
        }
        over(visit);
    }

    private void succeeded(VisitId visit) {
        if (open.containsKey(visit)) {
            succeeded.add(visit);
        }
    }

    private void over(VisitId visit) {
        var node = open.remove(visit);
        boolean isNew = !kept.remove(visit);
        if (succeeded.remove(visit) && node != null && isNew) {
            count(node, Effect.DONE, 1);
        }
    }

    /// What a visit undoes that is under way; null where it undoes nothing in a long loop.
    @Nullable
    NodeId undone(VisitId visit) {
        return undoing.get(visit);
    }

    /// What was cut off then is done again, or it is not told of as long as it is not.
    private static void retried(Map<Effect, Long> counts) {
        var cutOff = counts.remove(Effect.CUT_OFF);
        if (cutOff != null) {
            counts.merge(Effect.CUT_OFF_BEFORE, cutOff, Long::sum);
        }
    }

    private void count(NodeId node, Effect effect, long times) {
        var of = counts.computeIfAbsent(node, _ -> new EnumMap<>(Effect.class));
        if (effect == Effect.DONE) {
            of.computeIfPresent(Effect.CUT_OFF_BEFORE, (_, before) -> before == 1 ? null : Long.valueOf(before - 1));
        }
        of.merge(effect, times, Long::sum);
    }

    /// Each node with how often it is so, where that is not never.
    void each(Effect effect, ObjLongConsumer<NodeId> to) {
        counts.forEach((node, of) -> {
            long times = switch (effect) {
                case DONE -> count(of, Effect.DONE) - count(of, Effect.UNDONE) - count(of, Effect.NOT_UNDONE);
                case CUT_OFF -> count(of, Effect.CUT_OFF) + count(of, Effect.CUT_OFF_BEFORE);
                case CUT_OFF_BEFORE, UNDONE, NOT_UNDONE -> count(of, effect);
            };
            if (times > 0) {
                to.accept(node, times);
            }
        });
    }

    /// How many visits it has to know of now.
    int remembered() {
        return open.size() + kept.size() + succeeded.size() + undoing.size() + notUndone.size();
    }

    private static long count(Map<Effect, Long> of, Effect effect) {
        return of.getOrDefault(effect, 0L);
    }
}
