package dev.flowloom.model;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/// What a loop over items goes through.
public sealed interface Items {

    /// The list that an expression gives.
    record Listed(String expression) implements Items {}

    /// What a source gives, read while the loop goes on, so that never all of it is in memory.
    ///
    /// @param source its type, such as `csv.rows`
    /// @param settings what is read; texts may be templates
    /// @param timeout how long it may take to read more of it; null where that may be for ever
    record Streamed(String source, Json.Obj settings, @Nullable Duration timeout) implements Items {
        public Streamed {
            Timeouts.require(timeout);
        }

        public Streamed(String source, Json.Obj settings) {
            this(source, settings, null);
        }

        public Streamed withSource(String next) {
            return new Streamed(next, settings, timeout);
        }

        public Streamed withSettings(Json.Obj next) {
            return new Streamed(source, next, timeout);
        }

        public Streamed withTimeout(@Nullable Duration next) {
            return new Streamed(source, settings, next);
        }
    }
}
