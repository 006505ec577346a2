package dev.flowloom.cli.progress;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.flowloom.model.NodeId;
import dev.flowloom.run.VisitId;

/// A run that is retried goes through its flow again: which of the visits of its earlier lives stand for something that a later
/// one stands for too.
final class Lives {
    private final Set<VisitId> replaced = new HashSet<>();
    /// The visit where something was first done, of those that kept it.
    private final Map<VisitId, VisitId> firsts = new HashMap<>();
    /// The visit that keeps it last.
    private final Map<VisitId, VisitId> lasts = new HashMap<>();
    /// Cut off in an earlier life.
    private final Map<NodeId, List<VisitId>> cutOff = new HashMap<>();

    /// The run begins anew, or goes on elsewhere.
    void next(Collection<Row> rows) {
        cutOff.clear();
        for (var row : rows) {
            if (row.state() == Row.State.CUT_OFF && count(row.visit())) {
                cutOff.computeIfAbsent(row.node(), _ -> new ArrayList<>()).add(row.visit());
            }
        }
    }

    void reused(VisitId visit, VisitId from) {
        var first = firsts.getOrDefault(from, from);
        firsts.put(visit, first);
        replaced.add(first);
        var before = lasts.put(first, visit);
        if (before != null) {
            replaced.add(before);
        }
    }

    /// Something is done now, which is what was cut off before: events don't say which of several.
    void done(NodeId node) {
        var before = cutOff.get(node);
        if (before != null && !before.isEmpty()) {
            replaced.add(before.removeFirst());
        }
    }

    /// Whether a visit is the last that stands for what was done at it.
    boolean count(VisitId visit) {
        return !replaced.contains(visit);
    }
}
