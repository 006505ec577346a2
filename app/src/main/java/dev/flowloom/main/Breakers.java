package dev.flowloom.main;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.flowloom.model.Flow;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.resource.ResourceState;
import dev.flowloom.resource.ResourceState.Breaker;

/// Which steps of a flow use a resource whose circuit breaker isn't closed.
final class Breakers {
    private Breakers() {}

    /// @param notClosed those whose circuit breaker isn't closed
    static SortedMap<NodeId, Breaker> of(Flow flow, List<ResourceState> notClosed) {
        if (notClosed.isEmpty()) {
            return Collections.emptySortedMap();
        }
        var breakers = new TreeMap<NodeId, Breaker>();
        for (var node : flow.graph().nodes().values()) {
            if (node instanceof Node.Step step && step.resource() != null) {
                var resource = flow.resources().get(step.resource());
                notClosed.stream().filter(state -> resource != null && state.isOf(step.resource(), resource))
                        .findFirst()
                        .ifPresent(state -> breakers.put(node.id(), state.breaker()));
            }
        }
        return breakers;
    }
}
