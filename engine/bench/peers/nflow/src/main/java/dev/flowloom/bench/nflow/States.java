package dev.flowloom.bench.nflow;

import java.util.List;

import dev.flowloom.bench.bpmn.Ends;
import io.nflow.engine.workflow.curated.State;
import io.nflow.engine.workflow.definition.NextAction;
import io.nflow.engine.workflow.definition.StateExecution;
import io.nflow.engine.workflow.definition.WorkflowDefinition;
import io.nflow.engine.workflow.definition.WorkflowSettings;
import io.nflow.engine.workflow.definition.WorkflowStateType;

import static io.nflow.engine.workflow.definition.NextAction.moveToState;

/// The workflows, as nFlow has them: a state for each step, each with a method that names the next. The state is committed
/// before that is called.
public abstract class States extends WorkflowDefinition {
    static final State DONE = new State("done", WorkflowStateType.end);
    private static final State ERROR = new State("error", WorkflowStateType.manual);

    private final Ends ends;
    private final List<State> states;

    States(String type, List<State> states, Ends ends) {
        super(type, states.getFirst(), ERROR, new WorkflowSettings.Builder().build());
        this.ends = ends;
        this.states = states;
        for (int i = 0; i + 1 < states.size(); i++) {
            permit(states.get(i), states.get(i + 1));
        }
        permit(states.getLast(), DONE);
    }

    static State state(String name, boolean first) {
        return new State(name, first ? WorkflowStateType.start : WorkflowStateType.normal);
    }

    NextAction after(int step) {
        return moveToState(step + 1 < states.size() ? states.get(step + 1) : DONE, "");
    }

    /// Called when that it is done is committed.
    public void done(StateExecution execution) {
        ends.ended(execution.getWorkflowInstanceExternalId());
    }

    /// start → 5 steps → end
    public static final class Five extends States {
        private static final List<State> STATES = List.of(state("a", true), state("b", false), state("c", false),
                state("d", false), state("e", false));

        Five(Ends ends) {
            super("five", STATES, ends);
        }

        public NextAction a(StateExecution execution) {
            return after(0);
        }

        public NextAction b(StateExecution execution) {
            return after(1);
        }

        public NextAction c(StateExecution execution) {
            return after(2);
        }

        public NextAction d(StateExecution execution) {
            return after(3);
        }

        public NextAction e(StateExecution execution) {
            return after(4);
        }
    }
}
