package dev.flowloom.canvas;

import java.util.Locale;
import javafx.animation.Animation;
import javafx.animation.Interpolator;
import javafx.animation.RotateTransition;
import javafx.application.Platform;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Arc;
import javafx.scene.shape.SVGPath;
import javafx.util.Duration;

import dev.flowloom.model.Problem;
import dev.flowloom.overlay.Phase;
import dev.flowloom.resource.ResourceState.Breaker;
import org.jspecify.annotations.Nullable;

/// A round sign on a card's rim. Each state has a shape of its own, so that colour is never all that tells it.
final class Badge extends StackPane {
    static final double SIZE = 22;
    /// With a number in it.
    private static final double LARGE = 28;
    private static final Duration TURN = Duration.seconds(1.2);

    private final SVGPath sign = new SVGPath();
    private final Label text = new Label();
    private final Arc ring = new Arc(0, 0, SIZE / 2 - 2, SIZE / 2 - 2, 90, 270);
    private final RotateTransition turning = new RotateTransition(TURN, ring);
    private String kind = "";
    private double centreX;
    private double centreY;

    Badge() {
        getStyleClass().add("badge");
        sign.getStyleClass().add("badge-sign");
        sign.setScaleX(SIZE / 27);
        sign.setScaleY(SIZE / 27);
        text.getStyleClass().add("badge-text");
        text.setMinWidth(Region.USE_PREF_SIZE);
        ring.getStyleClass().add("badge-ring");
        getChildren().addAll(ring, sign, text);
        turning.setByAngle(360);
        turning.setInterpolator(Interpolator.LINEAR);
        turning.setCycleCount(Animation.INDEFINITE);
        setVisible(false);
        resize(SIZE, SIZE);
    }

    void centreAt(double x, double y) {
        centreX = x;
        centreY = y;
        relocate(x - getWidth() / 2, y - getHeight() / 2);
    }

    void show(@Nullable Phase phase, String number) {
        setVisible(phase != null);
        become(phase == null ? "" : "badge-" + phase.name().toLowerCase(Locale.ROOT));
        sign.setContent(phase == null || !number.isEmpty() ? "" : Icons.of(phase));
        text.setText(number);
        size(number.isEmpty() ? SIZE : LARGE);
        var moves = phase == Phase.RUNNING || phase == Phase.RETRYING || phase == Phase.COMPENSATING;
        ring.setVisible(moves);
        turn(moves);
    }

    void showProblem(Problem.@Nullable Level level) {
        setVisible(level != null);
        ring.setVisible(false);
        become(level == null ? "" : "badge-problem-" + level.name().toLowerCase(Locale.ROOT));
        sign.setContent(level == null ? "" : Icons.BANG);
    }

    /// @param breaker null where there is nothing to show
    void showBreaker(@Nullable Breaker breaker) {
        setVisible(breaker != null && breaker != Breaker.CLOSED);
        ring.setVisible(false);
        become(breaker == null ? "" : "badge-breaker-" + breaker.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        sign.setContent(breaker == null ? "" : sign(breaker));
    }

    private static String sign(Breaker breaker) {
        return switch (breaker) {
            case CLOSED -> "";
            case OPEN -> Icons.BREAKER_OPEN;
            case HALF_OPEN -> Icons.BREAKER_HALF_OPEN;
        };
    }

    private void size(double size) {
        if (getWidth() != size) {
            resize(size, size);
            ring.setRadiusX(size / 2 - 2);
            ring.setRadiusY(size / 2 - 2);
            centreAt(centreX, centreY);
        }
    }

    private void become(String next) {
        if (!kind.equals(next)) {
            getStyleClass().remove(kind);
            if (!next.isEmpty()) {
                getStyleClass().add(next);
            }
            kind = next;
        }
    }

    private void turn(boolean on) {
        var moving = on && !Platform.getPreferences().isReducedMotion();
        if (moving && turning.getStatus() != Animation.Status.RUNNING) {
            turning.play();
        } else if (!moving) {
            turning.stop();
        }
    }
}
