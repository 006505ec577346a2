package dev.flowloom.main;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import dev.flowloom.resource.ResourceState;
import dev.flowloom.runtime.Engine;

/// How it stands with the resources of the engine that is open. May be used from any thread.
final class ResourceWatch {
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private volatile Supplier<List<ResourceState>> source = List::of;

    /// Those that are used or were; none where no engine is open.
    List<ResourceState> states() {
        return source.get();
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
        engine.watchResources(_ -> tell());
    }

    void closed() {
        source = List::of;
        tell();
    }

    private void tell() {
        watchers.forEach(Runnable::run);
    }
}
