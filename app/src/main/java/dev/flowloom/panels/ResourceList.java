package dev.flowloom.panels;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import javafx.animation.PauseTransition;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import dev.flowloom.model.DurationText;
import dev.flowloom.resource.ResourceState;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// The resources that steps use or used, of all flows that run here: how it stands with each, and who waits.
public final class ResourceList extends VBox {
    private static final javafx.util.Duration OFTEN = javafx.util.Duration.seconds(1);

    private final ListView<ResourceState> list = new ListView<>();
    private final Supplier<List<ResourceState>> states;
    private final InstantSource clock;
    private final PauseTransition next = new PauseTransition(OFTEN);
    private boolean isShown;

    public ResourceList(Supplier<List<ResourceState>> states, InstantSource clock) {
        this.states = states;
        this.clock = clock;
        list.setId("resources");
        list.getStyleClass().addAll("problems", "dense");
        list.setCellFactory(_ -> new ResourceCell());
        var hint = new Label(tr(
                "No resource has been used yet. Describe resources in the flow's own settings, and choose them in steps."));
        hint.setWrapText(true);
        hint.getStyleClass().add("hint");
        list.setPlaceholder(hint);
        VBox.setVgrow(list, Priority.ALWAYS);
        getChildren().setAll(list);
        next.setOnFinished(_ -> refresh());
    }

    /// Who waits changes all the time, and nobody tells of that: as long as it is looked at, it looks itself.
    public void setShown(boolean shown) {
        isShown = shown;
        next.stop();
        refresh();
    }

    /// Shows how it stands now, where anybody looks.
    public void refresh() {
        if (isShown) {
            var now = states.get();
            list.getItems().setAll(now);
            if (!now.isEmpty()) {
                next.playFromStart();
            }
        }
    }

    /// What is said of one.
    String words(ResourceState state) {
        var words = switch (state.breaker()) {
            case CLOSED -> state.failures() == 0
                    ? tr("works")
                    : tr("%,d failures in a row", state.failures());
            case OPEN -> open(state);
            case HALF_OPEN -> tr("circuit breaker half-open: it is tried whether it works again");
        };
        return words + " · " + tr("%,d under way, %,d waiting", state.running(), state.waiting());
    }

    private String open(ResourceState state) {
        var until = state.until();
        var left = until == null ? Duration.ZERO : Duration.between(clock.instant(), until);
        return tr("circuit breaker open after %,d failures, tried again in %s", state.failures(),
                DurationText.of(left.isNegative() ? Duration.ZERO : Duration.ofSeconds(left.toSeconds())));
    }

    private final class ResourceCell extends ListCell<ResourceState> {
        private final Label name = new Label();
        private final Label what = new Label();
        private final HBox line = new HBox();

        ResourceCell() {
            line.getStyleClass().add("problem-line");
            name.getStyleClass().add("event-where");
            name.setMinWidth(110);
            name.setPrefWidth(150);
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(@Nullable ResourceState state, boolean empty) {
            super.updateItem(state, empty);
            if (empty || state == null) {
                setGraphic(null);
                return;
            }
            name.setText(state.name());
            what.setText(words(state));
            line.getChildren().setAll(icon(state.breaker()), name, what);
            setGraphic(line);
        }

        private static Icon icon(ResourceState.Breaker breaker) {
            return switch (breaker) {
                case CLOSED -> styled(Icon.Shape.OK, "mood-ok");
                case OPEN -> styled(Icon.Shape.ERROR, "icon-error");
                case HALF_OPEN -> styled(Icon.Shape.WARNING, "icon-warning");
            };
        }

        private static Icon styled(String shape, String style) {
            var icon = new Icon(shape, 16);
            icon.getStyleClass().add(style);
            return icon;
        }
    }
}
