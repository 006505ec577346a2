package dev.flowloom.model;

/// What a loop over items goes through.
public sealed interface Items {

    /// The list that an expression gives.
    record Listed(String expression) implements Items {}

    /// What a source gives, read while the loop goes on, so that never all of it is in memory.
    ///
    /// @param source its type, such as `csv.rows`
    /// @param settings what is read; texts may be templates
    record Streamed(String source, Json.Obj settings) implements Items {
        public Streamed withSettings(Json.Obj next) {
            return new Streamed(source, next);
        }
    }
}
