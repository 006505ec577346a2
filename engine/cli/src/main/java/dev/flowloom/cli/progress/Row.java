package dev.flowloom.cli.progress;

import java.time.Duration;
import java.time.Instant;

import dev.flowloom.model.NodeId;
import dev.flowloom.run.VisitId;
import org.jspecify.annotations.Nullable;

/// What is told of one visit to a node.
///
/// @param detail what else there is to say, such as an error; may be empty
/// @param to when it was over; null as long as it goes on
record Row(VisitId visit, NodeId node, String name, State state, String detail, Instant from, @Nullable Instant to) {

    /// How a visit stands. Each differs by mark and word, so that colour is only added to it.
    enum State {
        RUNNING("▸", "running", 33),
        RETRYING("↻", "to be tried again", 33),
        WAITING("◷", "waiting", 33),
        DONE("✓", "done", 32),
        PASSED_BY("⤼", "passed by: it is disabled", 2),
        KEPT("≡", "kept from before", 32),
        DECIDED("◆", "decided", 32),
        FAILED("✗", "failed", 31),
        CAUGHT("↯", "failed, error wire taken", 31),
        CANCELLED("■", "cancelled", 2),
        CUT_OFF("■", "cut off at work", 31),
        UNDONE("↶", "undone", 35),
        NOT_UNDONE("!", "could not be undone", 31);

        final String mark;
        final String words;
        /// A parameter of the terminal's "select graphic rendition".
        final int color;

        State(String mark, String words, int color) {
            this.mark = mark;
            this.words = words;
            this.color = color;
        }
    }

    Row to(State state, String detail) {
        return new Row(visit, node, name, state, detail, from, to);
    }

    Row over(State state, String detail, Instant at) {
        return new Row(visit, node, name, state, detail, from, at);
    }

    Duration took(Instant now) {
        return Duration.between(from, to == null ? now : to);
    }
}
