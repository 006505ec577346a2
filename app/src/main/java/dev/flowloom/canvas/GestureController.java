package dev.flowloom.canvas;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.animation.AnimationTimer;
import javafx.event.EventHandler;
import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.input.ZoomEvent;

import dev.flowloom.geometry.Vec;
import dev.flowloom.tool.Act;
import dev.flowloom.tool.Hanging;
import dev.flowloom.tool.Idle;
import dev.flowloom.tool.KeyInput;
import dev.flowloom.tool.Modifiers;
import dev.flowloom.tool.Outcome;
import dev.flowloom.tool.PointerInput;
import dev.flowloom.tool.PointerInput.Action;
import dev.flowloom.tool.PointerInput.Button;
import dev.flowloom.tool.Tick;
import dev.flowloom.tool.Tool;
import dev.flowloom.tool.UserInput;
import dev.flowloom.tool.View;
import dev.flowloom.tool.WheelInput;
import org.jspecify.annotations.Nullable;

/// The one place where events of mouse and keys become input for the tools. Which gesture is under way is known by the
/// tool alone, never by what JavaFX thinks is being dragged.
final class GestureController {
    private static final double NANOS = 1e-9;

    private final Node surface;
    private final Supplier<View> view;
    private final Consumer<Act> perform;
    private final Runnable whenChanged;
    private Tool tool = Idle.START;
    private final AnimationTimer clock = new AnimationTimer() {
        private long last;

        @Override
        public void start() {
            last = 0;
            super.start();
        }

        @Override
        public void handle(long now) {
            double seconds = last == 0 ? 0 : Math.min(0.1, (now - last) * NANOS);
            last = now;
            if (seconds > 0) {
                GestureController.this.handle(new Tick(seconds));
            }
        }
    };

    GestureController(Node surface, Supplier<View> view, Consumer<Act> perform, Runnable whenChanged) {
        this.surface = surface;
        this.view = view;
        this.perform = perform;
        this.whenChanged = whenChanged;
        surface.addEventHandler(MouseEvent.ANY, this::onMouse);
        surface.addEventHandler(ScrollEvent.SCROLL, this::onScroll);
        surface.addEventHandler(ZoomEvent.ZOOM, this::onPinch);
        surface.addEventHandler(KeyEvent.ANY, this::onKey);
        // A space bar that goes up in another window is never heard of.
        surface.focusedProperty().subscribe(focused -> {
            if (!focused) {
                handle(new KeyInput(KeyInput.Key.SPACE, false, Modifiers.NONE));
            }
        });
    }

    Tool tool() {
        return tool;
    }

    /// Ends a gesture without any effect, because what it was about is gone.
    void abandon() {
        take(new Outcome(Idle.START, List.of()));
    }

    /// Gives the tool something that was done, and says whether it led to anything.
    boolean handle(UserInput input) {
        var before = tool;
        var outcome = tool.on(input, view.get());
        take(outcome);
        return !outcome.acts().isEmpty() || !tool.equals(before);
    }

    /// Begins to place something. Until it is put down the whole window's mouse belongs to the gesture, because it
    /// begins outside the canvas.
    void place(Hanging placing, Scene scene) {
        take(new Outcome(placing, List.of()));
        EventHandler<MouseEvent> filter = new EventHandler<>() {
            @Override
            public void handle(MouseEvent event) {
                if (tool instanceof Hanging) {
                    onMouse(event);
                } else {
                    scene.removeEventFilter(MouseEvent.ANY, this);
                }
            }
        };
        scene.addEventFilter(MouseEvent.ANY, filter);
    }

    private void take(Outcome outcome) {
        var before = tool;
        tool = outcome.next();
        outcome.acts().forEach(perform);
        if (tool.wantsTicks() != before.wantsTicks()) {
            if (tool.wantsTicks()) {
                clock.start();
            } else {
                clock.stop();
            }
        }
        if (!tool.equals(before)) {
            surface.setCursor(cursor(tool.pose()));
            whenChanged.run();
        }
    }

    private void onMouse(MouseEvent event) {
        var action = action(event);
        if (action == null) {
            return;
        }
        if (action == Action.PRESS) {
            surface.requestFocus();
        }
        var at = surface.sceneToLocal(event.getSceneX(), event.getSceneY());
        handle(new PointerInput(action, new Vec(at.getX(), at.getY()),
                action == Action.MOVE ? Button.NONE : button(event.getButton()),
                new Modifiers(event.isShiftDown(), event.isShortcutDown(), event.isAltDown()),
                event.getClickCount()));
        event.consume();
    }

