package dev.flowloom.cli;

import java.util.function.Consumer;

import dev.flowloom.journal.StoreException;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunId;
import dev.flowloom.runtime.Engine;
import org.jspecify.annotations.Nullable;

/// What of a run is as it was written.
final class IntactPart {
    private IntactPart() {}

    /// Hands over a run's events, of a damaged one those before the damage.
    ///
    /// @return what is damaged; null where nothing is
    static @Nullable StoreException read(Engine engine, RunId run, Consumer<Recorded> consumer) {
        var last = new long[1];
        try {
            engine.history(run, part -> part.forEach(recorded -> {
                consumer.accept(recorded);
                last[0] = recorded.sequence();
            }));
            return null;
        } catch (StoreException damage) {
            damage.throwUnlessDamaged();
            // They are handed over in parts, and of a part that is damaged nothing.
            engine.examine(run, recorded -> {
                if (recorded.sequence() > last[0]) {
                    consumer.accept(recorded);
                }
            });
            return damage;
        }
    }
}
