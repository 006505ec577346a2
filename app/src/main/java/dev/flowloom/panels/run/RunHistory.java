package dev.flowloom.panels.run;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.flowloom.expression.ExpressionException;
import dev.flowloom.expression.ExpressionLanguages;
import dev.flowloom.geometry.WireLabel;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;
import dev.flowloom.model.WireId;
import dev.flowloom.run.Event;
import dev.flowloom.run.PassId;
import dev.flowloom.run.Program;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.Rules;
import dev.flowloom.run.RunError;
import dev.flowloom.run.RunId;
import dev.flowloom.run.RunState;
import dev.flowloom.run.Sight;
import dev.flowloom.run.VisitId;
import org.jspecify.annotations.Nullable;

/// The events of one run so far, and what they say about each node's last visit. Of a run of any length it keeps so much of
/// what happens in loops over sources as its [EventLog] does.
public final class RunHistory {
    private Flow flow;
    private final EventLog log = new EventLog();
    private Streams streams;
    private final Map<VisitId, NodeId> visits = new TreeMap<>();
    private final Map<VisitId, NodeData> data = new TreeMap<>();
    private final Map<NodeId, VisitId> latest = new TreeMap<>();
    private final Map<VisitId, Json> arrived = new TreeMap<>();
    private final Map<VisitId, Json> results = new TreeMap<>();
    /// What expressions saw at each visit when it began.
    private final Map<VisitId, Sight> sights = new TreeMap<>();
    /// Null where the flow can't be run here.
    private @Nullable Rules rules;
    /// The visit of the container that each pass goes through.
    private final Map<PassId, VisitId> passes = new TreeMap<>();
    /// The run that each visit at a sub-flow called.
    private final Map<VisitId, RunId> calls = new TreeMap<>();
    private RunState state = RunState.NEW;
    private Event.@Nullable RunStarted started;
    private int deadLetters;
    /// The last visits of nodes to which no event leads any more, and whether one still names each.
    private final Map<VisitId, Boolean> left = new TreeMap<>();

    /// What one visit saw and gave.
    ///
    /// @param settings with every expression replaced by its value; null before the first attempt
    /// @param input what the step's settings saw: what arrived, or what its input mapping made of that
    /// @param output what it gave; null before, and where it passes on what arrived
    /// @param way which branch it took; null where it has none
    /// @param error what went wrong last; null where nothing did
    public record NodeData(@Nullable Json settings, @Nullable Json input, @Nullable Json output, @Nullable Json way,
            @Nullable RunError error) {

        NodeData withWork(Json settings, @Nullable Json mapped) {
            return new NodeData(settings, mapped == null ? input : mapped, output, way, error);
        }

        NodeData withInput(Json given) {
            return new NodeData(settings, given, output, way, error);
        }

        NodeData withOutput(Json output) {
            return new NodeData(settings, input, output, way, error);
        }

        NodeData withWay(Json way) {
            return new NodeData(settings, input, output, way, error);
        }

        NodeData withError(RunError error) {
            return new NodeData(settings, input, output, way, error);
        }
    }

    public RunHistory(Flow flow) {
        this.flow = flow;
        streams = Streams.of(flow.graph());
        rules = rules(flow);
    }

    private static @Nullable Rules rules(Flow flow) {
        var language = ExpressionLanguages.find(flow.expressions());
        try {
            return language == null ? null : new Rules(Program.compile(flow, language));
        } catch (ExpressionException | IllegalArgumentException e) {
            return null;
        }
    }

    /// From here on the run keeps to another definition.
    public void on(Flow other) {
        flow = other;
        streams = Streams.of(other.graph());
        // Where one of its definitions can't be run here, what expressions saw isn't known.
        rules = rules == null ? null : rules(other);
    }

    public void add(Recorded recorded) {
        if (rules != null) {
            state = rules.evolve(state, recorded.event());
        }
        log.add(recorded, unitOf(recorded.event()));
        fold(recorded);
        forget(log.trim(pass -> rules != null && state.passes().containsKey(pass)));
    }

    /// What an event is kept as long as; null where it always is.
    private EventLog.@Nullable Unit unitOf(Event event) {
        return switch (event) {
            case Event.PassStarted(var pass, var of, _, _, _) -> begun(pass, of);
            case Event.OfPass e -> passes.containsKey(e.pass()) ? log.of(e.pass()) : log.begin(null);
            case Event.NodeEntered(var visit, var node, _, _) -> entered(visit, node);
            case Event.SourceOpened e -> log.of(e.visit());
            // Of a source there may be as much to read as there are passes.
            case Event.ItemsRead _,Event.ItemsReused _,Event.ReadFailed _,Event.ReadStarted _,Event.DeadLetterKept _,Event.AlertRaised _ ->
                log.latest();
            case Event.OfVisit e -> visits.containsKey(e.visit()) ? log.of(e.visit()) : log.begin(null);
            case Event.RunStarted _,Event.RunStopping _,Event.RunPaused _,Event.RunUnpaused _,Event.RunRestored _,Event.RunRetried _,Event.RunJumped _,Event.Ended _ ->
                null;
        };
    }

