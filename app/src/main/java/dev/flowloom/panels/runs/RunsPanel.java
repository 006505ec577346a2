package dev.flowloom.panels.runs;

import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// The runs of the store, the latest first, and above them what those that are under way wait for.
public final class RunsPanel extends VBox {
    private static final List<RunLine.State> STATES = List.of(RunLine.State.values());
    /// More of them take long to show, and nobody reads.
    static final int MOST = 500;

    private final RunsDeeds deeds;
    private final RunTable table = new RunTable();
    private final ComboBox<String> states = new ComboBox<>();
    private final TextField words = new TextField();
    private final Label told = new Label();
    private final Button show = new Button(tr("Show the run"));
    private final WaitingForYou waiting;
    private List<RunLine> runs = List.of();
    private boolean looking;
    private boolean again;
    /// Whether it is told that they could not be read.
    private boolean unread;

    public RunsPanel(RunsDeeds deeds) {
        this.deeds = deeds;
        waiting = new WaitingForYou(deeds, this::open, this::refresh);
        getStyleClass().addAll("letters-panel", "runs-panel");
        told.setId("runs-told");
        told.setWrapText(true);
        told.setMinHeight(USE_PREF_SIZE);
        VBox.setVgrow(table, Priority.ALWAYS);
        table.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) {
                event.consume();
                openSelected();
            }
        });
        table.setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
                openSelected();
            }
        });
        table.getSelectionModel().selectedIndexProperty().subscribe(_ -> show.setDisable(table.selected() == null));
        getChildren().setAll(head(), waiting, table, foot());
        say("", false);
    }

    private HBox head() {
        var title = new Label(tr("Runs"));
        title.getStyleClass().add("sheet-kind");
        states.setId("runs-filter");
        states.setAccessibleText(tr("Which runs are shown"));
        states.getItems().add(tr("All"));
        for (var state : STATES) {
            states.getItems().add(state.words());
        }
        states.getSelectionModel().select(0);
        states.setOnAction(_ -> filter());
        words.setId("runs-search");
        words.setPromptText(tr("Flow or run"));
        words.setAccessibleText(tr("Shows runs whose flow or id has this in it"));
        words.textProperty().subscribe(this::filter);
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var look = new Button(tr("Look again"));
        look.setId("runs-refresh");
        look.setMinWidth(USE_PREF_SIZE);
        look.setOnAction(_ -> refresh());
        var head = new HBox(title, states, words, gap, look);
        head.getStyleClass().add("letters-head");
        return head;
    }

    private HBox foot() {
        show.setId("runs-show");
        show.setMinWidth(USE_PREF_SIZE);
        show.getStyleClass().add("accent");
        show.setOnAction(_ -> openSelected());
        HBox.setHgrow(told, Priority.ALWAYS);
        var foot = new HBox(show, told);
        foot.getStyleClass().addAll("letters-head", "runs-foot");
        return foot;
    }

    /// Puts the keyboard where most is done by it.
    public void focus() {
        table.requestFocus();
    }

    /// Looks for what is there now. What is asked for during a look is done after it.
    public void refresh() {
        if (looking) {
            again = true;
            return;
        }
        looking = true;
        deeds.look(MOST, this::found, why -> {
            unread = true;
            say(why, true);
            looked();
        });
    }

    private void found(RunsDeeds.Found found) {
        if (unread) {
            unread = false;
            say("", false);
        }
        runs = found.runs();
        waiting.show(found.waiting());
        filter();
        looked();
    }

    private void looked() {
        looking = false;
        if (again) {
            again = false;
            refresh();
        }
    }

    private void filter() {
        var sought = words.getText().strip().toLowerCase(Locale.ROOT);
        int chosen = states.getSelectionModel().getSelectedIndex();
        var state = chosen <= 0 ? null : STATES.get(chosen - 1);
        table.show(runs.stream().filter(line -> state == null || line.state() == state)
                .filter(line -> matches(line, sought)).toList(),
                runs.isEmpty()
                        ? tr("Nothing has run yet. Press Run, and what happens appears here.")
                        : tr("No run is like that. There are %,d others.", runs.size()));
        show.setDisable(table.selected() == null);
        if (!unread && told.getText().isEmpty() && runs.size() == MOST) {
            say(tr("Only the latest %,d are shown.", MOST), false);
        }
    }

    private static boolean matches(RunLine line, String sought) {
        return line.flow().toLowerCase(Locale.ROOT).contains(sought)
                || line.run().value().toLowerCase(Locale.ROOT).contains(sought);
    }

    private void openSelected() {
        open(table.selected());
    }

    private void open(@Nullable RunId run) {
        if (run != null) {
            say("", false);
            deeds.show(run, why -> say(why, true));
        }
    }

    private void say(String what, boolean wrong) {
        told.setText(what);
        told.getStyleClass().setAll("label", wrong ? "form-problem" : "form-help");
        seen(told, !what.isEmpty());
    }

    private static void seen(Node node, boolean seen) {
        node.setVisible(seen);
        node.setManaged(seen);
    }
}
