package dev.flowloom.canvas;

import java.util.function.Consumer;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

import dev.flowloom.model.NodeId;
import dev.flowloom.model.NoteId;
import dev.flowloom.tool.AddRequest;
import dev.flowloom.tool.Camera;
import dev.flowloom.tool.Deeds;
import org.jspecify.annotations.Nullable;

/// What a canvas has around it: the window and the system's clipboard.
record CanvasWorld(CanvasRequests requests, Consumer<Camera> camera, Consumer<NodeId> shown,
        Consumer<@Nullable NodeId> entered, Consumer<NoteId> written, Runnable goBack,
        Runnable goForward)
        implements
            Deeds.World {

    @Override
    public void look(Camera next) {
        camera.accept(next);
    }

    @Override
    public void show(NodeId node) {
        shown.accept(node);
    }

    @Override
    public void enter(@Nullable NodeId container) {
        entered.accept(container);
    }

    @Override
    public void back() {
        goBack.run();
    }

    @Override
    public void forward() {
        goForward.run();
    }

    @Override
    public void write(NoteId note) {
        written.accept(note);
    }

    @Override
    public void open(NodeId node) {
        requests.open(node);
    }

    @Override
    public void rename(NodeId node) {
        requests.rename(node);
    }

    @Override
    public void add(AddRequest request) {
        requests.add(request);
    }

    @Override
    public void replace(NodeId node) {
        requests.replace(node);
    }

    @Override
    public void say(String sentence) {
        requests.say(sentence);
    }

    @Override
    public String clipboard() {
        var text = Clipboard.getSystemClipboard().getString();
        return text == null ? "" : text;
    }

    @Override
    public void setClipboard(String text) {
        var content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }
}
