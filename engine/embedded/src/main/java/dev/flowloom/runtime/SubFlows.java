package dev.flowloom.runtime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import dev.flowloom.model.Flow;
import dev.flowloom.model.FlowLibrary;
import dev.flowloom.model.FlowReference;
import dev.flowloom.run.Pinned;

/// Finds the flows that a flow calls, and those that these call, before it is run, and keeps their definitions: whatever
/// becomes of their files, its run keeps to them.
final class SubFlows {
    private final Flow root;
    private final Function<Flow, Programs.Ready> programs;
    private final FlowLibrary library;
    private final Map<FlowReference, Pinned> found = new LinkedHashMap<>();

    private SubFlows(Flow root, Function<Flow, Programs.Ready> programs, FlowLibrary library) {
        this.root = root;
        this.programs = programs;
        this.library = library;
    }

    /// @param programs makes flows ready
    /// @throws IllegalArgumentException when one isn't there, or can't run
    static List<Pinned> pin(Programs.Ready flow, FlowLibrary library, Function<Flow, Programs.Ready> programs) {
        if (flow.calls().isEmpty()) {
            return List.of();
        }
        var subFlows = new SubFlows(flow.flow(), programs, library);
        var open = new ArrayDeque<>(List.of(flow));
        while (!open.isEmpty()) {
            var caller = open.remove();
            for (var call : caller.calls()) {
                if (!subFlows.found.containsKey(call)) {
                    open.add(subFlows.pin(caller, call));
                }
            }
        }
        return new ArrayList<>(subFlows.found.values());
    }

    private Programs.Ready pin(Programs.Ready caller, FlowReference reference) {
        // What is started may not be what its file holds: a flow that calls itself calls what is started.
        var flow = reference.fits(root) ? root : library.find(reference);
        if (flow == null) {
            var why = library.whyMissing(reference);
            throw new IllegalArgumentException("The flow \"%s\" calls the flow \"%s\", %s"
                    .formatted(caller.flow().id(), reference, why == null
                            ? "which isn't here. Put its file into the same folder."
                            : "which can't be found: " + why.english()));
        }
        var ready = programs.apply(flow);
        found.put(reference, new Pinned(reference, ready.hash()));
        return ready;
    }
}
