package dev.flowloom.main;

import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.stage.Stage;

import dev.flowloom.canvas.FlowCanvas;
import dev.flowloom.document.Editor;
import dev.flowloom.journal.StoreLocation;

/// The workbench's window, for measuring what it costs.
public final class BenchedWindow implements AutoCloseable {
    private static final double WIDTH = 1_600;
    private static final double HEIGHT = 960;

    private final TestWorkbench workbench;
    private final Stage stage;

    /// @param folder for what the workbench keeps
    public BenchedWindow(Path folder) {
        workbench = new TestWorkbench(folder, types -> new Engines(new StoreLocation.InMemory(), types));
        stage = new Stage();
        workbench.open(stage, Samples.empty());
        stage.setX(0);
        stage.setY(0);
        stage.setWidth(WIDTH);
        stage.setHeight(HEIGHT);
        // As the program begins.
        workbench.window().restore(List.of());
    }

    public void open(Path file) {
        workbench.flow().desk().open(file);
    }

    public Editor editor() {
        return workbench.flow().editor();
    }

    public FlowCanvas canvas() {
        return workbench.flow().canvas();
    }

    public Node find(String selector) {
        return workbench.find(selector);
    }

    @Override
    public void close() {
        stage.hide();
        try {
            workbench.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
