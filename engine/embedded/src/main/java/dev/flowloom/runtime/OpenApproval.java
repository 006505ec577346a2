package dev.flowloom.runtime;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

import dev.flowloom.model.NodeId;
import dev.flowloom.run.Event;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunId;
import dev.flowloom.run.VisitId;
import org.jspecify.annotations.Nullable;

/// A question that a run has put to people, and that nobody has answered.
///
/// @param who who is asked; may be empty
/// @param due when the answer is waited for no longer; null where it is for ever
public record OpenApproval(RunId run, VisitId visit, NodeId node, String who, String question, Instant since,
        @Nullable Instant due) {

    /// The open questions of a run with this history, the first asked first.
    static List<OpenApproval> of(RunId run, List<Recorded> history) {
        var nodes = new TreeMap<VisitId, NodeId>();
        var open = new TreeMap<VisitId, OpenApproval>();
        for (var recorded : history) {
            switch (recorded.event()) {
                case Event.NodeEntered(var visit, var node, _, _) -> nodes.put(visit, node);
                case Event.ApprovalRequested(var visit, var who, var question, var due) -> open.put(visit,
                        new OpenApproval(run, visit, node(nodes, visit), who, question, recorded.at(), due));
                case Event.OfVisit ofVisit -> open.remove(ofVisit.visit());
                case Event.Ended _ -> open.clear();
                default -> {
                    /* Says nothing of a visit. */ }
            }
        }
        return new ArrayList<>(open.values());
    }

    private static NodeId node(TreeMap<VisitId, NodeId> nodes, VisitId visit) {
        var node = nodes.get(visit);
        if (node == null) {
            throw new IllegalStateException("visit %s was not entered".formatted(visit));
        }
        return node;
    }
}
