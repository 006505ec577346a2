package dev.flowloom.doctor;

/// What one examination found.
///
/// @param topic what was examined: `store`, `runs` …
/// @param what what was found, as a sentence
/// @param remedy what to do about it, as a sentence; empty where there is nothing to do
public record Finding(Level level, String topic, String what, String remedy) {

    /// How much it matters.
    public enum Level {
        /// In good order.
        OK,
        /// Nothing is lost or stands still yet.
        WARNING,
        /// Something is damaged, or can't go on.
        FAILURE
    }

    static Finding ok(String topic, String what) {
        return new Finding(Level.OK, topic, what, "");
    }

    static Finding warning(String topic, String what, String remedy) {
        return new Finding(Level.WARNING, topic, what, remedy);
    }

    static Finding failure(String topic, String what, String remedy) {
        return new Finding(Level.FAILURE, topic, what, remedy);
    }
}
