package dev.flowloom.canvas;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Circle;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.Rectangle;
import javafx.scene.transform.Affine;

import dev.flowloom.geometry.Box;
import dev.flowloom.geometry.Drawing;
import dev.flowloom.geometry.Guide;
import dev.flowloom.geometry.Port;
import dev.flowloom.geometry.Ports;
import dev.flowloom.geometry.Shape;
import dev.flowloom.geometry.Vec;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;
import dev.flowloom.tool.Preview;
import dev.flowloom.tool.View;
import org.jspecify.annotations.Nullable;

/// What lies over the drawing during gestures: ports, the wire being drawn, the rubber band, the node to be put down.
final class Glass extends Pane {
    private static final PseudoClass REFUSED = PseudoClass.getPseudoClass("refused");
    private static final PseudoClass SLASH = PseudoClass.getPseudoClass("slash");
    private static final PseudoClass OPEN = PseudoClass.getPseudoClass("open");
    private static final double PORT_RADIUS = 5;
    /// With more nodes selected than this, their ports would only be in the way.
    private static final int FEW = 12;

    private final Pane ports = new Pane();
    private final WireMarks marks;
    private final List<Circle> spots = new ArrayList<>();
    private final Path wire = new Path();
    private final Rectangle band = new Rectangle();
    private final Path guides = new Path();
    private final Path ghost = new Path();
    private final Label ghostTitle = new Label();
    private final Label reason = new Label();
    private final Restyling restyling = new Restyling();

    Glass(Affine camera) {
        ports.getTransforms().add(camera);
        marks = new WireMarks(camera);
        wire.getTransforms().add(camera);
        wire.getStyleClass().add("draft-wire");
        band.getTransforms().add(camera);
        band.getStyleClass().add("rubber-band");
        guides.setId("guides");
        guides.getTransforms().add(camera);
        guides.getStyleClass().add("guide");
        ghost.getTransforms().add(camera);
        ghost.getStyleClass().add("ghost");
        ghostTitle.getTransforms().add(camera);
        ghostTitle.getStyleClass().add("card-title");
        reason.getStyleClass().add("refusal");
        reason.setMinWidth(Region.USE_PREF_SIZE);
        getChildren().addAll(ports, marks, guides, wire, band, ghost, ghostTitle, reason);
        getChildren().forEach(child -> child.setManaged(false));
        setMouseTransparent(true);
        setManaged(false);
    }

    /// @param visible the nodes that are to be seen closely
    /// @param level the lines on which what is dragged stands with its neighbours
    void show(Scenery scenery, View view, SequencedSet<NodeId> visible, List<Guide> level) {
        var preview = scenery.preview();
        showPorts(scenery, preview, view.state().readOnly() ? new LinkedHashSet<>() : visible);
        marks.show(scenery, view);
        showDraft(scenery, preview);
        showBand(preview instanceof Preview.Band(var from, var to) ? Box.between(from, to) : null);
        showGuides(level, scenery.camera().zoom());
        showGhost(preview instanceof Preview.Ghost it ? it : null);
        restyling.apply(this);
    }

    private void showPorts(Scenery scenery, Preview preview, SequencedSet<NodeId> visible) {
        int used = 0;
        for (var id : visible) {
            var node = scenery.drawing().graph().node(id);
            if (node == null) {
                continue;
            }
            var all = isPointedAt(scenery, preview, id);
            for (var port : Ports.of(node)) {
                var isOpen = isOpen(scenery.drawing(), node, port);
                if (all || isOpen) {
                    showPort(used++, scenery.drawing().position(port), isOpen && !all);
                }
            }
        }
        for (int i = used; i < spots.size(); i++) {
            restyling.visible(spots.get(i), false);
        }
    }

    private static boolean isPointedAt(Scenery scenery, Preview preview, NodeId id) {
        return scenery.isHovered(id) || (scenery.selection().has(id) && scenery.selection().nodes().size() <= FEW)
                || (preview instanceof Preview.Wire(var from, _, _, _) && from.node().equals(id));
    }