    private EventLog.@Nullable Unit begun(PassId pass, VisitId of) {
        if (streams.isStream(visits.get(of))) {
            return log.begin(pass);
        }
        var around = log.of(of);
        log.belongs(pass, around);
        return around;
    }

    private EventLog.@Nullable Unit entered(VisitId visit, NodeId node) {
        var present = state.visits().get(visit);
        var around = present == null ? null : log.of(present.token().pass());
        // What undoes something is done when the pass is over.
        var unit = around == null && streams.isWithin(node) ? log.begin(null) : around;
        log.belongs(visit, unit);
        return unit;
    }

    private void forget(EventLog.Forgotten forgotten) {
        forgotten.visits().forEach(visit -> {
            var node = visits.get(visit);
            if (node == null || !visit.equals(latest.get(node))) {
                forget(visit);
            } else {
                left.put(visit, true);
            }
        });
        forgotten.unnamed().forEach(visit -> {
            if (left.replace(visit, false) == null) {
                visits.remove(visit);
            }
        });
        forgotten.passes().forEach(passes::remove);
    }

    private void forget(VisitId visit) {
        data.remove(visit);
        arrived.remove(visit);
        results.remove(visit);
        sights.remove(visit);
        calls.remove(visit);
    }

    /// Another visit has come after it.
    private void follow(@Nullable VisitId before) {
        var named = before == null ? null : left.remove(before);
        if (before != null && named != null) {
            forget(before);
            if (!named) {
                visits.remove(before);
            }
        }
    }

    private void fold(Recorded recorded) {
        switch (recorded.event()) {
            case Event.RunStarted e -> started = e;
            // What it comes to from here on is shown anew.
            case Event.RunRetried _ -> latest.clear();
            case Event.ResultReused e -> reuse(e);
            case Event.NodeEntered(var visit, var node, var wire, var undoes) -> {
                var entered = new NodeData(null, undoes == null ? arriving(wire) : given(undoes), null, null, null);
                visits.put(visit, node);
                follow(latest.put(node, visit));
                arrived.put(visit, entered.input == null ? Json.NULL : entered.input);
                data.put(visit, entered);
                if (rules != null) {
                    sights.put(visit, rules.sight(state, visit, recorded.at()));
                }
            }
            case Event.AttemptStarted e ->
                data.computeIfPresent(e.visit(), (_, d) -> d.withWork(e.settings(), e.data()));
            case Event.AttemptSucceeded e -> {
                results.put(e.visit(), e.result());
                data.computeIfPresent(e.visit(), (_, d) -> d.withOutput(e.result()));
            }
            case Event.SubFlowStarted e -> {
                calls.put(e.visit(), e.run());
                data.computeIfPresent(e.visit(), (_, d) -> d.withInput(e.input()));
            }
            case Event.SubFlowCompleted e -> {
                results.put(e.visit(), e.output());
                data.computeIfPresent(e.visit(), (_, d) -> d.withOutput(e.output()));
            }
            case Event.SubFlowFailed e -> data.computeIfPresent(e.visit(), (_, d) -> d.withError(e.error()));
            case Event.AttemptFailed e -> data.computeIfPresent(e.visit(), (_, d) -> d.withError(e.error()));
            case Event.ReadFailed e -> data.computeIfPresent(e.visit(), (_, d) -> d.withError(e.error()));
            case Event.SourceFailed e -> data.computeIfPresent(e.visit(), (_, d) -> d.withError(e.error()));
            case Event.MessageReceived e -> data.computeIfPresent(e.visit(), (_, d) -> d.withOutput(e.data()));
            case Event.ApprovalGiven e -> data.computeIfPresent(e.visit(), (_, d) -> d.withOutput(e.output()));
            case Event.NodeCompleted e -> complete(e);
            case Event.NodeFailed e -> data.computeIfPresent(e.visit(), (_, d) -> d.withError(e.error()));
            case Event.CompensationFailed e -> data.computeIfPresent(e.visit(), (_, d) -> d.withError(e.error()));
            case Event.PassStarted e -> passes.put(e.pass(), e.of());
            case Event.DeadLetterKept _ -> deadLetters++;
            case Event.SubFlowStopping _,Event.LoopStarted _,Event.SourceOpened _,Event.ItemsRead _,Event.ItemsReused _,Event.ReadStarted _,Event.OfPass _,Event.RetryScheduled _,Event.WaitStarted _,Event.ReceiveStarted _,Event.ApprovalRequested _,Event.LockRequested _,Event.LockTaken _,Event.NodeCancelled _,Event.RunStopping _,Event.RunPaused _,Event.RunUnpaused _,Event.RunRestored _,Event.RunJumped _,Event.StepCompensated _,Event.AlertRaised _,Event.Ended _ ->
                {
                }
        }
    }

    private void reuse(Event.ResultReused reused) {
        var before = data.get(reused.from());
        if (before != null) {
            data.put(reused.visit(), before);
        }
        var result = results.get(reused.from());
        if (result != null) {
            results.put(reused.visit(), result);
        }
        var call = calls.get(reused.from());
        if (call != null) {
            calls.put(reused.visit(), call);
        }
    }

