package dev.flowloom.panels.run;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Circle;

import dev.flowloom.json.EventJson;
import dev.flowloom.model.NodeId;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunId;
import dev.flowloom.run.VisitId;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// The event log of the run that is shown, as it grows, and the data of what is selected in it.
public final class RunPanel extends VBox {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS")
            .withZone(ZoneId.systemDefault());
    private static final PseudoClass OF_NODE = PseudoClass.getPseudoClass("of-node");

    private final ObservableList<Recorded> events = FXCollections.observableArrayList();
    private final ListView<Recorded> list = new ListView<>(events);
    private final DataView data = new DataView();
    private final LettersBar lettersBar = new LettersBar();
    private final Label gap = new Label();
    private final OpenWaits waits = new OpenWaits();
    private final WaitsBar waitsBar = new WaitsBar(this::titleAt, false);
    private final WaitsBar waitsOfNode = new WaitsBar(this::titleAt, true);
    private final Consumer<NodeId> reveal;
    private @Nullable RunHistory history;
    private @Nullable NodeId node;
    private RunHistory.@Nullable NodeData shownData;
    private boolean revealing;
    private boolean trimming;
    private long forgotten;

    /// @param reveal shows a node on the canvas
    public RunPanel(Consumer<NodeId> reveal) {
        this.reveal = reveal;
        getStyleClass().add("run-panel");
        list.setId("events");
        list.getStyleClass().addAll("events", "dense");
        list.setCellFactory(_ -> new EventCell());
        var hint = new Label(tr("Nothing has run yet. Press Run, and what happens appears here."));
        hint.getStyleClass().add("hint");
        hint.setWrapText(true);
        list.setPlaceholder(hint);
        list.getSelectionModel().selectedItemProperty().addListener((_, _, event) -> selected(event));
        var split = new SplitPane(list, data);
        split.setDividerPositions(0.55);
        VBox.setVgrow(split, Priority.ALWAYS);
        gap.setId("events-gap");
        gap.setWrapText(true);
        gap.getStyleClass().add("events-hint");
        showGap();
        getChildren().setAll(waitsBar, lettersBar, gap, split);
    }

    /// Lets what the run waits for be answered.
    public void answerBy(RunAnswers answers) {
        waitsBar.answerBy(answers);
        waitsOfNode.answerBy(answers);
    }

    /// Lets a run's dead letters be looked at.
    public void showLettersBy(Consumer<RunId> opener) {
        lettersBar.openBy(opener);
    }

    /// What the run waits for at the node that [#showNode(NodeId)] shows, to stand beside what else is shown of it.
    public Region waitsOfNode() {
        return waitsOfNode;
    }

    private String titleAt(VisitId visit) {
        return requireHistory().titleOf(requireHistory().nodeAt(visit));
    }

    private void showWaits() {
        waitsBar.show(waits.all());
        waitsOfNode.show(history == null || node == null
                ? List.of()
                : waits.all().stream().filter(wait -> node.equals(requireHistory().nodeAt(wait.visit()))).toList());
    }

    /// Shows a run from its beginning; null shows none.
    public void show(@Nullable RunHistory shown) {
        history = shown;
        events.setAll(shown == null ? List.of() : shown.events());
        forgotten = shown == null ? 0 : shown.forgotten();
        showGap();
        lettersBar.show(shown);
        waits.clear();
        // The rows of another run are about other visits, though their numbers be the same.
        showWaits();
        events.forEach(waits::add);
        showWaits();
        shownData = null;
        data.clear();
    }

    /// The history shown has grown by these.
    public void grown(List<Recorded> more) {
        boolean following = list.getSelectionModel().isEmpty();
        events.addAll(more);
        more.forEach(waits::add);
        trim();
        lettersBar.show(history);
        showWaits();
        if (following && !events.isEmpty()) {
            list.scrollTo(events.size() - 1);
        }
        // What is being read stays as it is, unless there is news of it.
        if (node != null && list.getSelectionModel().isEmpty()
                && !Objects.equals(shownData, requireHistory().latest(node))) {
            showData(node);
        }
    }

