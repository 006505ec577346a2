package dev.flowloom.panels.inspector;

import dev.flowloom.model.FlowReference;
import dev.flowloom.run.RunId;

/// For sheets from which nobody turns to another flow.
final class NoCalls implements Assistance.Called {
    @Override
    public void open(FlowReference flow) {
        throw new AssertionError("nobody wanted " + flow);
    }

    @Override
    public void open(FlowReference flow, RunId run) {
        throw new AssertionError("nobody wanted " + run);
    }
}
