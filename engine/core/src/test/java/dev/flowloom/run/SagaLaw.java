package dev.flowloom.run;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.TreeMap;

import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.run.Event.Compensation;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/// What is completed in one pass is undone the other way round and nothing twice, and after a run that turned round nothing
/// is left, but for what a container undid as a whole, and for what could not be undone: that is tried once more where the run
/// was retried, or jumped, and failed again. Keeps books of its own.
final class SagaLaw {
    private final Simulation run;
    private final Map<VisitId, PassId> passes = new TreeMap<>();
    private final Map<VisitId, NodeId> nodes = new TreeMap<>();
    private final Map<PassId, VisitId> containers = new TreeMap<>();
    private final Map<VisitId, VisitId> undoing = new TreeMap<>();
    private final Map<VisitId, Integer> order = new TreeMap<>();
    private final SequencedSet<VisitId> completed = new LinkedHashSet<>();
    private final SequencedSet<VisitId> notUndone = new LinkedHashSet<>();
    private RunState state = RunState.NEW;

    private SagaLaw(Simulation run) {
        this.run = run;
    }

    static void check(Simulation run) {
        var law = new SagaLaw(run);
        for (var event : run.events) {
            law.before(event);
            law.state = run.evolve(law.state, event);
            law.after(event);
        }
        if (isUndone(run.last())) {
            assertThat(law.completed).isEmpty();
            if (!law.notUndone.isEmpty()) {
                assertThat(compensation(run.last())).isEqualTo(Compensation.INCOMPLETE);
            }
        }
    }

    private static @Nullable Compensation compensation(Event last) {
        return switch (last) {
            case Event.RunFailed(_, var failed) -> failed;
            case Event.RunCancelled(_, var cancelled) -> cancelled;
            default -> null;
        };
    }

    private static boolean isUndone(Event last) {
        var compensation = compensation(last);
        return compensation != null && compensation != Compensation.WITHHELD;
    }

    private void before(Event event) {
        if (event instanceof Event.NodeCompleted(var id, _, _) && isUndoable(id)) {
            completed.removeIf(done -> isInside(done, id));
            notUndone.removeIf(done -> isInside(done, id));
            completed.add(id);
            order.put(id, order.size());
        } else if (event instanceof Event.NodeCancelled(var id, _) && undoing.containsKey(id)) {
            completed.add(Objects.requireNonNull(undoing.get(id)));
        } else if (event instanceof Event.CompensationFailed(_, var undone, _)) {
            notUndone.add(undone);
        } else if (event instanceof Event.ResultReused(var id, var from) && Objects.requireNonNull(
                state.reuse().find(id)).outcome() instanceof Reused.Outcome.Gave) {
            completed.remove(from);
        }
    }

    private boolean isUndoable(VisitId id) {
        var node = Objects.requireNonNull(state.find(id)).node();
        var program = run.rules(state).program();
        return program.compensation(node) != null && !(program.node(node) instanceof Node.Step step && step.disabled());
    }

    private boolean isInside(VisitId visit, VisitId container) {
        for (var at = containers.get(passes.get(visit)); at != null; at = containers.get(passes.get(at))) {
            if (at.equals(container)) {
                return true;
            }
        }
        return false;
    }

    private void after(Event event) {
        if (event instanceof Event.NodeEntered(var id, var node, _, _)) {
            nodes.put(id, node);
        }
        if (event instanceof Event.RunRetried || event instanceof Event.RunJumped) {
            completed.addAll(notUndone);
            notUndone.clear();
            completed.removeIf(
                    done -> run.rules(state).program().compensation(Objects.requireNonNull(nodes.get(done))) == null);
            completed.forEach(done -> passes.put(done, PassId.RUN));
        } else if (event instanceof Event.PassStarted started) {
            containers.put(started.pass(), started.of());
        } else if (event instanceof Event.NodeEntered entered) {
            passes.put(entered.visit(), Objects.requireNonNull(state.find(entered.visit())).pass());
            if (entered.undoes() != null) {
                undo(entered.visit(), entered.undoes());
            }
        }
    }

    private void undo(VisitId visit, VisitId undone) {
        assertThat(completed.stream().filter(done -> Objects.equals(passes.get(done), passes.get(undone)))
                .max(Comparator.comparing(order::get))).hasValue(undone);
        completed.remove(undone);
        undoing.put(visit, undone);
    }
}