    private static @Nullable Action action(MouseEvent event) {
        var type = event.getEventType();
        if (type == MouseEvent.MOUSE_PRESSED) {
            return Action.PRESS;
        }
        if (type == MouseEvent.MOUSE_RELEASED) {
            return Action.RELEASE;
        }
        return type == MouseEvent.MOUSE_MOVED || type == MouseEvent.MOUSE_DRAGGED ? Action.MOVE : null;
    }

    private static Button button(MouseButton button) {
        return switch (button) {
            case PRIMARY -> Button.PRIMARY;
            case MIDDLE -> Button.MIDDLE;
            case SECONDARY -> Button.SECONDARY;
            case NONE, BACK, FORWARD -> Button.NONE;
        };
    }

    private void onScroll(ScrollEvent event) {
        handle(new WheelInput(new Vec(event.getX(), event.getY()), new Vec(event.getDeltaX(), event.getDeltaY()),
                new Modifiers(event.isShiftDown(), event.isShortcutDown(), event.isAltDown())));
        event.consume();
    }

    private void onPinch(ZoomEvent event) {
        var camera = view.get().camera();
        perform.accept(new Act.Look(
                camera.withZoom(camera.zoom() * event.getZoomFactor(), new Vec(event.getX(), event.getY()))));
        event.consume();
    }

    private void onKey(KeyEvent event) {
        var key = key(event.getCode());
        if (key == null || event.getEventType() == KeyEvent.KEY_TYPED
                || event.getTarget() instanceof TextInputControl) {
            return;
        }
        var did = handle(new KeyInput(key, event.getEventType() == KeyEvent.KEY_PRESSED,
                new Modifiers(event.isShiftDown(), event.isShortcutDown(), event.isAltDown())));
        // What means nothing here may be a menu's; but an arrow never moves the focus away.
        if (did || !(event.isShortcutDown() || event.isAltDown())) {
            event.consume();
        }
    }

    private static KeyInput.@Nullable Key key(KeyCode code) {
        return switch (code) {
            case ESCAPE -> KeyInput.Key.ESCAPE;
            case DELETE, BACK_SPACE -> KeyInput.Key.DELETE;
            case ENTER -> KeyInput.Key.ENTER;
            case SPACE -> KeyInput.Key.SPACE;
            case LEFT, KP_LEFT -> KeyInput.Key.LEFT;
            case RIGHT, KP_RIGHT -> KeyInput.Key.RIGHT;
            case UP, KP_UP -> KeyInput.Key.UP;
            case DOWN, KP_DOWN -> KeyInput.Key.DOWN;
            case PLUS, ADD, EQUALS -> KeyInput.Key.PLUS;
            case MINUS, SUBTRACT -> KeyInput.Key.MINUS;
            case DIGIT0, NUMPAD0 -> KeyInput.Key.DIGIT_0;
            case DIGIT1, NUMPAD1 -> KeyInput.Key.DIGIT_1;
            case A -> KeyInput.Key.A;
            case C -> KeyInput.Key.C;
            case D -> KeyInput.Key.D;
            case E -> KeyInput.Key.E;
            case F2 -> KeyInput.Key.F2;
            case G -> KeyInput.Key.G;
            case H -> KeyInput.Key.H;
            case N -> KeyInput.Key.N;
            case R -> KeyInput.Key.R;
            case S -> KeyInput.Key.S;
            case V -> KeyInput.Key.V;
            case X -> KeyInput.Key.X;
            case Y -> KeyInput.Key.Y;
            case Z -> KeyInput.Key.Z;
            default -> null;
        };
    }

    private static Cursor cursor(Tool.Pose pose) {
        return switch (pose) {
            case ARROW -> Cursor.DEFAULT;
            case OPEN_HAND -> Cursor.OPEN_HAND;
            case CLOSED_HAND -> Cursor.CLOSED_HAND;
            case CROSS -> Cursor.CROSSHAIR;
            case MOVE -> Cursor.MOVE;
            case RESIZE -> Cursor.SE_RESIZE;
            case REFUSED -> Cursor.CROSSHAIR;
        };
    }
}
