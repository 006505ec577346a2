package dev.flowloom.runtime;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
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

    /// Whether it is waited for no longer, though its run hasn't gone on yet, as where nobody goes on with that.
    public boolean isOverdue(Instant now) {
        return due != null && !now.isBefore(due);
    }

    /// Finds the open questions of a run in its history.
    static final class Finder {
        private final RunId run;
        /// Of what is under way.
        private final SortedMap<VisitId, NodeId> nodes = new TreeMap<>();
        private final SortedMap<VisitId, OpenApproval> open = new TreeMap<>();

        Finder(RunId run) {
            this.run = run;
        }

        void add(List<Recorded> part) {
            part.forEach(this::add);
        }

        private void add(Recorded recorded) {
            switch (recorded.event()) {
                case Event.NodeEntered(var visit, var node, _, _) -> nodes.put(visit, node);
                case Event.ApprovalRequested(var visit, var who, var question, var due) -> open.put(visit,
                        new OpenApproval(run, visit, node(visit), who, question, recorded.at(), due));
                case Event.NodeCompleted _,Event.NodeFailed _,Event.NodeCancelled _,Event.StepCompensated _,Event.CompensationFailed _ ->
                    leave(((Event.OfVisit) recorded.event()).visit());
                case Event.OfVisit ofVisit -> open.remove(ofVisit.visit());
                case Event.Ended _ -> {
                    nodes.clear();
                    open.clear();
                }
                default -> {
                    /* Says nothing of a visit. */ }
            }
        }

        private void leave(VisitId visit) {
            nodes.remove(visit);
            open.remove(visit);
        }

        /// The first asked first.
        List<OpenApproval> found() {
            return new ArrayList<>(open.values());
        }

        private NodeId node(VisitId visit) {
            var node = nodes.get(visit);
            if (node == null) {
                throw new IllegalStateException("visit %s was not entered".formatted(visit));
            }
            return node;
        }
    }
}
