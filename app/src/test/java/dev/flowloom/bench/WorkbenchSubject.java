package dev.flowloom.bench;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.geometry.Point2D;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

import dev.flowloom.canvas.FlowCanvas;
import dev.flowloom.document.Editor;
import dev.flowloom.document.Selection;
import dev.flowloom.main.BenchedWindow;
import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.tool.Hit;

/// The workbench as it is, moved by events as a hand makes them.
final class WorkbenchSubject implements Subject {
    private static final double NOTCH = 40;

    private final BenchedWindow window;
    private Point2D grip = Point2D.ZERO;
    private boolean copying;

    WorkbenchSubject(BenchedWindow window) {
        this.window = window;
    }

    @Override
    public String name() {
        return Figures.FLOWLOOM;
    }

    @Override
    public void open(Path file) {
        window.open(file);
    }

    @Override
    public boolean shows(int nodes) {
        return editor().graph().nodes().size() == nodes;
    }

    Editor editor() {
        return window.editor();
    }

    private FlowCanvas canvas() {
        return window.canvas();
    }

    @Override
    public void look(double zoom) {
        canvas().fit();
        canvas().setZoom(zoom);
    }

    @Override
    public void pan(double dx, double dy) {
        scroll(middle(), dx, dy, false);
    }

    @Override
    public void zoom(double steps) {
        scroll(middle().add(120, -80), 0, steps * NOTCH, true);
    }

    private void scroll(Point2D at, double dx, double dy, boolean control) {
        Event.fireEvent(canvas(), new ScrollEvent(ScrollEvent.SCROLL, at.getX(), at.getY(), at.getX(), at.getY(), false,
                control, false, false, false, false, dx, dy, dx, dy, ScrollEvent.HorizontalTextScrollUnits.NONE, 0,
                ScrollEvent.VerticalTextScrollUnits.NONE, 0, 0, null));
    }

    @Override
    public void grab(int count) {
        grab(count, false);
    }

    void grab(int count, boolean copy) {
        var nodes = nearest(count);
        editor().select(Selection.ofNodes(nodes));
        canvas().layout();
        copying = copy;
        var bounds = canvas().boundsOf(nodes.getFirst()).orElseThrow();
        grip = canvas().localToScene(bounds.getCenterX(), bounds.getCenterY());
        mouse(MouseEvent.MOUSE_PRESSED, grip);
    }

    @Override
    public void drag(double dx, double dy) {
        mouse(MouseEvent.MOUSE_DRAGGED, grip.add(dx, dy));
    }

    @Override
    public void letGo() {
        canvas().fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ESCAPE, false, false, false, false));
        mouse(MouseEvent.MOUSE_RELEASED, grip);
    }

    /// Presses on the ground, so that a drag draws a rubber band.
    void pressOnGround() {
        copying = false;
        editor().select(Selection.NONE);
        var corner = canvas().localToScene(0, 0);
        grip = corner.add(60, 60);
        while (!(canvas().hitTest(grip.getX() - corner.getX(), grip.getY() - corner.getY()) instanceof Hit.OnGround)) {
            grip = grip.add(7, 5);
        }
        mouse(MouseEvent.MOUSE_PRESSED, grip);
    }

    private void mouse(EventType<MouseEvent> type, Point2D at) {
        boolean down = type != MouseEvent.MOUSE_RELEASED;
        Event.fireEvent(canvas(), new MouseEvent(type, at.getX(), at.getY(), at.getX(), at.getY(), MouseButton.PRIMARY,
                1, false, false, copying, false, down, false, false, false, false, false, null));
    }

    private Point2D middle() {
        return canvas().localToScene(canvas().getWidth() / 2, canvas().getHeight() / 2);
    }

    Point2D size() {
        return new Point2D(canvas().getWidth(), canvas().getHeight());
    }

    /// The steps nearest to the middle of the flow, one in the middle first.
    List<NodeId> nearest(int count) {
        var places = editor().diagram().layout().nodes();
        var x = places.values().stream().mapToInt(Point::x).summaryStatistics();
        var y = places.values().stream().mapToInt(Point::y).summaryStatistics();
        double midX = (x.getMin() + x.getMax()) / 2.0;
        double midY = (y.getMin() + y.getMax()) / 2.0;
        return editor().graph().nodes().values().stream().filter(Node.Step.class::isInstance).map(Node::id)
                .sorted(Comparator.comparingDouble(id -> {
                    var place = Objects.requireNonNull(places.get(id));
                    return Math.hypot(place.x() - midX, place.y() - midY);
                })).limit(count).toList();
    }

    /// The field that holds the name of the step that is selected.
    TextField nameField() {
        var field = (TextField) window.find("#field-name");
        field.requestFocus();
        return field;
    }

    static void type(TextField field, String letter) {
        field.fireEvent(new KeyEvent(KeyEvent.KEY_TYPED, letter, "", KeyCode.UNDEFINED, false, false, false, false));
    }
}
