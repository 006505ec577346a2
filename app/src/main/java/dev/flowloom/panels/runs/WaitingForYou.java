package dev.flowloom.panels.runs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import dev.flowloom.model.Json;
import dev.flowloom.panels.run.RunAnswers;
import dev.flowloom.panels.run.WaitRows;
import dev.flowloom.run.RunId;
import dev.flowloom.run.VisitId;

import static dev.flowloom.language.Texts.tr;

/// What runs wait for that a person can give, run by run, each to be answered there. Out of the way while there is nothing.
final class WaitingForYou extends ScrollPane {
    private static final double HIGHEST = 280;

    private final RunsDeeds deeds;
    private final Consumer<RunId> open;
    private final Runnable answered;
    private final VBox blocks = new VBox();
    private final Label heading = new Label();
    private final Map<RunId, Block> shown = new LinkedHashMap<>();

    /// @param open shows a run
    /// @param answered is told when something was answered
    WaitingForYou(RunsDeeds deeds, Consumer<RunId> open, Runnable answered) {
        this.deeds = deeds;
        this.open = open;
        this.answered = answered;
        setId("waiting-for-you");
        getStyleClass().addAll("waits", "edge-to-edge");
        heading.setId("waiting-heading");
        heading.getStyleClass().add("sheet-kind");
        blocks.getStyleClass().add("waiting-blocks");
        setContent(blocks);
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        prefViewportHeightProperty().bind(blocks.heightProperty());
        setMaxHeight(HIGHEST);
        setMinHeight(USE_PREF_SIZE);
        show(List.of());
    }

    /// What is being typed into an answer stays.
    void show(List<Waiting> waiting) {
        var runs = waiting.stream().map(Waiting::run).collect(Collectors.toSet());
        shown.keySet().retainAll(runs);
        waiting.forEach(each -> shown.computeIfAbsent(each.run(), _ -> new Block(each)).show(each));
        var children = shown.values().stream().map(Node.class::cast).collect(Collectors.toList());
        children.addFirst(heading);
        if (!blocks.getChildren().equals(children)) {
            blocks.getChildren().setAll(children);
        }
        int count = waiting.stream().mapToInt(each -> each.waits().size()).sum();
        heading.setText(count == 1 ? tr("Waiting for you: 1 answer") : tr("Waiting for you: %,d answers", count));
        setVisible(count > 0);
        setManaged(count > 0);
    }

    /// One run, and what it waits for.
    private final class Block extends VBox {
        private final RunId run;
        private final WaitRows rows = new WaitRows(this::titleAt, false);
        private SortedMap<VisitId, String> titles;

        Block(Waiting waiting) {
            run = waiting.run();
            titles = waiting.titles();
            getStyleClass().add("waiting-block");
            var name = new Label(waiting.flow());
            name.getStyleClass().add("event-where");
            var which = new Label(tr("run %s", run));
            which.getStyleClass().add("form-help");
            var gap = new Region();
            HBox.setHgrow(gap, Priority.ALWAYS);
            var button = new Button(tr("Show the run"));
            button.getStyleClass().addAll("flat", "small");
            button.setMinWidth(USE_PREF_SIZE);
            button.setOnAction(_ -> open.accept(run));
            var head = new HBox(name, which, gap, button);
            head.getStyleClass().add("wait-line");
            rows.answerBy(new Answers());
            getChildren().setAll(head, rows);
        }

        private String titleAt(VisitId visit) {
            return Objects.requireNonNullElse(titles.get(visit), "");
        }

        void show(Waiting waiting) {
            titles = waiting.titles();
            rows.show(waiting.waits());
        }

        /// What was answered goes when it is looked again.
        private final class Answers implements RunAnswers {
            @Override
            public void answer(VisitId visit, boolean approved, String comment, Consumer<String> refused) {
                deeds.answer(run, visit, approved, comment, answered, refused);
            }

            @Override
            public void send(String name, String key, Json data, Consumer<String> over) {
                deeds.send(name, key, data, () -> {
                    over.accept("");
                    answered.run();
                }, over);
            }
        }
    }
}
