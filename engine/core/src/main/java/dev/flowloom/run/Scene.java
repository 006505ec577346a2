package dev.flowloom.run;

import dev.flowloom.model.Json;
import dev.flowloom.model.NodeId;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/// What expressions see in a pass beside their data. A pass begins with what the one around it sees, and what it adds is
/// seen in it alone.
///
/// @param outputs the latest output of each step, by its id
/// @param loop the innermost loop's `index` and, for each item, `item`; null outside of loops
/// @param lock the innermost lock's `name` and `token`; null where none is held
public record Scene(PSortedMap<String, Json> outputs, @Nullable Json loop, @Nullable Json lock) {
    static final Scene EMPTY = new Scene(TreePMap.empty(), null, null);

    Scene with(NodeId step, Json given) {
        return new Scene(outputs.plus(step.value(), given), loop, lock);
    }

    Scene in(Json innerLoop) {
        return new Scene(outputs, innerLoop, lock);
    }

    /// What the innermost loop is gone through for; null where that is nothing.
    @Nullable
    Json item() {
        return loop instanceof Json.Obj seen ? seen.get("item") : null;
    }

    Scene with(HeldLock innerLock) {
        return new Scene(outputs, loop, innerLock.json());
    }
}
