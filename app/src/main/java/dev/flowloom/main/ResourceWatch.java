package dev.flowloom.main;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import dev.flowloom.model.Resource;
import dev.flowloom.resource.ResourceState;
import dev.flowloom.runtime.Engine;

/// How it stands with the resources of the engine that is open. May be used from any thread.
final class ResourceWatch {
    private record Key(String name, Resource resource) {}

    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private final ConcurrentMap<Key, ResourceState> broken = new ConcurrentHashMap<>();
    private volatile Supplier<List<ResourceState>> source = List::of;

    /// Those that are used or were; none where no engine is open.
    List<ResourceState> states() {
        return source.get();
    }

    /// Those whose circuit breaker isn't closed, as it was told last: to ask takes no lock, and no longer with many resources
    /// that are well.
    List<ResourceState> broken() {
        return List.copyOf(broken.values());
    }

    /// Tells when a circuit breaker's state has changed.
    ///
    /// @param watcher is told by whatever thread, and must be quick
    /// @return has it told no more
    Runnable watch(Runnable watcher) {
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    void opened(Engine engine) {
        source = engine::resources;
        broken.clear();
        engine.resources().forEach(this::note);
        engine.watchResources(state -> {
            note(state);
            tell();
        });
    }

    private void note(ResourceState state) {
        var key = new Key(state.name(), state.resource());
        if (state.breaker() == ResourceState.Breaker.CLOSED) {
            broken.remove(key);
        } else {
            broken.put(key, state);
        }
    }

    void closed() {
        source = List::of;
        broken.clear();
        tell();
    }

    private void tell() {
        watchers.forEach(Runnable::run);
    }
}
