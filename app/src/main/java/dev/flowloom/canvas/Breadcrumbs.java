package dev.flowloom.canvas;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

import dev.flowloom.model.Flow;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import org.jspecify.annotations.Nullable;

/// The way from the flow to the container that is entered: each part of it leads back there. Seen only inside of one.
final class Breadcrumbs extends HBox {
    private final Consumer<@Nullable NodeId> enter;
    private List<Node> shown = List.of();

    /// @param enter is told which container to show; null for the whole flow
    Breadcrumbs(Consumer<@Nullable NodeId> enter) {
        this.enter = enter;
        setId("breadcrumbs");
        getStyleClass().add("breadcrumbs");
        setManaged(false);
        setVisible(false);
    }

    void show(Flow flow, @Nullable NodeId root) {
        setVisible(root != null);
        var way = new ArrayList<Node>();
        if (root != null) {
            way.add(Objects.requireNonNull(flow.graph().node(root)));
            flow.graph().ancestors(root).stream().map(flow.graph()::node).filter(Objects::nonNull).forEach(way::add);
        }
        if (!way.equals(shown)) {
            shown = List.copyOf(way);
            getChildren().setAll(crumb(flow.name().isBlank() ? flow.id() : flow.name(), null, false));
            for (var node : way.reversed()) {
                var separator = new Label("›");
                separator.getStyleClass().add("breadcrumb-separator");
                getChildren().addAll(separator, crumb(node.title(), node.id(), node.id().equals(root)));
            }
            // How wide it is hangs on its styles.
            applyCss();
            autosize();
            layout();
        }
    }

    private Button crumb(String text, @Nullable NodeId container, boolean isHere) {
        var crumb = new Button(text);
        crumb.getStyleClass().add("breadcrumb");
        crumb.setDisable(isHere);
        crumb.setOnAction(_ -> enter.accept(container));
        return crumb;
    }
}
