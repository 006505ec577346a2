package dev.flowloom.main;

import java.util.List;
import java.util.Objects;

import dev.flowloom.model.Flow;
import dev.flowloom.model.Node;
import dev.flowloom.run.RunId;
import dev.flowloom.runtime.Repair;

/// Restores a run whose events are damaged, once the user has seen what that means.
///
/// @param by who it is for the run's history
record RunRestoring(Services services, RunMessages messages, String by) {

    /// Finds out what is intact, and asks.
    ///
    /// @param goOn goes on with the run when it is restored, or when nothing is damaged after all
    void offer(RunId run, Flow flow, Runnable goOn) {
        services.aside().run(() -> services.engines().open().examine(run), repair -> ask(repair, flow, goOn),
                messages::canNotBeRestored);
    }

    private void ask(Repair repair, Flow flow, Runnable goOn) {
        if (repair.damage() == null) {
            goOn.run();
        } else if (repair.isPossible()) {
            messages.mayBeRestored(repair, titles(repair, flow), () -> restore(repair.run(), goOn));
        } else {
            messages.nothingIsIntact(repair);
        }
    }

    private static List<String> titles(Repair repair, Flow flow) {
        return repair.again().stream().map(flow.graph()::node).filter(Objects::nonNull).map(Node::title).toList();
    }

    private void restore(RunId run, Runnable goOn) {
        services.aside().run(() -> services.engines().open().repair(run, by, "in the workbench"), _ -> goOn.run(),
                messages::canNotBeRestored);
    }
}
