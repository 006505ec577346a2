package dev.flowloom.run;

import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.flowloom.model.Json;

/// A lock that a scope holds.
///
/// @param token grows each time that the lock is taken by somebody, so that who comes too late can be told from who holds it
/// @param lease how long it stays with a run that nobody goes on with
public record HeldLock(String name, long token, Duration lease) {
    /// Those that a run holds, by the visits of the scopes.
    static SortedMap<VisitId, HeldLock> all(RunState state) {
        var held = new TreeMap<VisitId, HeldLock>();
        for (var pass : state.passes().values()) {
            // Every one is given back when the run ends.
            if (pass.of() != null && pass.lock() != null && !state.isOver()) {
                held.put(pass.of(), pass.lock());
            }
        }
        return held;
    }

    /// What expressions see of it.
    Json json() {
        return Json.Obj.of("name", Json.of(name)).with("token", Json.of(token));
    }
}
