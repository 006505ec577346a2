package dev.flowloom.cli.progress;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.flowloom.model.Graph;
import dev.flowloom.model.NodeId;
import dev.flowloom.run.Event;
import dev.flowloom.run.Event.Compensation;
import dev.flowloom.run.RunId;
import dev.flowloom.run.VisitId;

/// The runs that a run called and that did not undo all they did: a fold over its events.
public final class LeftByCalled {
    private static final int MOST = 10;

    private final Graph graph;
    private final Map<VisitId, NodeId> callers = new HashMap<>();
    private final Map<VisitId, RunId> calls = new HashMap<>();
    private final List<Called> first = new ArrayList<>();
    private long more;

    public LeftByCalled(Graph graph) {
        this.graph = graph;
    }

    /// A run that was called.
    ///
    /// @param by what the node is called that did
    public record Called(RunId run, String by) {}

    /// The run's next event.
    public void on(Event event) {
        switch (event) {
            case Event.NodeEntered(var visit, var node, _, _) -> callers.put(visit, node);
            case Event.SubFlowStarted(var visit, var run, _, _) -> calls.put(visit, run);
            case Event.SubFlowFailed(var visit, _, var compensation) when leavesSomething(compensation) -> add(visit);
            case Event.NodeCompleted _,Event.NodeFailed _,Event.NodeCancelled _,Event.StepCompensated _,Event.CompensationFailed _ -> {
                var visit = ((Event.OfVisit) event).visit();
                callers.remove(visit);
                calls.remove(visit);
            }
            // Nothing is called.
            default -> {
            }
        }
    }

    private static boolean leavesSomething(Compensation compensation) {
        return compensation == Compensation.INCOMPLETE || compensation == Compensation.WITHHELD;
    }

    private void add(VisitId visit) {
        var run = calls.get(visit);
        var node = callers.get(visit);
        if (run == null || node == null) {
            return;
        }
        if (first.size() == MOST) {
            more++;
        } else {
            first.add(new Called(run, Places.path(graph, node)));
        }
    }

    /// Some of them, the first first.
    public List<Called> first() {
        return List.copyOf(first);
    }

    /// How many there are besides.
    public long more() {
        return more;
    }
}
