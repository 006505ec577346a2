package dev.flowloom.panels.inspector;

import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.flowloom.document.Editor;
import dev.flowloom.model.FlowReference;
import dev.flowloom.panels.form.Insight.Finding;
import dev.flowloom.panels.run.RunHistory;
import dev.flowloom.run.RunId;
import dev.flowloom.step.Secrets;
import org.jspecify.annotations.Nullable;

/// What the inspector has to help with expressions and secrets.
///
/// @param run gives the run whose data they are tried on; null where nothing has run
/// @param secrets is asked whether there are those that settings refer to
/// @param called turns to what a sub-flow calls
public record Assistance(Editor editor, Supplier<@Nullable RunHistory> run, Worker worker, Secrets secrets,
        Called called) {

    /// Turns to other flows.
    public interface Called {
        void open(FlowReference flow);

        /// Opens a flow and shows a run of it.
        void open(FlowReference flow, RunId run);
    }

    /// Works away from the user interface's thread.
    public interface Worker {
        /// Does the work.
        ///
        /// @param then is given the result, on the user interface's thread; nothing found where a bug keeps it from one
        void work(Supplier<Finding> work, Consumer<Finding> then);
    }
}
