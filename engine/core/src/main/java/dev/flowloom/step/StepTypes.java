package dev.flowloom.step;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/// The step types at hand, and the types of sources, by the names they have in definitions. No two share one.
public final class StepTypes implements AutoCloseable {
    private final SortedMap<String, StepType> steps;
    private final SortedMap<String, SourceType> sources;

    private StepTypes(Collection<StepType> steps, Collection<SourceType> sources) {
        var described = new TreeMap<String, Object>();
        steps.forEach(type -> add(type, type.description(), described));
        sources.forEach(type -> add(type, type.description(), described));
        this.steps = byName(steps, StepType::description);
        this.sources = byName(sources, SourceType::description);
    }

    public static StepTypes of(StepType... types) {
        return new StepTypes(List.of(types), List.of());
    }

    public static StepTypes of(List<StepType> types, List<SourceType> sources) {
        return new StepTypes(types, sources);
    }

    /// Those that jars on the class path offer.
    public static StepTypes installed() {
        return new StepTypes(load(StepType.class), load(SourceType.class));
    }

    private static <T> List<T> load(Class<T> kind) {
        return ServiceLoader.load(kind).stream().map(ServiceLoader.Provider::get).toList();
    }

    private static void add(Object type, StepDescription description, SortedMap<String, Object> described) {
        var other = described.putIfAbsent(description.type(), type);
        if (other != null) {
            throw new IllegalStateException("two step types are called %s: %s and %s; take one off the class path"
                    .formatted(description.type(), other.getClass().getName(), type.getClass().getName()));
        }
    }

    private static <T> SortedMap<String, T> byName(Collection<T> types, Function<T, StepDescription> description) {
        var byName = new TreeMap<String, T>();
        types.forEach(type -> byName.put(description.apply(type).type(), type));
        return Collections.unmodifiableSortedMap(byName);
    }

    public @Nullable StepType find(String name) {
        return steps.get(name);
    }

    public @Nullable SourceType findSource(String name) {
        return sources.get(name);
    }

    /// What a step type, or a type of source, says of itself.
    public @Nullable StepDescription describe(String name) {
        var step = steps.get(name);
        var source = sources.get(name);
        return step != null ? step.description() : source != null ? source.description() : null;
    }

    /// Of the step types, sorted by the name they have in definitions.
    public List<StepDescription> descriptions() {
        return steps.values().stream().map(StepType::description).toList();
    }

    /// Of the types of sources, sorted by the name they have in definitions.
    public List<StepDescription> sources() {
        return sources.values().stream().map(SourceType::description).toList();
    }

    @Override
    public void close() {
        steps.values().forEach(StepType::close);
        sources.values().forEach(SourceType::close);
    }
}
