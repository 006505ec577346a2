package dev.flowloom.runtime;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.flowloom.model.Flow;
import dev.flowloom.model.FlowLibrary;
import dev.flowloom.model.FlowReference;
import org.jspecify.annotations.Nullable;

/// Flows by their ids.
final class Shelf implements FlowLibrary {
    private final Map<String, Flow> flows = new ConcurrentHashMap<>();

    static Shelf of(Flow... flows) {
        var shelf = new Shelf();
        for (var flow : flows) {
            shelf.put(flow);
        }
        return shelf;
    }

    /// Puts it in the place of the one with the same id.
    void put(Flow flow) {
        flows.put(flow.id(), flow);
    }

    @Override
    public @Nullable Flow find(FlowReference reference) {
        return flows.get(reference.flow());
    }

    @Override
    public List<String> ids() {
        return flows.keySet().stream().sorted().toList();
    }
}