    /// Takes away what the history keeps no longer, but not what is being read.
    private void trim() {
        var run = requireHistory();
        if (forgotten == run.forgotten()) {
            return;
        }
        forgotten = run.forgotten();
        Set<Recorded> kept = Collections.newSetFromMap(new IdentityHashMap<>());
        kept.addAll(run.events());
        var read = list.getSelectionModel().getSelectedItem();
        if (read != null) {
            kept.add(read);
        }
        Set<Recorded> gone = Collections.newSetFromMap(new IdentityHashMap<>());
        events.stream().filter(event -> !kept.contains(event)).forEach(gone::add);
        trimming = true;
        events.removeAll(gone);
        if (read != null && !read.equals(list.getSelectionModel().getSelectedItem())) {
            list.getSelectionModel().clearAndSelect(events.indexOf(read));
        }
        trimming = false;
        showGap();
        // Which events stand one after the other shows in the cells as well.
        list.refresh();
    }

    private void showGap() {
        boolean isWhole = forgotten == 0;
        gap.setVisible(!isWhole);
        gap.setManaged(!isWhole);
        gap.setText(history == null || isWhole
                ? ""
                : tr("Of %,d events the first and the last are shown, and what failed. “flowloom show %s” shows all.",
                        history.seen(), history.run()));
    }

    /// How many events happened between those in two lines.
    private long missingBefore(int index) {
        return index < 1 ? 0 : events.get(index).sequence() - events.get(index - 1).sequence() - 1;
    }

    private RunHistory requireHistory() {
        return Objects.requireNonNull(history, "no run is shown");
    }

    /// Shows what the node last saw and gave; null for no node in particular.
    public void showNode(@Nullable NodeId shown) {
        node = shown;
        showWaits();
        if (!revealing && history != null && shown != null) {
            showData(shown);
        }
        list.refresh();
    }

    private void showData(NodeId shown) {
        var latest = requireHistory().latest(shown);
        shownData = latest;
        if (latest != null) {
            list.getSelectionModel().clearSelection();
            data.showNode(requireHistory().titleOf(shown), latest);
        }
    }

    private void selected(@Nullable Recorded recorded) {
        var run = history;
        if (recorded == null || run == null || trimming) {
            return;
        }
        var about = run.nodeOf(recorded.event());
        var title = about == null ? EventText.of(recorded) : run.titleOf(about) + " — " + EventText.of(recorded);
        data.showEvent(title, EventJson.json(recorded.event()));
        shownData = null;
        if (about != null) {
            // The node is selected by this, and the event stays what is shown.
            revealing = true;
            reveal.accept(about);
            revealing = false;
        }
    }

    /// One event: when, where, what; below how many aren't shown before it.
    private final class EventCell extends ListCell<Recorded> {
        private final Label time = new Label();
        private final Circle mark = new Circle(4);
        private final Label where = new Label();
        private final Label what = new Label();
        private final HBox line = new HBox(time, mark, where, what);
        private final Label missing = new Label();
        private final VBox afterGap = new VBox();

        EventCell() {
            line.getStyleClass().add("event-line");
            time.getStyleClass().add("event-time");
            where.getStyleClass().add("event-where");
            what.getStyleClass().add("event-what");
            missing.getStyleClass().add("event-gap");
            where.setMinWidth(150);
            where.setPrefWidth(150);
            HBox.setHgrow(what, Priority.ALWAYS);
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(@Nullable Recorded recorded, boolean empty) {
            super.updateItem(recorded, empty);
            var run = history;
            if (empty || recorded == null || run == null) {
                setGraphic(null);
                return;
            }
            var about = run.nodeOf(recorded.event());
            time.setText(TIME.format(recorded.at()));
            where.setText(run.titleOf(about));
            what.setText(run.isPassedBy(recorded.event()) ? EventText.passedBy(recorded) : EventText.of(recorded));
            mark.getStyleClass().setAll("mark",
                    "mark-" + EventText.tone(recorded.event()).name().toLowerCase(Locale.ROOT));
            pseudoClassStateChanged(OF_NODE, about != null && about.equals(node));
            setGraphic(afterGap(missingBefore(getIndex())));
        }

        private Region afterGap(long events) {
            if (events == 0) {
                afterGap.getChildren().clear();
                return line;
            }
            missing.setText(events == 1 ? tr("1 event isn’t shown") : tr("%,d events aren’t shown", events));
            afterGap.getChildren().setAll(missing, line);
            return afterGap;
        }
    }
}
