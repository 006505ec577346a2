package dev.flowloom.main;

import javafx.stage.Stage;

import dev.flowloom.canvas.FlowCanvas;
import dev.flowloom.document.Editor;
import dev.flowloom.files.FlowDesk;
import dev.flowloom.files.Settings;
import dev.flowloom.panels.run.RunBar;

/// What one window is made of, for its menus.
record WindowParts(Stage stage, Windows windows, Settings settings, Look look, Editor editor, FlowDesk desk,
        FlowCanvas canvas, RunBar runBar, Running running, PanelMemory panels, Arranging arranging, HelpSheets help,
        Finding finding) {}
