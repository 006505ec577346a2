package dev.flowloom.run;

import java.time.Duration;

import dev.flowloom.model.Json;

/// A lock that a scope holds.
///
/// @param token grows each time that the lock is taken by somebody, so that who comes too late can be told from who holds it
/// @param lease how long it stays with a run that nobody goes on with
public record HeldLock(String name, long token, Duration lease) {
    /// What expressions see of it.
    Json json() {
        return Json.Obj.of("name", Json.of(name)).with("token", Json.of(token));
    }
}
