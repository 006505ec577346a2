package dev.flowloom.main;

import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.PauseTransition;
import javafx.animation.Timeline;
import javafx.stage.Stage;
import javafx.util.Duration;

import dev.flowloom.panels.runs.RunsDeeds;
import dev.flowloom.panels.runs.RunsPanel;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// The window beside the workbench's that lists the runs and what they wait for. There is one at most. While it is to be
/// seen it looks again by itself: runs go on meanwhile.
final class RunsWindow {
    private static final Duration LOOKING = Duration.seconds(2);
    /// What runs wait for is known only when their histories have been read, which most often takes no longer.
    private static final Duration SOON = Duration.millis(300);

    private final SideWindow window;
    private final RunsDeeds deeds;
    private final Timeline looking = new Timeline();
    private final PauseTransition soon = new PauseTransition(SOON);
    private @Nullable RunsPanel panel;

    RunsWindow(Stage owner, Look look, RunsDeeds deeds) {
        this.window = new SideWindow(owner, look, tr("Runs"));
        this.deeds = deeds;
        looking.setCycleCount(Animation.INDEFINITE);
    }

    void show() {
        var shown = panel == null ? made() : panel;
        shown.refresh();
        window.show(shown, shown::refresh);
        looking.play();
        soon.playFromStart();
        shown.focus();
    }

    private RunsPanel made() {
        var made = new RunsPanel(deeds);
        panel = made;
        soon.setOnFinished(_ -> made.refresh());
        looking.getKeyFrames().setAll(new KeyFrame(LOOKING, _ -> made.refresh()));
        made.sceneProperty().flatMap(scene -> scene.windowProperty()).flatMap(stage -> stage.showingProperty())
                .subscribe(showing -> {
                    if (Boolean.FALSE.equals(showing)) {
                        rest();
                    }
                });
        return made;
    }

    private void rest() {
        looking.stop();
        soon.stop();
        deeds.rest();
    }

    void close() {
        rest();
        window.close();
    }
}
