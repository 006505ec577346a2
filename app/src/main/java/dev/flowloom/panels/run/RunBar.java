package dev.flowloom.panels.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.fxml.FXML;
import javafx.fxml.FXMLLoader;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.SplitMenuButton;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import dev.flowloom.json.JsonText;
import dev.flowloom.json.MalformedJson;
import dev.flowloom.language.Texts;
import dev.flowloom.model.Json;
import dev.flowloom.panels.Icon;
import dev.flowloom.panels.form.FocusKeys;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// The bar above the canvas: run, pause, stop, the input to run with, and how the run goes.
public final class RunBar extends VBox {
    @FXML
    private Button run;
    @FXML
    private Button pause;
    @FXML
    private SplitMenuButton stop;
    @FXML
    private Button retry;
    @FXML
    private ComboBox<RunInput> inputs;
    @FXML
    private ToggleButton edit;
    @FXML
    private StackPane stateIcon;
    @FXML
    private Label state;
    @FXML
    private VBox editor;
    @FXML
    private TextArea text;
    @FXML
    private Label problem;
    @FXML
    private HBox bar;

    private static final double WIDEST_TIP = 480;

    private final Wishes wishes;
    private final ReadOnlyBooleanWrapper paused = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper jumpDisabled = new ReadOnlyBooleanWrapper(true);
    private final ReadOnlyObjectWrapper<State> shown = new ReadOnlyObjectWrapper<>(new State(Mood.IDLE, ""));
    /// What there may be no room for.
    private final Tooltip whole = new Tooltip();
    private boolean choosing;

    /// How the run that is shown fares.
    public enum Mood { IDLE, BUSY, PAUSED, OK, FAIL, UNDO }

    /// What the user wants of the flow and its run.
    public interface Wishes {
        /// Runs the flow with an input.
        void run(Json input);

        void pause();

        void unpause();

        /// Stops the run and undoes what it did.
        void stop();

        /// Stops the run and leaves what it did.
        void terminate();

        /// Has the run begin anew, with what stays valid of it.
        void retry();
    }

    /// How the run fares, in words as well.
    public record State(Mood mood, String words) {}

    public RunBar(Wishes wishes) {
        this.wishes = wishes;
        load();
        run.setGraphic(new Icon(Icon.Shape.PLAY, 16));
        stop.setGraphic(new Icon(Icon.Shape.STOP, 16));
        edit.setGraphic(new Icon(Icon.Shape.PENCIL, 16));
        edit.selectedProperty().addListener((_, _, open) -> showEditor(open));
        inputs.valueProperty().addListener((_, _, chosen) -> chose(chosen));
        text.textProperty().addListener(_ -> typed());
        FocusKeys.leaveByTab(text);
        whole.setWrapText(true);
        whole.setMaxWidth(WIDEST_TIP);
        state.setTooltip(whole);
        showEditor(false);
        setRunning(false);
        setPause(false, false);
        setRestart(false, false);
        showState(Mood.IDLE, tr("Ready"));
    }

