package dev.flowloom.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.paint.Color;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Rectangle;
import javafx.scene.transform.Affine;
import javafx.scene.transform.Transform;
import javafx.stage.Stage;

import dev.flowloom.json.DefinitionReader;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;

/// What anybody would write first: a node of the scene for each card, a path for each wire, all of them in one pane which
/// is moved and scaled.
final class NaiveSubject implements Subject, AutoCloseable {
    private static final double WIDTH = 208;
    private static final double HEIGHT = 64;
    private static final double STEP = 1.2;

    private final Stage stage = new Stage();
    private final Pane paper = new Pane();
    private final Affine camera = new Affine();
    private final Point2D size;
    private final Map<NodeId, Pane> cards = new HashMap<>();
    private final Map<NodeId, List<Line>> wires = new HashMap<>();
    private final Map<Pane, Point2D> held = new HashMap<>();

    /// A wire on the scene.
    private record Line(javafx.scene.shape.Path path, Pane from, Pane to) {
        void lead() {
            double startX = from.getLayoutX() + WIDTH;
            double startY = from.getLayoutY() + HEIGHT / 2;
            double endY = to.getLayoutY() + HEIGHT / 2;
            double middle = (startX + to.getLayoutX()) / 2;
            path.getElements().setAll(new MoveTo(startX, startY), new LineTo(middle, startY),
                    new LineTo(middle, endY), new LineTo(to.getLayoutX(), endY));
        }
    }

    NaiveSubject(Point2D size) {
        this.size = size;
        paper.getTransforms().add(camera);
        stage.setScene(new Scene(new Pane(paper), size.getX(), size.getY()));
        stage.setX(0);
        stage.setY(0);
        stage.show();
    }

    @Override
    public String name() {
        return Figures.NAIVE;
    }

    @Override
    public void open(Path file) {
        var _ = CompletableFuture.supplyAsync(() -> read(file)).thenAcceptAsync(this::show, Platform::runLater);
    }

    private static Diagram read(Path file) {
        try {
            return Objects.requireNonNull(DefinitionReader.read(Files.readAllBytes(file)).diagram());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void show(Diagram diagram) {
        cards.clear();
        wires.clear();
        var graph = diagram.flow().graph();
        graph.nodes().values().forEach(node -> cards.put(node.id(), card(node, diagram)));
        var lines = new ArrayList<javafx.scene.Node>();
        for (var wire : graph.wires().values()) {
            lines.add(line(wire).path());
        }
        lines.addAll(cards.values());
        paper.getChildren().setAll(lines);
    }

    private static Pane card(Node node, Diagram diagram) {
        var ground = new Rectangle(WIDTH, HEIGHT, Color.WHITE);
        ground.setStroke(Color.GRAY);
        ground.setArcWidth(12);
        ground.setArcHeight(12);
        var tile = new Rectangle(12, 14, 36, 36);
        tile.setFill(Color.LIGHTBLUE);
        var title = new Label(node.title());
        title.relocate(58, 13);
        var summary = new Label(node.id().value());
        summary.relocate(58, 33);
        var card = new Pane(ground, tile, title, summary);
        var place = diagram.layout().nodes().getOrDefault(node.id(), new Point(0, 0));
        card.relocate(place.x(), place.y());
        return card;
    }

    private Line line(Wire wire) {
        var line = new Line(new javafx.scene.shape.Path(), Objects.requireNonNull(cards.get(wire.from())),
                Objects.requireNonNull(cards.get(wire.to())));
        line.lead();
        wires.computeIfAbsent(wire.from(), _ -> new ArrayList<>()).add(line);
        wires.computeIfAbsent(wire.to(), _ -> new ArrayList<>()).add(line);
        return line;
    }

    @Override
    public boolean shows(int nodes) {
        return cards.size() == nodes;
    }

    @Override
    public void look(double zoom) {
        var middle = middle(paper.getLayoutBounds());
        camera.setToTransform(Transform.affine(zoom, 0, 0, zoom, size.getX() / 2 - middle.getX() * zoom,
                size.getY() / 2 - middle.getY() * zoom));
    }

    private static Point2D middle(Bounds bounds) {
        return new Point2D(bounds.getCenterX(), bounds.getCenterY());
    }

    @Override
    public void pan(double dx, double dy) {
        camera.prependTranslation(dx, dy);
    }

    @Override
    public void zoom(double steps) {
        camera.prependScale(Math.pow(STEP, steps), Math.pow(STEP, steps), size.getX() / 2 + 120, size.getY() / 2 - 80);
    }

    @Override
    public void grab(int count) {
        var middle = middle(paper.getLayoutBounds());
        held.clear();
        cards.values().stream()
                .sorted(Comparator
                        .comparingDouble(card -> middle.distance(card.getLayoutX(), card.getLayoutY())))
                .limit(count).forEach(card -> held.put(card, new Point2D(card.getLayoutX(), card.getLayoutY())));
    }

    @Override
    public void drag(double dx, double dy) {
        held.forEach((card, from) -> card.relocate(from.getX() + dx / camera.getMxx(),
                from.getY() + dy / camera.getMxx()));
        cards.forEach((id, card) -> {
            if (held.containsKey(card)) {
                wires.getOrDefault(id, List.of()).forEach(Line::lead);
            }
        });
    }

    @Override
    public void letGo() {
        drag(0, 0);
        held.clear();
    }

    @Override
    public void close() {
        stage.hide();
    }
}
