package dev.flowloom.main;

import javafx.application.Application;

/// Starts the workbench. It is not itself an [Application], so that it can be started from the class path.
public final class Flowloom {
    private Flowloom() {}

    public static void main(String[] args) {
        Application.launch(Workbench.class, args);
    }
}
