package dev.flowloom.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.flowloom.json.BrokenSchema;
import dev.flowloom.json.CompiledSchema;
import dev.flowloom.json.CompiledSchema.Violation;
import dev.flowloom.json.JsonSchemas;
import dev.flowloom.model.Flow;
import dev.flowloom.model.FlowLibrary;
import dev.flowloom.model.FlowReference;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.Problem;
import org.jspecify.annotations.Nullable;

/// The flows that a flow under check calls, and those that these call. Each is checked once.
final class CalledFlows {
    private final FlowLibrary library;
    private final Function<Flow, List<Problem>> checks;
    private final Map<FlowReference, List<Problem>> errors = new HashMap<>();
    private final Map<FlowReference, Optional<CompiledSchema>> schemas = new HashMap<>();
    private final Map<FlowReference, SortedMap<String, Locked>> locks = new HashMap<>();

    /// A flow that can't run.
    ///
    /// @param errors at least one
    record Broken(Flow flow, List<Problem> errors) {}

    /// A scope of a flow that takes a lock.
    record Locked(Flow flow, Node.Scope scope) {}

    /// @param checks says what is wrong with a flow by itself
    CalledFlows(FlowLibrary library, Function<Flow, List<Problem>> checks) {
        this.library = library;
        this.checks = checks;
    }

    FlowLibrary library() {
        return library;
    }

    /// The flow for which a call can't succeed: the one that is meant, or one that it calls in turn.
    Optional<Broken> broken(FlowReference called) {
        return from(called).stream()
                .map(found -> new Broken(found.flow(),
                        errors.computeIfAbsent(found.reference(), _ -> errors(found.flow()))))
                .filter(found -> !found.errors().isEmpty()).findFirst();
    }

    /// By its name each lock that a flow takes, or one that it calls in turn, and where the nearest of them does. Those whose
    /// names are made in a run may be any.
    SortedMap<String, Locked> locks(FlowReference called) {
        return locks.computeIfAbsent(called, _ -> {
            var found = new TreeMap<String, Locked>();
            from(called).stream().map(Found::flow).forEach(flow -> flow.graph().nodes().values().stream()
                    .filter(Node.Scope.class::isInstance).map(Node.Scope.class::cast)
                    .filter(scope -> !LockRules.fixedLock(scope).isEmpty())
                    .forEach(scope -> found.putIfAbsent(LockRules.fixedLock(scope), new Locked(flow, scope))));
            return found;
        });
    }

    private record Found(FlowReference reference, Flow flow) {}

    /// A flow that is here and those that it calls, in whatever depth: the nearest first, each once.
    private List<Found> from(FlowReference called) {
        var found = new ArrayList<Found>();
        var seen = new HashSet<FlowReference>();
        var open = new ArrayDeque<>(List.of(called));
        while (!open.isEmpty()) {
            var reference = open.remove();
            var flow = seen.add(reference) ? library.find(reference) : null;
            if (flow != null) {
                found.add(new Found(reference, flow));
                calls(flow).forEach(open::add);
            }
        }
        return found;
    }

    /// What a flow would say to an input; nothing where it isn't here or its schema is not sound, which is told elsewhere.
    List<Violation> violations(FlowReference called, Json input) {
        var flow = library.find(called);
        return flow == null || flow.inputSchema().isEmpty()
                ? List.of()
                : schemas.computeIfAbsent(called, _ -> compiled(flow)).map(schema -> schema.check(input))
                        .orElse(List.of());
    }

    private static Optional<CompiledSchema> compiled(Flow flow) {
        try {
            return Optional.of(JsonSchemas.compile(flow.inputSchema()));
        } catch (BrokenSchema e) {
            return Optional.empty();
        }
    }

    private List<Problem> errors(Flow flow) {
        return Stream
                .concat(checks.apply(flow).stream(), missing(flow).map(call -> SubFlowRules.missing(library, call)))
                .filter(Problem::isError).sorted(Comparator.comparing(problem -> problem.place().pointer())).toList();
    }

    private Stream<Node.SubFlow> missing(Flow flow) {
        return nodes(flow).filter(call -> library.find(call.flow()) == null);
    }

    private static Stream<FlowReference> calls(Flow flow) {
        return nodes(flow).map(Node.SubFlow::flow).distinct();
    }

    private static Stream<Node.SubFlow> nodes(Flow flow) {
        return flow.graph().nodes().values().stream().filter(Node.SubFlow.class::isInstance)
                .map(Node.SubFlow.class::cast);
    }

    @Nullable
    Flow find(FlowReference reference) {
        return library.find(reference);
    }
}
