package dev.flowloom.cli.progress;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

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
    /// Long loops, of which something was done; they have no row for each item.
    private final Set<NodeId> longLoops;

    /// @param rows of ordinary work
    Undoing(Graph graph, Collection<Row> rows, Set<NodeId> longLoops) {
        this.graph = graph;
        this.rows = rows;
        this.longLoops = longLoops;
        this.undone = rows.stream().filter(row -> row.state() == Row.State.UNDONE).map(Row::node)
                .collect(Collectors.toSet());
    }

    /// As sentences, with a space before them; empty where there is nothing to say.
    ///
    /// @param wanted whether somebody wanted that nothing is undone
    String text(Event.Compensation compensation, boolean wanted) {
        return howFar(compensation, wanted) + cutOff();
    }

    /// Of a run that completed what an earlier life of it, or a part of it, could not undo; a space before it, and empty where
    /// there is nothing to say.
    String couldNotBe() {
        var names = names(row -> row.state() == Row.State.NOT_UNDONE);
        return names.isEmpty() ? "" : " Stays done, because it could not be undone: %s.".formatted(names);
    }

    private String cutOff() {
        var names = names(row -> row.state() == Row.State.CUT_OFF);
        return names.isEmpty() ? "" : " Cut off at work, so that it may be done or not: %s.".formatted(names);
    }

    private String howFar(Event.Compensation compensation, boolean wanted) {
        var staying = names(this::stays);
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
        var names = names(row -> row.state() == Row.State.UNDONE);
        return names.isEmpty() ? "" : " Undone: %s.".formatted(names);
    }

    private static String stays(String names) {
        return names.isEmpty() ? "" : " Stays done: %s.".formatted(names);
    }

    private boolean stays(Row row) {
        return switch (row.state()) {
            case DONE, KEPT -> (isWork(row.node()) || longLoops.contains(row.node()))
                    && !isUndoneAround(row.node());
            case NOT_UNDONE -> true;
            case RUNNING, FAILED, CAUGHT, CANCELLED, CUT_OFF -> longLoops.contains(row.node());
            case RETRYING, WAITING, PASSED_BY, DECIDED, UNDONE -> false;
        };
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

    private String names(Predicate<Row> which) {
        List<String> names = rows.stream().filter(which).map(Row::name).distinct().toList();
        return names.size() <= MOST_NAMES
                ? String.join(", ", names)
                : "%s and %,d more".formatted(String.join(", ", names.subList(0, MOST_NAMES)),
                        names.size() - MOST_NAMES);
    }
}