    private void complete(Event.NodeCompleted completed) {
        var output = completed.output();
        if (output != null) {
            data.computeIfPresent(completed.visit(), (_, d) -> d.withOutput(output));
        }
        var node = visits.get(completed.visit());
        for (var id : completed.taken()) {
            if (node != null && flow.graph().wire(id) instanceof Wire.Sequence(_, _, var branch, var to, _)
                    && branch != null) {
                data.computeIfPresent(completed.visit(), (_, d) -> d.withWay(way(node, branch, to)));
            }
        }
    }

    private Json way(NodeId from, String branch, NodeId to) {
        var label = WireLabel.branch(flow.graph().node(from), branch);
        return Json.Obj.of("branch", Json.of(label)).with("to", Json.of(titleOf(to)));
    }

    /// What a token brings that comes by a wire: what the node gave that it leaves, or what had arrived there.
    private @Nullable Json arriving(@Nullable WireId id) {
        var wire = id == null ? null : flow.graph().wire(id);
        var visit = wire == null ? null : latest.get(wire.from());
        if (visit == null) {
            return started == null ? null : started.input();
        }
        return wire instanceof Wire.OnError ? arrived.get(visit) : given(visit);
    }

    private @Nullable Json given(VisitId visit) {
        var from = data.get(visit);
        return from == null || from.output == null ? arrived.get(visit) : from.output;
    }

    /// What an expression of a node saw at its last visit, or would have seen, had the run come to it by the way that is
    /// drawn now; null where nothing has run.
    ///
    /// @param graph as it is drawn now
    /// @param withResult whether it sees what the step type returned
    public @Nullable Sight seenFrom(Graph graph, NodeId node, boolean withResult) {
        if (started == null || rules == null) {
            return null;
        }
        var visit = latest.get(node);
        var sight = visit == null ? null : sights.get(visit);
        if (visit == null || sight == null) {
            return rules.sight(state, wouldArrive(graph, node), started.at());
        }
        var result = results.get(visit);
        return withResult && result != null ? sight.with("result", result) : sight;
    }

    private Json wouldArrive(Graph graph, NodeId node) {
        for (var wire : graph.wires().values()) {
            var from = wire.to().equals(node) ? latest.get(wire.from()) : null;
            var gives = from == null ? null : wire instanceof Wire.OnError ? arrived.get(from) : given(from);
            if (gives != null) {
                return gives;
            }
        }
        return Json.NULL;
    }

    public Flow flow() {
        return flow;
    }

    /// Those that are kept to be shown: the first and the last always are.
    public List<Recorded> events() {
        return log.kept();
    }

    /// How many events there were.
    long seen() {
        return log.seen();
    }

    /// How many of them are kept no longer.
    long forgotten() {
        return log.forgotten();
    }

    /// Of how many visits something is kept.
    int keptVisits() {
        return Math.max(visits.size(), Math.max(data.size(), sights.size()));
    }

    /// Null before its first event.
    @Nullable
    RunId run() {
        return started == null ? null : started.run();
    }

    /// How many dead letters its loops kept, each an item or a batch of them.
    public int deadLetters() {
        return deadLetters;
    }

    /// What the node's last visit saw and gave; null where the run has not come to it.
    public @Nullable NodeData latest(NodeId node) {
        var visit = latest.get(node);
        return visit == null ? null : data.get(visit);
    }

    /// The run that the node's last visit called; null where it called none.
    public @Nullable RunId called(NodeId node) {
        var visit = latest.get(node);
        return visit == null ? null : calls.get(visit);
    }

    /// Whether it is about a disabled step, which was passed by.
    boolean isPassedBy(Event event) {
        var node = nodeOf(event);
        return node != null && flow.graph().node(node) instanceof Node.Step step && step.disabled();
    }

    /// The node an event is about; null where it is about the run as a whole.
    @Nullable
    NodeId nodeOf(Event event) {
        return switch (event) {
            case Event.StepCompensated e -> visits.get(e.undone());
            case Event.CompensationFailed e -> visits.get(e.undone());
            case Event.OfVisit e -> visits.get(e.visit());
            case Event.OfPass e -> nodeOf(e.pass());
            case Event.AlertRaised e -> e.error().node();
            case Event.RunJumped e -> e.node();
            case Event.RunStarted _,Event.RunStopping _,Event.RunPaused _,Event.RunUnpaused _,Event.RunRestored _,Event.RunRetried _,Event.Ended _ ->
                null;
        };
    }

    @Nullable
    NodeId nodeAt(VisitId visit) {
        return visits.get(visit);
    }

    private @Nullable NodeId nodeOf(PassId pass) {
        var container = passes.get(pass);
        return container == null ? null : visits.get(container);
    }

    /// What the node is called.
    String titleOf(@Nullable NodeId id) {
        if (id == null) {
            return "";
        }
        var node = flow.graph().node(id);
        return node == null ? id.value() : node.title();
    }
}
