package dev.flowloom.canvas;

import java.time.Duration;
import java.time.Instant;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;

import dev.flowloom.geometry.Shape;
import dev.flowloom.model.DurationText;
import dev.flowloom.overlay.NodeState;
import dev.flowloom.overlay.Phase;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// What a run says at a card: a badge on its rim, how long it took above, what went wrong below.
final class RunMarks extends Pane {
    private static final double LINE = 16;
    private static final double NOTE_WIDTH = 216;
    private static final double GAP = 4;

    private final Label note = new Label();
    private final Label duration = new Label();
    private final Badge badge = new Badge();
    private final Restyling restyling;
    private @Nullable NodeState state;

    /// @param restyling of the card, which applies styles when it is laid out
    RunMarks(Restyling restyling) {
        this.restyling = restyling;
        note.getStyleClass().add("card-note");
        note.setWrapText(true);
        duration.getStyleClass().add("card-duration");
        getChildren().addAll(note, duration, badge);
        getChildren().forEach(child -> child.setManaged(false));
        setManaged(false);
    }

    /// @param next null where the run has not come to the node, or none is shown
    void show(@Nullable NodeState next) {
        state = next;
        badge.show(next == null ? null : next.phase(),
                next != null && next.phase() == Phase.RETRYING ? next.attempt() + "/" + next.attempts() : "");
        note.setText(next == null || next.error() == null ? "" : next.error());
        duration.setText(next == null || next.ended() == null
                ? ""
                : next.phase() == Phase.KEPT ? tr("kept") : text(next.duration(next.ended())));
    }

    /// Lets durations grow.
    ///
    /// @return whether another one is to be read now
    boolean tick(Instant now) {
        var text = state == null ? "" : text(state.duration(now));
        var isNew = !text.equals(duration.getText());
        if (isNew) {
            duration.setText(text);
        }
        return isNew;
    }

    /// How long it took stands above the card, left of the badge; what went wrong below it, or, where wires leave at the
    /// bottom, above as well.
    void place(@Nullable Shape shape, double width, double height, boolean isBusyBelow) {
        var isSmall = shape == Shape.ROUND || shape == Shape.BAR;
        badge.centreAt(width - (isSmall ? 2 : 6), 0);
        restyling.visible(note, !note.getText().isEmpty());
        restyling.visible(duration, !isSmall && !duration.getText().isEmpty());
        if (duration.isVisible()) {
            double room = duration.prefWidth(-1);
            duration.resizeRelocate(width - 8 - Badge.SIZE / 2 - 6 - room, -LINE - GAP, room, LINE);
        }
        if (note.isVisible()) {
            double room = Math.max(NOTE_WIDTH, width);
            double tall = Math.min(2 * LINE, note.prefHeight(room));
            double above = -tall - (duration.isVisible() ? LINE + GAP + 2 : GAP);
            note.resizeRelocate(0, isBusyBelow ? above : height + (isSmall ? 22 : 5), room, tall);
        }
    }

    Label note() {
        return note;
    }

    private static String text(@Nullable Duration duration) {
        return duration == null || duration.isNegative() ? "" : DurationText.of(duration);
    }
}
