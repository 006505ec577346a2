package dev.flowloom.panels.runs;

import java.time.Instant;

import dev.flowloom.panels.Icon;
import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// A run of the store, as it is listed.
///
/// @param flow the id of the flow that runs
/// @param ended null as long as it has not
/// @param caller the run that called it as its sub-flow; null where none did
public record RunLine(RunId run, String flow, State state, Instant started, @Nullable Instant ended,
        @Nullable RunId caller) {

    /// How a run fares. Each is told by a sign and a word, and only then by a colour.
    public enum State {
        RUNNING, WAITING, PAUSED, COMPLETED, FAILED, CANCELLED;

        /// What it is called.
        public String words() {
            return switch (this) {
                case RUNNING -> tr("Running");
                case WAITING -> tr("Waits for you");
                case PAUSED -> tr("Paused");
                case COMPLETED -> tr("Completed");
                case FAILED -> tr("Failed");
                case CANCELLED -> tr("Cancelled");
            };
        }

        String sign() {
            return switch (this) {
                case RUNNING -> Icon.Shape.PLAY;
                case WAITING -> Icon.Shape.PERSON;
                case PAUSED -> Icon.Shape.PAUSE;
                case COMPLETED -> Icon.Shape.OK;
                case FAILED -> Icon.Shape.ERROR;
                case CANCELLED -> Icon.Shape.STOP;
            };
        }

        /// The style that gives it its colour.
        String mood() {
            return switch (this) {
                case RUNNING, WAITING -> "mood-busy";
                case PAUSED -> "mood-paused";
                case COMPLETED -> "mood-ok";
                case FAILED -> "mood-fail";
                case CANCELLED -> "mood-undo";
            };
        }
    }
}
