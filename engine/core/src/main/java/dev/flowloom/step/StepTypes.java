package dev.flowloom.step;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/// The step types at hand, by the name they have in definitions.
public final class StepTypes implements AutoCloseable {
    private final SortedMap<String, StepType> byName;

    private StepTypes(SortedMap<String, StepType> byName) {
        this.byName = Collections.unmodifiableSortedMap(byName);
    }

    public static StepTypes of(StepType... types) {
        return of(List.of(types));
    }

    /// Those that jars on the class path offer.
    public static StepTypes installed() {
        return of(ServiceLoader.load(StepType.class).stream().map(ServiceLoader.Provider::get).toList());
    }

    private static StepTypes of(Collection<StepType> types) {
        var byName = new TreeMap<String, StepType>();
        for (var type : types) {
            var name = type.description().type();
            var other = byName.putIfAbsent(name, type);
            if (other != null) {
                throw new IllegalStateException("two step types are called %s: %s and %s; take one off the class path"
                        .formatted(name, other.getClass().getName(), type.getClass().getName()));
            }
        }
        return new StepTypes(byName);
    }

    public @Nullable StepType find(String name) {
        return byName.get(name);
    }

    public @Nullable StepDescription describe(String name) {
        var type = byName.get(name);
        return type == null ? null : type.description();
    }

    /// Sorted by the name they have in definitions.
    public List<StepDescription> descriptions() {
        return byName.values().stream().map(StepType::description).toList();
    }

    @Override
    public void close() {
        byName.values().forEach(StepType::close);
    }
}
