package dev.flowloom.main;

import javafx.geometry.Point2D;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;

import org.testfx.api.FxRobot;
import org.testfx.robot.Motion;

/// A quick hand on keyboard and mouse. It makes the same events as a robot, in the same order, but doesn't rest between
/// them for as long as a person would: each deed ends when the user interface has done all that follows from it.
public final class QuickHand extends FxRobot {
    /// How far the mouse moves between two events: a swift hand, so that whatever it passes notices it.
    private static final double STRIDE = 12;

    @Override
    public QuickHand press(KeyCode... keys) {
        robotContext().getKeyboardRobot().pressNoWait(keys);
        Fx.settle();
        return this;
    }

    @Override
    public QuickHand release(KeyCode... keys) {
        robotContext().getKeyboardRobot().releaseNoWait(keys);
        Fx.settle();
        return this;
    }

    @Override
    public QuickHand type(KeyCode... keys) {
        for (var key : keys) {
            robotContext().getKeyboardRobot().pressNoWait(key);
            robotContext().getKeyboardRobot().releaseNoWait(key);
            Fx.settle();
        }
        return this;
    }

    /// Where the focus is in this window. Each character goes where the one before has left the focus.
    @Override
    public QuickHand write(String text) {
        var scene = scene();
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            robotContext().getBaseRobot().typeKeyboard(scene, key(character), String.valueOf(character));
        }
        Fx.settle();
        return this;
    }

    private Scene scene() {
        var target = targetWindow();
        return (target == null ? window(0) : target).getScene();
    }

    private static KeyCode key(char character) {
        return switch (character) {
            case '\n' -> KeyCode.ENTER;
            case '\t' -> KeyCode.TAB;
            default -> KeyCode.UNDEFINED;
        };
    }

    @Override
    public QuickHand press(MouseButton... buttons) {
        robotContext().getMouseRobot().pressNoWait(buttons);
        Fx.settle();
        return this;
    }

    @Override
    public QuickHand release(MouseButton... buttons) {
        robotContext().getMouseRobot().releaseNoWait(buttons);
        Fx.settle();
        return this;
    }

    @Override
    public QuickHand clickOn(MouseButton... buttons) {
        return press(buttons).release(buttons);
    }

    @Override
    public QuickHand doubleClickOn(MouseButton... buttons) {
        return clickOn(buttons).clickOn(buttons);
    }

    @Override
    public QuickHand clickOn(Point2D place, Motion motion, MouseButton... buttons) {
        return moveTo(place, motion).clickOn(buttons);
    }

    @Override
    public QuickHand doubleClickOn(Point2D place, Motion motion, MouseButton... buttons) {
        return moveTo(place, motion).doubleClickOn(buttons);
    }

    @Override
    public QuickHand moveBy(double x, double y, Motion motion) {
        return moveTo(robotContext().getBaseRobot().retrieveMouse().add(x, y), motion);
    }

    @Override
    public QuickHand moveTo(Node node, Pos pos, Point2D offset, Motion motion) {
        return moveTo(point(node).atPosition(pos).atOffset(offset).query(), motion);
    }

    @Override
    public QuickHand moveTo(Point2D place, Motion motion) {
        var base = robotContext().getBaseRobot();
        var mouse = robotContext().getMouseRobot();
        var from = base.retrieveMouse();
        var strides = (int) (from.distance(place) / STRIDE);
        for (int stride = 1; stride <= strides; stride++) {
            mouse.moveNoWait(from.interpolate(place, stride / (strides + 1.0)));
        }
        mouse.moveNoWait(place);
        Fx.settle();
        return this;
    }
}