    /// Whether a wire must leave the port for the flow to be whole, and none does.
    private static boolean isOpen(Drawing drawing, Node node, Port port) {
        if (port.kind() != Port.Kind.SEQUENCE) {
            return false;
        }
        for (var id : drawing.wiresAt(node.id())) {
            var wire = drawing.graph().wire(id);
            var undoes = wire instanceof Wire.Compensation && wire.to().equals(node.id());
            if (undoes || (wire != null && Port.of(wire).equals(port))) {
                return false;
            }
        }
        return true;
    }

    private void showPort(int index, @Nullable Vec at, boolean isOpen) {
        if (index == spots.size()) {
            var spot = new Circle(PORT_RADIUS);
            spot.getStyleClass().add("port");
            spots.add(spot);
            ports.getChildren().add(spot);
            restyling.due();
        }
        var spot = spots.get(index);
        restyling.visible(spot, at != null);
        if (at != null) {
            spot.setCenterX(at.x());
            spot.setCenterY(at.y());
            restyling.mark(spot, OPEN, isOpen);
        }
    }

    private void showDraft(Scenery scenery, Preview preview) {
        switch (preview) {
            case Preview.Wire(var from, var to, var target, var refusal) -> showLine(scenery,
                    scenery.drawing().draft(from, to, refusal == null ? target : null), to, refusal);
            case Preview.LooseEnd(_, var from, var to, _, var refusal) ->
                showLine(scenery, List.of(from, to), to, refusal);
            case Preview.Slash(var from, var to, _) -> showLine(scenery, List.of(from, to), to, null);
            case Preview.Nothing _,Preview.Provisional _,Preview.Drawn _,Preview.Band _,Preview.Ghost _ -> {
                restyling.visible(wire, false);
                restyling.visible(reason, false);
            }
        }
        restyling.mark(wire, SLASH, preview instanceof Preview.Slash);
    }

    private void showLine(Scenery scenery, List<Vec> points, Vec to, @Nullable String refusal) {
        restyling.visible(wire, true);
        wire.getElements().setAll(new MoveTo(points.getFirst().x(), points.getFirst().y()));
        points.stream().skip(1).forEach(point -> wire.getElements().add(new LineTo(point.x(), point.y())));
        restyling.mark(wire, REFUSED, refusal != null);
        restyling.visible(reason, refusal != null);
        if (refusal != null) {
            // How large it is hangs on its styles.
            restyling.apply(this);
            var at = scenery.camera().toScreen(to);
            reason.setText(refusal);
            reason.autosize();
            reason.relocate(Math.max(4, Math.min(at.x() + 16, getWidth() - reason.getWidth() - 4)), at.y() + 18);
        }
    }

    private void showBand(@Nullable Box box) {
        restyling.visible(band, box != null);
        if (box != null) {
            band.setX(box.x());
            band.setY(box.y());
            band.setWidth(box.width());
            band.setHeight(box.height());
        }
    }

    private void showGuides(List<Guide> level, double zoom) {
        restyling.visible(guides, !level.isEmpty());
        guides.getElements().clear();
        // As thin at each zoom.
        guides.setStrokeWidth(1 / zoom);
        for (var guide : level) {
            guides.getElements().addAll(new MoveTo(guide.from().x(), guide.from().y()),
                    new LineTo(guide.to().x(), guide.to().y()));
        }
    }

    private void showGhost(Preview.@Nullable Ghost preview) {
        restyling.visible(ghost, preview != null);
        restyling.visible(ghostTitle, preview != null);
        if (preview != null) {
            restyling.apply(this);
            var box = Drawing.boxOf(preview.node(), Vec.of(preview.at()));
            Silhouette.elements(Shape.of(preview.node()), box.width(), box.height(), ghost.getElements());
            ghost.relocate(box.x(), box.y());
            ghostTitle.setText(preview.node().name());
            ghostTitle.autosize();
            ghostTitle.relocate(box.centre().x() - ghostTitle.getWidth() / 2,
                    box.width() > 100 ? box.centre().y() - ghostTitle.getHeight() / 2 : box.bottom() + 4);
        }
    }
}
