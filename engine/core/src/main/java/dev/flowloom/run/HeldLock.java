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
            if (pass.of() != null && pass.lock() != null && !isReleased(state, pass)) {
                held.put(pass.of(), pass.lock());
            }
        }
        return held;
    }

    /// A scope that comes to its end is no longer there then. One that was given up gives its lock back when nothing is under way in
    /// it any more, and every one does when the run ends.
    private static boolean isReleased(RunState state, Pass scope) {
        return state.isOver() || (scope.status() == Pass.Status.GIVEN_UP && state.visits().values().stream()
                .noneMatch(visit -> state.isWithin(visit.pass(), scope.id())));
    }

    /// What expressions see of it.
    Json json() {
        return Json.Obj.of("name", Json.of(name)).with("token", Json.of(token));
    }
}
