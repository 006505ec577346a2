package dev.flowloom.main;

import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.layout.BorderPane;
import javafx.stage.Stage;

/// The running desktop program.
public final class Workbench extends Application {
    @Override
    public void init() {
        Theme.loadFonts();
    }

    @Override
    public void start(Stage stage) {
        var scene = new Scene(new BorderPane(), 1280, 800);
        Theme.LIGHT.dress(scene);
        stage.setTitle("Flowloom");
        stage.setScene(scene);
        stage.show();
    }
}
