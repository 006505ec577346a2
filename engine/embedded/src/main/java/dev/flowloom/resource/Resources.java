package dev.flowloom.resource;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import dev.flowloom.model.Resource;

/// The resources that the runs of an engine use, shared by all of its flows. The name and what is kept to in using it are
/// together what a resource is: where two flows say different things of the same name, each is kept to by itself.
public final class Resources {
    /// Does something when it is due, unless the answer is run before.
    @FunctionalInterface
    public interface Alarm {
        Runnable at(Instant due, Runnable action);
    }

    private record Key(String name, Resource resource) {}

    private final ConcurrentMap<Key, Gate> gates = new ConcurrentHashMap<>();
    /// What a name was last used for.
    private final ConcurrentMap<String, Key> latest = new ConcurrentHashMap<>();
    private final InstantSource clock;
    private final Alarm alarm;
    private final List<Consumer<ResourceState>> watchers = new CopyOnWriteArrayList<>();

    public Resources(InstantSource clock, Alarm alarm) {
        this.clock = clock;
        this.alarm = alarm;
    }

    /// Tells whenever a circuit breaker's state has changed.
    ///
    /// @param watcher is told by whatever thread, and must be quick
    /// @return has it told no more
    public Runnable watch(Consumer<ResourceState> watcher) {
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    private void changed(ResourceState state) {
        watchers.forEach(watcher -> watcher.accept(state));
    }

    /// Where one comes in who wants to use a resource.
    Gate gate(String name, Resource resource) {
        var key = new Key(name, ResourceState.plain(resource));
        latest.put(name, key);
        return gates.computeIfAbsent(key, _ -> new Gate(name, key.resource(), clock, alarm, this::changed));
    }

    /// Uses a resource as soon as that is allowed, by a thread that is taken for it then.
    ///
    /// @param use is begun at most once
    /// @return has it wait no more, or interrupts it
    public Runnable use(String name, Resource resource, Guarded.Work use) {
        return new Guarded(use).begin(gate(name, resource));
    }

    /// How it stands with those that are used or were used last under their names, by name.
    public List<ResourceState> states() {
        var states = new ArrayList<ResourceState>();
        gates.forEach((key, gate) -> {
            var state = gate.state();
            if (key.equals(latest.get(key.name())) || isInUse(state)) {
                states.add(state);
            }
        });
        states.sort(Comparator.comparing(ResourceState::name).thenComparing(state -> state.resource().toString()));
        return states;
    }

    private static boolean isInUse(ResourceState state) {
        return state.waiting() > 0 || state.running() > 0 || state.breaker() != ResourceState.Breaker.CLOSED;
    }
}
