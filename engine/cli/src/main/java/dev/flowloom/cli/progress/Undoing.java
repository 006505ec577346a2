package dev.flowloom.cli.progress;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import dev.flowloom.cli.progress.Effects.Effect;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.run.Event;

/// What of a run that did not complete was undone, and what stays.
final class Undoing {
    private static final int MOST_NAMES = 8;

    private final Graph graph;
    private final Collection<Row> rows;
    /// Containers that were undone as a whole, and steps.
    private final Set<NodeId> undone;
    /// Of what stands in long loops, and has no row for each item.
    private final Effects effects;

    /// @param rows of ordinary work
    Undoing(Graph graph, Collection<Row> rows, Effects effects) {
        this.graph = graph;
        this.rows = rows;
        this.effects = effects;
        this.undone = rows.stream().filter(row -> row.state() == Row.State.UNDONE).map(Row::node)
                .collect(Collectors.toCollection(HashSet::new));
        effects.each(Effect.UNDONE, (node, _) -> undone.add(node));
    }

    /// As sentences, with a space before them; empty where there is nothing to say.
    ///
    /// @param wanted whether somebody wanted that nothing is undone
    String text(Event.Compensation compensation, boolean wanted) {
        return howFar(compensation, wanted) + cutOff();
    }

    /// Of a run that completed what an earlier life of it, or a part of it, could not undo, and what a join went on without; a
    /// space before it, and empty where there is nothing to say.
    String ofCompleted() {
        var names = names(row -> row.state() == Row.State.NOT_UNDONE, Effect.NOT_UNDONE);
        return (names.isEmpty() ? "" : " Stays done, because it could not be undone: %s.".formatted(names)) + cutOff();
    }

    private String cutOff() {
        var names = names(row -> row.state() == Row.State.CUT_OFF, Effect.CUT_OFF);
        return names.isEmpty() ? "" : " Cut off at work, so that it may be done or not: %s.".formatted(names);
    }

    private String howFar(Event.Compensation compensation, boolean wanted) {
        var staying = names(this::stays, Effect.DONE, Effect.NOT_UNDONE);
        return switch (compensation) {
            case NONE -> staying.isEmpty() ? "" : " Nothing undoes what was done: %s.".formatted(staying);
            case COMPLETE -> staying.isEmpty()
                    ? " What had been done is undone."
                    : undone() + " Nothing undoes: %s.".formatted(staying);
            case INCOMPLETE -> " Not all of what had been done could be undone." + undone() + stays(staying);
            case WITHHELD -> (wanted
                    ? " What it had done was not undone, as was wanted."
                    : " Nothing was undone, because data may be damaged.") + stays(staying);
        };
    }

    private String undone() {
        var names = names(row -> row.state() == Row.State.UNDONE, Effect.UNDONE);
        return names.isEmpty() ? "" : " Undone: %s.".formatted(names);
    }

    private static String stays(String names) {
        return names.isEmpty() ? "" : " Stays done: %s.".formatted(names);
    }

    private boolean stays(Row row) {
        return switch (row.state()) {
            case DONE, KEPT -> staysDone(row.node());
            case NOT_UNDONE -> true;
            case RUNNING, FAILED, CAUGHT, CANCELLED, CUT_OFF, RETRYING, WAITING, PASSED_BY, DECIDED, UNDONE -> false;
        };
    }

    /// A container stands for what it holds where that is undone as a whole.
    private boolean staysDone(NodeId node) {
        return (isWork(node) || undone.contains(node)) && !isUndoneAround(node);
    }

    private boolean isWork(NodeId node) {
        return graph.node(node) instanceof Node.Step || graph.node(node) instanceof Node.SubFlow;
    }

    private boolean isUndoneAround(NodeId node) {
        for (var at = graph.parent(node); at != null; at = graph.parent(at)) {
            if (undone.contains(at)) {
                return true;
            }
        }
        return false;
    }

    /// With how many times, where that is not once.
    private String names(Predicate<Row> which, Effect... counted) {
        SequencedMap<String, Long> times = new LinkedHashMap<>();
        rows.stream().filter(which).forEach(row -> times.merge(row.name(), 1L, Long::sum));
        for (var effect : counted) {
            effects.each(effect, (node, count) -> {
                if (effect != Effect.DONE || staysDone(node)) {
                    times.merge(name(node), count, Long::sum);
                }
            });
        }
        var names = times.entrySet().stream().map(entry -> entry.getValue() == 1
                ? entry.getKey()
                : "%s (%,d times)".formatted(entry.getKey(), entry.getValue())).toList();
        return names.size() <= MOST_NAMES
                ? String.join(", ", names)
                : "%s and %,d more".formatted(String.join(", ", names.subList(0, MOST_NAMES)),
                        names.size() - MOST_NAMES);
    }

    private String name(NodeId id) {
        var node = graph.node(id);
        return node == null ? id.value() : Places.title(node.name(), id.value());
    }
}
