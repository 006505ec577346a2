package dev.flowloom.main;

import java.nio.file.Path;
import javafx.scene.Node;
import javafx.stage.Stage;

import dev.flowloom.canvas.FlowCanvas;
import dev.flowloom.document.Editor;

/// The workbench's window, for measuring what it costs.
public final class BenchedWindow implements AutoCloseable {
    private static final double WIDTH = 1_600;
    private static final double HEIGHT = 960;

    private final TestWorkbench workbench;
    private final Stage stage;

    /// @param folder for what the workbench keeps
    public BenchedWindow(Path folder) {
        Theme.loadFonts();
        workbench = new TestWorkbench(folder);
        stage = new Stage();
        workbench.open(stage, Samples.empty());
        stage.setX(0);
        stage.setY(0);
        stage.setWidth(WIDTH);
        stage.setHeight(HEIGHT);
    }

    public void open(Path file) {
        workbench.window().open(file);
    }

    public Editor editor() {
        return workbench.window().editor();
    }

    public FlowCanvas canvas() {
        return workbench.window().canvas();
    }

    public Node find(String selector) {
        return workbench.find(selector);
    }

    @Override
    public void close() {
        stage.hide();
        workbench.window().close();
        workbench.close();
    }
}
