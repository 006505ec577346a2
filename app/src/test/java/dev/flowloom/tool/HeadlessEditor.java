package dev.flowloom.tool;

import java.util.ArrayList;
import java.util.List;

import dev.flowloom.document.Diagrams;
import dev.flowloom.document.EditResult;
import dev.flowloom.document.Editor;
import dev.flowloom.document.Edits;
import dev.flowloom.document.Ids;
import dev.flowloom.document.Selection;
import dev.flowloom.geometry.Drawing;
import dev.flowloom.geometry.Port;
import dev.flowloom.geometry.Vec;
import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.NoteId;
import dev.flowloom.tool.PointerInput.Action;
import dev.flowloom.tool.PointerInput.Button;
import org.jspecify.annotations.Nullable;

/// A workbench without a screen: a hand, a document, and a window of 1000 × 700.
final class HeadlessEditor implements Deeds.World {
    final Editor editor;
    final List<String> said = new ArrayList<>();
    final List<NoteId> written = new ArrayList<>();
    final List<NodeId> opened = new ArrayList<>();
    final List<AddRequest> asked = new ArrayList<>();
    final List<NodeId> replaced = new ArrayList<>();
    private final Drawing drawing = new Drawing();
    private final Deeds deeds;
    private Tool tool = Idle.START;
    private Camera camera = Camera.HOME;
    private String clipboard = "";
    private Vec pointer = Vec.ZERO;
    private boolean mapMode;

    HeadlessEditor(Diagrams diagrams) {
        this(new Editor(diagrams.diagram()));
    }

    HeadlessEditor(Editor editor) {
        this.editor = editor;
        deeds = new Deeds(editor, this);
    }

    HeadlessEditor mapMode() {
        mapMode = true;
        return this;
    }

    Tool tool() {
        return tool;
    }

    Camera camera() {
        return camera;
    }

    Drawing drawing() {
        drawing.show(editor.diagram());
        return drawing;
    }

    HeadlessEditor start(Tool next) {
        tool = next;
        return this;
    }

    HeadlessEditor press(double x, double y, Modifiers modifiers) {
        return pointer(Action.PRESS, x, y, Button.PRIMARY, modifiers, 1);
    }

    HeadlessEditor press(double x, double y) {
        return press(x, y, Modifiers.NONE);
    }

    HeadlessEditor move(double x, double y) {
        return pointer(Action.MOVE, x, y, Button.NONE, Modifiers.NONE, 1);
    }

    HeadlessEditor release() {
        return pointer(Action.RELEASE, pointer.x(), pointer.y(), Button.PRIMARY, Modifiers.NONE, 1);
    }

    HeadlessEditor click(double x, double y, Modifiers modifiers) {
        press(x, y, modifiers);
        return pointer(Action.RELEASE, x, y, Button.PRIMARY, modifiers, 1);
    }

    HeadlessEditor click(double x, double y) {
        return click(x, y, Modifiers.NONE);
    }

    HeadlessEditor drag(double x, double y, double toX, double toY) {
        return press(x, y).move((x + toX) / 2, (y + toY) / 2).move(toX, toY).release();
    }

    HeadlessEditor dragFrom(Port port, String node) {
        var from = camera.toScreen(positionOf(port));
        var box = drawing().box(Diagrams.id(node));
        if (box == null) {
            throw new AssertionError("no node " + node);
        }
        var to = camera.toScreen(box.centre());
        return drag(from.x(), from.y(), to.x(), to.y());
    }

    Vec positionOf(Port port) {
        var at = drawing().position(port);
        if (at == null) {
            throw new AssertionError("no port " + port);
        }
        return at;
    }

    HeadlessEditor middle(Action action, double x, double y) {
        return pointer(action, x, y, Button.MIDDLE, Modifiers.NONE, 1);
    }

    HeadlessEditor pointer(Action action, double x, double y, Button button, Modifiers modifiers, int clicks) {
        pointer = new Vec(x, y);
        return give(new PointerInput(action, pointer, button, modifiers, clicks));
    }

    HeadlessEditor wheel(double x, double y, double dx, double dy, Modifiers modifiers) {
        return give(new WheelInput(new Vec(x, y), new Vec(dx, dy), modifiers));
    }

    HeadlessEditor key(KeyInput.Key key, Modifiers modifiers) {
        give(new KeyInput(key, true, modifiers));
        return give(new KeyInput(key, false, modifiers));
    }

    HeadlessEditor key(KeyInput.Key key) {
        return key(key, Modifiers.NONE);
    }

    HeadlessEditor give(UserInput input) {
        var outcome = tool.on(input, view());
        tool = outcome.next();
        outcome.acts().forEach(deeds::perform);
        return this;
    }

    /// As on a screen, where a gesture that has not ended is drawn as it would end.
    private View view() {
        drawing.show(switch (tool.preview()) {
            case Preview.Drawn(var diagram, _) -> diagram;
            case Preview.Provisional(var edit, _, _) when Edits
                    .apply(editor.diagram(), edit) instanceof EditResult.Applied applied ->
                applied.diagram();
            default -> editor.diagram();
        });
        return new View(editor.state(), drawing, camera, 1000, 700, mapMode);
    }

    Point place(String node) {
        var place = editor.diagram().layout().place(Diagrams.id(node));
        if (place == null) {
            throw new AssertionError("no place of " + node);
        }
        return place;
    }

    @Nullable
    Node node(String id) {
        return editor.graph().node(Diagrams.id(id));
    }

    List<String> wires() {
        return editor.graph().wires().keySet().stream().map(Object::toString).toList();
    }

    List<String> selected() {
        return editor.selection().nodes().stream().map(Object::toString).toList();
    }

    @Override
    public void look(Camera next) {
        camera = next;
    }

    @Override
    public void show(NodeId node) {
        editor.select(Selection.of(node));
    }

    @Override
    public void back() {
        said.add("back");
    }

    @Override
    public void forward() {
        said.add("forward");
    }

    @Override
    public void open(NodeId node) {
        opened.add(node);
    }

    @Override
    public void enter(@Nullable NodeId container) {
        drawing.enter(container);
    }

    @Override
    public void rename(NodeId node) {
        opened.add(node);
    }

    @Override
    public void write(NoteId note) {
        written.add(note);
    }

    @Override
    public void add(AddRequest request) {
        asked.add(request);
    }

    @Override
    public void replace(NodeId node) {
        replaced.add(node);
    }

    /// What a user chooses who was asked.
    HeadlessEditor choose(Node template) {
        var node = template.withId(Ids.forNode(editor.graph(), template.name()));
        if (editor.apply(Adding.edit(asked.getLast(), node, view())) instanceof EditResult.Refused(var reason)) {
            say(reason);
        } else {
            editor.select(Selection.of(node.id()));
        }
        return this;
    }

    @Override
    public void say(String sentence) {
        said.add(sentence);
    }

    @Override
    public String clipboard() {
        return clipboard;
    }

    @Override
    public void setClipboard(String text) {
        clipboard = text;
    }
}
