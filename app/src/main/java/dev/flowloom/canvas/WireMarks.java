package dev.flowloom.canvas;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Rectangle;
import javafx.scene.shape.SVGPath;
import javafx.scene.transform.Affine;

import dev.flowloom.geometry.Vec;
import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.WireId;
import dev.flowloom.tool.Preview;
import dev.flowloom.tool.View;
import org.jspecify.annotations.Nullable;

/// What can be taken hold of at the wire under the pointer or selected: the mark where something can be put in, and its
/// bends.
final class WireMarks extends Pane {
    private static final double SIZE = 18;
    private static final double BEND = 7;

    private final StackPane insert = new StackPane();
    private final List<Rectangle> bends = new ArrayList<>();
    private final Restyling restyling = new Restyling();

    WireMarks(Affine camera) {
        getTransforms().add(camera);
        var plus = new SVGPath();
        plus.setContent("M4 0V8M0 4H8");
        plus.getStyleClass().add("insert-sign");
        insert.getChildren().setAll(plus);
        insert.getStyleClass().add("insert-mark");
        insert.setManaged(false);
        insert.resize(SIZE, SIZE);
        getChildren().add(insert);
    }

    void show(Scenery scenery, View view) {
        var hovered = scenery.preview() instanceof Preview.Nothing ? scenery.hoveredWire() : null;
        var at = hovered == null ? null : view.insertionMark(hovered);
        restyling.visible(insert, at != null);
        if (at != null) {
            insert.relocate(at.x() - SIZE / 2, at.y() - SIZE / 2);
        }
        showBends(held(scenery, hovered), scenery, view);
        restyling.apply(this);
    }

    private static @Nullable WireId held(Scenery scenery, @Nullable WireId hovered) {
        return scenery.selection().onlyWire() == null ? hovered : scenery.selection().onlyWire();
    }

    private void showBends(@Nullable WireId wire, Scenery scenery, View view) {
        var points = wire == null || view.state().readOnly()
                ? List.<Point>of()
                : scenery.drawing().diagram().layout().bends().getOrDefault(wire, List.of());
        while (bends.size() < points.size()) {
            var mark = new Rectangle(BEND, BEND);
            mark.getStyleClass().add("bend-mark");
            mark.setManaged(false);
            bends.add(mark);
            getChildren().add(mark);
            restyling.due();
        }
        for (int i = 0; i < bends.size(); i++) {
            restyling.visible(bends.get(i), i < points.size());
            if (i < points.size()) {
                var at = Vec.of(points.get(i));
                bends.get(i).relocate(at.x() - BEND / 2, at.y() - BEND / 2);
            }
        }
    }
}
