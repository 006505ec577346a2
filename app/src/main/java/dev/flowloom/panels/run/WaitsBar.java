package dev.flowloom.panels.run;

import java.util.List;
import java.util.function.Function;
import javafx.scene.control.ScrollPane;

import dev.flowloom.panels.run.OpenWaits.OpenWait;
import dev.flowloom.run.VisitId;

/// What the run that is shown waits for, to be scrolled through. Out of the way while there is nothing.
final class WaitsBar extends ScrollPane {
    private static final double HIGHEST = 150;
    private static final double HIGHEST_NARROW = 300;

    private final WaitRows rows;

    /// @param titles what the node of a visit is called
    /// @param narrow whether there is more room below than beside
    WaitsBar(Function<VisitId, String> titles, boolean narrow) {
        rows = new WaitRows(titles, narrow);
        getStyleClass().addAll("waits", "edge-to-edge");
        setContent(rows);
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        // As high as the rows are at the width they are given.
        prefViewportHeightProperty().bind(rows.heightProperty());
        setMaxHeight(narrow ? HIGHEST_NARROW : HIGHEST);
        setMinHeight(USE_PREF_SIZE);
        show(List.of());
    }

    void answerBy(RunAnswers next) {
        rows.answerBy(next);
    }

    /// What is being typed in a row stays.
    void show(List<OpenWait> waits) {
        rows.show(waits);
        setVisible(!waits.isEmpty());
        setManaged(!waits.isEmpty());
    }
}