    private void load() {
        var loader = new FXMLLoader(RunBar.class.getResource("run-bar.fxml"), Texts.bundle());
        loader.setRoot(this);
        loader.setController(this);
        try {
            loader.load();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void showEditor(boolean open) {
        editor.setVisible(open);
        editor.setManaged(open);
        if (open) {
            text.requestFocus();
        }
    }

    /// Offers inputs to choose from, and chooses the first.
    public void offer(List<RunInput> offered) {
        inputs.getItems().setAll(offered);
        inputs.getSelectionModel().selectFirst();
        bar.lookupAll(".input-choice").forEach(node -> node.setDisable(offered.isEmpty()));
    }

    private void chose(@Nullable RunInput chosen) {
        if (chosen != null) {
            choosing = true;
            text.setText(JsonText.pretty(chosen.value()));
            choosing = false;
        }
    }

    private void typed() {
        showProblem(input() == null ? problemOf(text.getText()) : "");
        if (!choosing) {
            inputs.setPromptText(tr("Edited"));
            inputs.setValue(null);
        }
    }

    /// The input as it was chosen or edited; null where it is no JSON.
    private @Nullable Json input() {
        try {
            return text.getText().isBlank() ? Json.Obj.EMPTY : JsonText.parse(text.getText());
        } catch (MalformedJson e) {
            return null;
        }
    }

    private static String problemOf(String typed) {
        try {
            JsonText.parse(typed);
            return "";
        } catch (MalformedJson e) {
            return tr(e.problem().what()) + " " + tr(e.problem().cure());
        }
    }

    /// Says what is wrong with the input, and opens it to be mended.
    public void refuse(String reason) {
        edit.setSelected(true);
        showProblem(reason);
    }

    private void showProblem(String reason) {
        problem.setText(reason);
        problem.setVisible(!reason.isEmpty());
        problem.setManaged(!reason.isEmpty());
    }

    @FXML
    public void run() {
        if (run.isDisabled()) {
            return;
        }
        var input = input();
        if (input == null) {
            refuse(problemOf(text.getText()));
        } else {
            showProblem("");
            wishes.run(input);
        }
    }

    /// Pauses the run, or has it go on.
    @FXML
    public void pause() {
        if (paused.get()) {
            wishes.unpause();
        } else {
            wishes.pause();
        }
    }

    @FXML
    public void stop() {
        wishes.stop();
    }

    @FXML
    public void terminate() {
        wishes.terminate();
    }

    @FXML
    public void retry() {
        wishes.retry();
    }

    /// Shows whether the run that is shown can begin anew, and whether it can go on from elsewhere.
    public void setRestart(boolean mayRetry, boolean mayJump) {
        retry.setDisable(!mayRetry);
        retry.setVisible(mayRetry);
        retry.setManaged(mayRetry);
        jumpDisabled.set(!mayJump);
    }

    /// Whether there is nothing to retry.
    public ReadOnlyBooleanProperty retryDisabledProperty() {
        return retry.disabledProperty();
    }

    /// Whether there is nothing that could go on from elsewhere.
    public ReadOnlyBooleanProperty jumpDisabledProperty() {
        return jumpDisabled.getReadOnlyProperty();
    }

    /// Whether the run that is shown is paused.
    public ReadOnlyBooleanProperty pausedProperty() {
        return paused.getReadOnlyProperty();
    }

    /// Whether there is nothing to pause, nor to go on with.
    public ReadOnlyBooleanProperty pauseDisabledProperty() {
        return pause.disabledProperty();
    }

    /// Shows what the button for pauses does.
    ///
    /// @param possible whether there is something to pause, or to go on with
    public void setPause(boolean possible, boolean isPaused) {
        paused.set(isPaused);
        pause.setDisable(!possible);
        pause.setText(isPaused ? tr("Unpause") : tr("Pause"));
        pause.setGraphic(new Icon(isPaused ? Icon.Shape.PLAY : Icon.Shape.PAUSE, 16));
    }

    /// How the run fares that is shown.
    public ReadOnlyObjectProperty<State> stateProperty() {
        return shown.getReadOnlyProperty();
    }

    /// Whether there is nothing to stop.
    public ReadOnlyBooleanProperty stopDisabledProperty() {
        return stop.disabledProperty();
    }

    public void setRunning(boolean running) {
        if (running == !stop.isDisabled()) {
            return;
        }
        var off = running ? run : stop;
        var on = running ? stop : run;
        var wasFocused = off.isFocused();
        on.setDisable(false);
        if (wasFocused) {
            // Else it would go on to the input when its button is disabled.
            on.requestFocus();
        }
        off.setDisable(true);
        if (running) {
            edit.setSelected(false);
        }
    }

    public void showState(Mood mood, String words) {
        shown.set(new State(mood, words));
        state.setText(words);
        whole.setText(words);
        state.getStyleClass().setAll("label", "run-state", style(mood));
        stateIcon.getStyleClass().setAll(style(mood));
        stateIcon.getChildren().setAll(icon(mood, 16));
        stateIcon.setVisible(mood != Mood.IDLE);
    }

    /// The class that colours what shows a mood.
    public static String style(Mood mood) {
        return "mood-" + mood.name().toLowerCase(Locale.ROOT);
    }

    /// The mark of a mood, which is known by its shape.
    public static Icon icon(Mood mood, double size) {
        return new Icon(switch (mood) {
            case IDLE -> Icon.Shape.INFO;
            case BUSY -> Icon.Shape.WAIT;
            case PAUSED -> Icon.Shape.PAUSE;
            case OK -> Icon.Shape.OK;
            case FAIL -> Icon.Shape.ERROR;
            case UNDO -> Icon.Shape.WARNING;
        }, size);
    }
}
