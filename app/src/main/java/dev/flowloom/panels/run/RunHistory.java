package dev.flowloom.panels.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.flowloom.model.Flow;
import dev.flowloom.model.Json;
import dev.flowloom.model.NodeId;
import dev.flowloom.run.Event;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunError;
import dev.flowloom.run.VisitId;
import org.jspecify.annotations.Nullable;

/// The events of one run so far, and what they say about each node's last visit.
public final class RunHistory {
    private final Flow flow;
    private final List<Recorded> events = new ArrayList<>();
    private final Map<VisitId, NodeId> visits = new TreeMap<>();
    private final Map<VisitId, NodeData> data = new TreeMap<>();
    private final Map<NodeId, VisitId> latest = new TreeMap<>();

    /// What one visit saw and gave.
    ///
    /// @param settings with every expression replaced by its value; null before the first attempt
    /// @param input what the step's settings saw; null where it is just what arrived
    /// @param output what it gave; null before
    /// @param error what went wrong last; null where nothing did
    public record NodeData(@Nullable Json settings, @Nullable Json input, @Nullable Json output,
            @Nullable RunError error) {
        static final NodeData NONE = new NodeData(null, null, null, null);

        NodeData withWork(Json settings, @Nullable Json input) {
            return new NodeData(settings, input, output, error);
        }

        NodeData withOutput(Json output) {
            return new NodeData(settings, input, output, error);
        }

        NodeData withError(RunError error) {
            return new NodeData(settings, input, output, error);
        }
    }

    public RunHistory(Flow flow) {
        this.flow = flow;
    }

    public void add(Recorded recorded) {
        events.add(recorded);
        switch (recorded.event()) {
            case Event.NodeEntered(var visit, var node, _, _) -> {
                visits.put(visit, node);
                latest.put(node, visit);
                data.put(visit, NodeData.NONE);
            }
            case Event.AttemptStarted e ->
                data.computeIfPresent(e.visit(), (_, d) -> d.withWork(e.settings(), e.data()));
            case Event.AttemptSucceeded e -> data.computeIfPresent(e.visit(), (_, d) -> d.withOutput(e.result()));
            case Event.AttemptFailed e -> data.computeIfPresent(e.visit(), (_, d) -> d.withError(e.error()));
            case Event.NodeCompleted e when e.output() != null -> complete(e.visit(), e.output());
            case Event.NodeFailed e -> data.computeIfPresent(e.visit(), (_, d) -> d.withError(e.error()));
            case Event.CompensationFailed e -> data.computeIfPresent(e.visit(), (_, d) -> d.withError(e.error()));
            case Event.RunStarted _,Event.RetryScheduled _,Event.WaitStarted _,Event.NodeCompleted _,Event.NodeCancelled _,Event.RunStopping _,Event.StepCompensated _,Event.AlertRaised _,Event.RunCompleted _,Event.RunFailed _,Event.RunCancelled _ ->
                {
                }
        }
    }

    private void complete(VisitId visit, Json output) {
        data.computeIfPresent(visit, (_, d) -> d.withOutput(output));
    }

    public Flow flow() {
        return flow;
    }

    public List<Recorded> events() {
        return Collections.unmodifiableList(events);
    }

    /// What the node's last visit saw and gave; null where the run has not come to it.
    public @Nullable NodeData latest(NodeId node) {
        var visit = latest.get(node);
        return visit == null ? null : data.get(visit);
    }

    /// The node an event is about; null where it is about the run as a whole.
    @Nullable
    NodeId nodeOf(Event event) {
        return switch (event) {
            case Event.NodeEntered e -> e.node();
            case Event.AttemptStarted e -> visits.get(e.visit());
            case Event.AttemptSucceeded e -> visits.get(e.visit());
            case Event.AttemptFailed e -> visits.get(e.visit());
            case Event.RetryScheduled e -> visits.get(e.visit());
            case Event.WaitStarted e -> visits.get(e.visit());
            case Event.NodeCompleted e -> visits.get(e.visit());
            case Event.NodeFailed e -> visits.get(e.visit());
            case Event.NodeCancelled e -> visits.get(e.visit());
            case Event.StepCompensated e -> visits.get(e.undone());
            case Event.CompensationFailed e -> visits.get(e.undone());
            case Event.AlertRaised e -> e.error().node();
            case Event.RunStarted _,Event.RunStopping _,Event.RunCompleted _,Event.RunFailed _,Event.RunCancelled _ ->
                null;
        };
    }

    /// What the node is called.
    String titleOf(@Nullable NodeId id) {
        if (id == null) {
            return "";
        }
        var node = flow.graph().node(id);
        return node == null || node.name().isBlank() ? id.value() : node.name();
    }
}
