package dev.flowloom.overlay;

import java.time.Instant;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import dev.flowloom.model.Flow;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;
import dev.flowloom.run.Event;
import dev.flowloom.run.PassId;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.VisitId;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

import static dev.flowloom.language.Texts.told;
import static dev.flowloom.language.Texts.tr;

/// Folds the events of a run, in their order, into what the drawing shows. Immutable: every prefix of the events has
/// its own, and so every moment of a run can be shown again.
///
/// @param graph of the flow that runs
/// @param undone the nodes that have a compensation
/// @param visits which node each visit was at that is under way, or can be undone
/// @param passes what each pass goes through that is under way
public record OverlayFold(Graph graph, Set<NodeId> undone, PSortedMap<VisitId, NodeId> visits,
        PSortedMap<PassId, Through> passes,
        OverlayState state) {

    /// What a pass goes through.
    ///
    /// @param of the visit of the container
    /// @param items for how many items
    /// @param stopping whether it turned round, and is being undone
    record Through(VisitId of, int items, boolean stopping) {
        Through turnedRound() {
            return new Through(of, items, true);
        }
    }

    /// Before the first event.
    public static OverlayFold of(Flow flow) {
        var undone = flow.graph().wires().values().stream().filter(Wire.Compensation.class::isInstance).map(Wire::from)
                .collect(Collectors.toUnmodifiableSet());
        return new OverlayFold(flow.graph(), undone, TreePMap.empty(), TreePMap.empty(), OverlayState.NONE);
    }

    /// The same, of a run that is moved to another definition of its flow.
    public OverlayFold on(Flow flow) {
        return new OverlayFold(flow.graph(), of(flow).undone, visits, passes, state);
    }

    public OverlayFold plus(Recorded recorded) {
        var at = recorded.at();
        return switch (recorded.event()) {
            case Event.RunStarted _ -> run(RunPhase.RUNNING);
            case Event.NodeEntered entered -> entered(entered, at);
            case Event.AttemptStarted(var visit, var attempt, _, _, _) -> change(visit,
                    node -> node.trying(attempt == 1 ? Phase.RUNNING : Phase.RETRYING, attempt));
            case Event.AttemptSucceeded _ -> this;
            case Event.AttemptFailed(var visit, _, var error) ->
                change(visit, node -> node.failing(told(error.message())));
            case Event.RetryScheduled(var visit, var attempt, _) -> change(visit,
                    node -> node.trying(Phase.RETRYING, attempt));
            case Event.WaitStarted(var visit, _) -> change(visit, node -> node.at(Phase.WAITING));
            case Event.ReceiveStarted(var visit, _, _, _, _) -> change(visit, node -> node.at(Phase.WAITING));
            case Event.ApprovalRequested(var visit, _, _, _) -> change(visit, node -> node.at(Phase.ASKING));
            case Event.MessageReceived _,Event.ApprovalGiven _ -> this;
            case Event.LockRequested(var visit, _, _, _) -> change(visit, node -> node.at(Phase.WAITING));
            case Event.LockTaken(var visit, _, _) -> change(visit, node -> node.at(Phase.RUNNING));
            case Event.NodeCompleted completed -> completed(completed, at).without(completed.visit());
            case Event.NodeFailed failed -> failed(failed, at).without(failed.visit());
            case Event.NodeCancelled(var visit, _) ->
                change(visit, node -> node.ended(Phase.CANCELLED, at)).without(visit);
            case Event.SubFlowStarted(var visit, _, _, _) -> change(visit, node -> node.at(Phase.RUNNING));
            case Event.SubFlowStopping(var visit, _) -> change(visit, node -> node.at(Phase.COMPENSATING));
            case Event.SubFlowFailed(var visit, var error, _) ->
                change(visit, node -> node.failing(told(error.message())));
            case Event.SubFlowCompleted _ -> this;
            case Event.LoopStarted(var visit, var items) -> loop(visit, loop -> loop.withItems(items.size()));
            case Event.SourceOpened(var visit, _) -> loop(visit, LoopProgress::withSource);
            case Event.ItemsRead _,Event.ReadStarted _,Event.DeadLetterKept _ -> this;
            case Event.ReadFailed(var visit, _, var error) ->
                change(visit, node -> node.failing(told(error.message())));
            case Event.SourceFailed(var visit, var error) -> change(visit, node -> node.failing(told(error.message())));
            case Event.PassCompleted(var pass, _) -> ended(pass, LoopProgress::plusDone);
            case Event.PassFailed(var pass, _, _) -> failed(pass);
            case Event.PassStarted(var pass, var of, _, var data, _) ->
                new OverlayFold(graph, undone, visits, passes.plus(pass, new Through(of, itemsIn(data, of), false)),
                        state)
                        .change(of, node -> node.at(Phase.RUNNING));
            case Event.PassStopping(var pass, _) -> stopping(pass);
            case Event.RunStopping _ -> run(RunPhase.STOPPING);
            case Event.RunPaused _ -> with(state.withPaused(true));
            case Event.RunUnpaused _ -> with(state.withPaused(false));
            case Event.RunRetried _ -> with(OverlayState.NONE.with(RunPhase.RUNNING));
            case Event.ResultReused(var visit, _) -> change(visit, node -> node.at(Phase.KEPT));
            case Event.ItemsReused(var visit, _, _, var items) -> loop(visit, loop -> loop.plusDone(items));
            case Event.RunJumped _ -> with(state.withoutSkipped().with(RunPhase.RUNNING));
            case Event.StepCompensated(var visit, var undone, _) -> change(visit,
                    node -> node.ended(Phase.SUCCEEDED, at)).change(undone, node -> node.at(Phase.COMPENSATED));
            case Event.CompensationFailed(var visit, var undone, var error) -> change(visit,
                    node -> node.failing(told(error.message())).ended(Phase.FAILED, at))
                    .change(undone,
                            node -> node.at(Phase.SUCCEEDED).failing(tr("Not undone: %s", told(error.message()))));
            case Event.RunRestored _,Event.AlertRaised _ -> this;
            case Event.RunCompleted _ -> over(RunPhase.COMPLETED);
            case Event.RunFailed _ -> over(RunPhase.FAILED);
            case Event.RunCancelled _ -> over(RunPhase.CANCELLED);
        };
    }

    private OverlayFold entered(Event.NodeEntered entered, Instant at) {
        var id = entered.node();
        var fresh = new NodeState(Phase.WAITING, 0, attemptsOf(graph.node(id)), at, null, null);
        var shown = graph.node(id) instanceof Node.Loop
                ? state.with(id, fresh).with(id, LoopProgress.of(entered.visit()))
                : state.with(id, fresh);
        var wire = entered.wire();
        var next = new OverlayFold(graph, undone, visits.plus(entered.visit(), id), passes,
                wire == null ? shown : shown.withTaken(wire));
        var undoes = entered.undoes();
        return undoes == null ? next : next.change(undoes, node -> node.at(Phase.COMPENSATING));
    }

    private OverlayFold completed(Event.NodeCompleted completed, Instant at) {
        var id = visits.get(completed.visit());
        var isPassedBy = id != null && graph.node(id) instanceof Node.Step step && step.disabled();
        var done = change(completed.visit(), node -> node.ended(isPassedBy
                ? Phase.SKIPPED
                : node.phase() == Phase.KEPT ? Phase.KEPT : Phase.SUCCEEDED, at));
        var shown = done.state;
        for (var wire : completed.taken()) {
            shown = shown.withTaken(wire);
        }
        return done.with(shown);
    }

    private OverlayFold failed(Event.NodeFailed failed, Instant at) {
        var done = change(failed.visit(), node -> node.failing(told(failed.error().message())).ended(Phase.FAILED, at));
        var caught = failed.caught();
        return caught == null ? done : done.with(done.state.withTaken(caught));
    }

    /// What the run never came to was not taken; except what undoes, which is not on any way.
    private OverlayFold over(RunPhase phase) {
        var shown = state.with(phase);
        var undoing = graph.wires().values().stream().filter(Wire.Compensation.class::isInstance).map(Wire::to)
                .collect(Collectors.toSet());
        for (var id : graph.nodes().keySet()) {
            if (shown.node(id) == null && !undoing.contains(id)) {
                shown = shown.with(id, NodeState.of(Phase.SKIPPED));
            }
        }
        return with(shown);
    }

    private OverlayFold change(@Nullable VisitId visit, UnaryOperator<NodeState> change) {
        var id = visit == null ? null : visits.get(visit);
        var node = id == null ? null : state.node(id);
        if (id == null) {
            throw new IllegalStateException("visit %s was never begun".formatted(visit));
        }
        // What was done before a retry can still be undone, though the run has not come to it since.
        return with(state.with(id, change.apply(node == null ? NodeState.of(Phase.SUCCEEDED) : node)));
    }

    /// Of loops that are gone through several times at once, as those in another loop are, the latest visit is shown.
    private OverlayFold loop(@Nullable VisitId visit, UnaryOperator<LoopProgress> change) {
        var id = visit == null ? null : visits.get(visit);
        var loop = id == null ? null : state.loop(id);
        return id == null || loop == null || !loop.visit().equals(visit)
                ? this
                : with(state.with(id, change.apply(loop)));
    }

    /// Of very many visits those alone are remembered of which more may be told.
    private OverlayFold without(VisitId visit) {
        var node = visits.get(visit);
        return node == null || undone.contains(node)
                ? this
                : new OverlayFold(graph, undone, visits.minus(visit), passes, state);
    }

    private OverlayFold ended(PassId pass, BiFunction<LoopProgress, Integer, LoopProgress> count) {
        var through = passes.get(pass);
        var left = new OverlayFold(graph, undone, visits, passes.minus(pass), state);
        return through == null ? left : left.loop(through.of(), loop -> count.apply(loop, through.items()));
    }

    private OverlayFold stopping(PassId pass) {
        var through = passes.get(pass);
        return through == null
                ? this
                : new OverlayFold(graph, undone, visits, passes.plus(pass, through.turnedRound()), state)
                        .change(through.of(), node -> node.at(Phase.COMPENSATING));
    }

    /// A loop may go on without what it failed for.
    private OverlayFold failed(PassId pass) {
        var through = passes.get(pass);
        var left = ended(pass, LoopProgress::plusFailed);
        return through == null || left.passes.values().stream()
                .anyMatch(other -> other.of().equals(through.of()) && other.stopping())
                        ? left
                        : left.change(through.of(), node -> node.at(Phase.RUNNING));
    }

    /// A batch is a list of several.
    private int itemsIn(Json data, VisitId container) {
        var id = visits.get(container);
        return data instanceof Json.Arr(var items) && id != null && graph.node(id) instanceof Node.Loop loop
                && loop.repeat() instanceof Node.Repeat.ForEach each && each.batch() > 1 ? items.size() : 1;
    }

    private OverlayFold run(RunPhase phase) {
        return with(state.with(phase));
    }

    private OverlayFold with(OverlayState state) {
        return new OverlayFold(graph, undone, visits, passes, state);
    }

    private static int attemptsOf(@Nullable Node node) {
        return node instanceof Node.Step step ? step.retryOrDefault().attempts() : 0;
    }
}
