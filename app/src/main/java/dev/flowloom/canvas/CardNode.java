package dev.flowloom.canvas;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Path;
import javafx.scene.shape.SVGPath;

import dev.flowloom.document.Identity;
import dev.flowloom.geometry.Box;
import dev.flowloom.geometry.Frames;
import dev.flowloom.geometry.Shape;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Problem;
import dev.flowloom.overlay.LoopProgress;
import dev.flowloom.overlay.NodeState;
import dev.flowloom.overlay.Phase;
import dev.flowloom.resource.ResourceState.Breaker;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// A node's card on the scene. It is recycled: shown another node, it changes only what differs.
final class CardNode extends Pane {
    private static final PseudoClass PASSED_BY = PseudoClass.getPseudoClass("passed-by");
    private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
    private static final PseudoClass HOVERED = PseudoClass.getPseudoClass("hovered");
    private static final PseudoClass OPEN = PseudoClass.getPseudoClass("open");
    private static final PseudoClass TARGET = PseudoClass.getPseudoClass("target");
    private static final PseudoClass FAILING = PseudoClass.getPseudoClass("failing");
    private static final PseudoClass STEPS_BACK = PseudoClass.getPseudoClass("steps-back");
    private static final double TILE = 36;
    private static final double PADDING = 12;
    private static final double PROGRESS_GAP = 10;
    /// How much of a header is the container's name's; the rest is for what it does.
    private static final double NAMED = 0.55;
    /// How far the ring around a selected card is from its rim.
    private static final double HALO = 4;

    private final Path halo = new Path();
    private final Path outline = new Path();
    private final StackPane tile = new StackPane();
    private final SVGPath icon = new SVGPath();
    private final Label title = new Label();
    private final Label summary = new Label();
    private @Nullable Badge breaker;
    private final SVGPath sign = new SVGPath();
    private final Restyling restyling = new Restyling();
    /// Made when they are needed, as most cards never do: each frame goes through all nodes of the scene.
    private @Nullable RunMarks marks;
    private @Nullable Badge warning;
    private @Nullable Label progress;

    private @Nullable Shape shape;
    private double width;
    private double height;
    private @Nullable Node shown;
    private @Nullable Node shownLast;
    private @Nullable CardFace face;
    private boolean isToBeSpoken;
    private @Nullable NodeState state;
    private Problem.@Nullable Level problem;
    private @Nullable Breaker broken;
    private @Nullable LoopProgress loop;
    private boolean busyBelow;
    private boolean open;
    private String phaseClass = "";
    private String shapeClass = "";

    CardNode() {
        getStyleClass().add("card");
        halo.getStyleClass().add("card-halo");
        outline.getStyleClass().add("card-outline");
        tile.getStyleClass().add("card-tile");
        icon.getStyleClass().add("card-icon");
        title.getStyleClass().add("card-title");
        summary.getStyleClass().add("card-summary");
        sign.getStyleClass().add("card-sign");
        tile.getChildren().add(icon);
        getChildren().addAll(halo, outline, tile, title, summary, sign);
        getChildren().forEach(child -> child.setManaged(false));
        setMouseTransparent(true);
        setManaged(false);
    }

    void show(Node node, Box box, CardFaces faces, Scenery scenery) {
        relocate(box.x(), box.y());
        open(scenery.drawing().isOpen(node.id()));
        shape(Shape.of(node), box.width(), box.height());
        if (!Identity.same(node, shown)) {
            shown = node;
            shownLast = node;
            isToBeSpoken = true;
            face(faces.of(node));
        }
        boolean isSelected = scenery.selection().has(node.id());
        mark(SELECTED, isSelected);
        restyling.visible(halo, isSelected || node.id().equals(scenery.target()));
        setViewOrder(isSelected ? -1 : 0);
        mark(HOVERED, scenery.isHovered(node.id()));
        mark(TARGET, node.id().equals(scenery.target()));
        mark(PASSED_BY, node instanceof Node.Step step && step.disabled());
        mark(FAILING, node instanceof Node.End end && end.outcome() instanceof Node.Outcome.Failed);
        busyBelow(scenery.leavesBelow(node.id()));
        var newState = scenery.overlay().node(node.id());
        mark(STEPS_BACK, scenery.overlay().isShown()
                && (newState == null || newState.phase() == Phase.SKIPPED));
        state(newState);
        breaker(scenery.breakers().get(node.id()));
        progress(scenery.overlay().loop(node.id()));
        speak(node.id());
        problem(scenery.problems().get(node.id()));
        restyling.apply(this);
    }

    /// The node that it shows; null while it rests.
    @Nullable
    NodeId node() {
        return shown == null ? null : shown.id();
    }

    private void speak(NodeId id) {
        var said = face;
        if (said != null && isToBeSpoken) {
            isToBeSpoken = false;
            setAccessibleText(spoken(id, said, state) + (broken == null ? "" : ", " + words(broken))
                    + (loop == null ? "" : ", " + loop.words()));
        }
    }

    /// Whether it looks, but for what is written on it, as it would for this node.
    boolean resembles(Node node) {
        if (shownLast instanceof Node.Step last && node instanceof Node.Step step) {
            return last.type().equals(step.type());
        }
        return shownLast != null && shownLast.getClass() == node.getClass();
    }

    /// Whether something goes on at its node, so that a duration grows.
    boolean isActive() {
        return state != null && state.phase().isActive();
    }

    /// Called each moment while something goes on, so that durations grow.
    void tick(Instant now) {
        if (marks != null && marks.tick(now)) {
            placeMarks();
        }
    }

    /// Is not to be seen any more: forgets its node and the run, and lets go of what moves by itself.
    void rest() {
        setVisible(false);
        shown = null;
        state(null);
        progress(null);
    }

    /// Is to be seen again, for another node.
    void wake() {
        setVisible(true);
    }

    private void shape(Shape next, double newWidth, double newHeight) {
        if (next == shape && newWidth == width && newHeight == height) {
            return;
        }
        shape = next;
        width = newWidth;
        height = newHeight;
        Silhouette.elements(next, newWidth, newHeight, outline.getElements());
        Silhouette.elements(next, newWidth + 2 * HALO, newHeight + 2 * HALO, halo.getElements());
        halo.relocate(-HALO, -HALO);
        shapeClass = replaceClass(shapeClass, "shape-" + next.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        layoutTexts();
    }

    private void open(boolean next) {
        if (next != open) {
            open = next;
            mark(OPEN, next);
            layoutTexts();
        }
    }

    private void busyBelow(boolean next) {
        if (next != busyBelow) {
            busyBelow = next;
            layoutTexts();
        }
    }

    private void face(CardFace next) {
        if (next.equals(face)) {
            return;
        }
        var old = face;
        face = next;
        title.setText(next.title());
        summary.setText(next.summary());
        if (!next.icon().equals(icon.getContent())) {
            icon.setContent(next.icon());
        }
        if (old == null || old.tone() != next.tone()) {
            if (old != null) {
                tile.getStyleClass().remove(old.tone().styleClass());
            }
            tile.getStyleClass().add(next.tone().styleClass());
            restyling.due();
        }
        layoutTexts();
    }

    private void state(@Nullable NodeState next) {
        if (Objects.equals(next, state)) {
            return;
        }
        state = next;
        isToBeSpoken = true;
        phaseClass = replaceClass(phaseClass,
                next == null ? "" : "phase-" + next.phase().name().toLowerCase(Locale.ROOT));
        restyling.due();
        if (next != null && marks == null) {
            marks = attached(new RunMarks(restyling));
        }
        if (marks != null) {
            marks.show(next);
        }
        layoutTexts();
    }

    private void progress(@Nullable LoopProgress next) {
        if (Objects.equals(next, loop)) {
            return;
        }
        loop = next;
        isToBeSpoken = true;
        if (progress == null) {
            progress = attached(new Label());
            progress.getStyleClass().add("card-progress");
            progress.applyCss();
        }
        progress.setText(next == null ? "" : next.words());
        restyling.visible(progress, next != null);
        layoutTexts();
    }

    /// Its styles are known at once: how large it is may hang on them.
    private <T extends Region> T attached(T part) {
        part.setManaged(false);
        getChildren().add(part);
        part.applyCss();
        return part;
    }

    private void problem(@Nullable Problem next) {
        var level = next == null ? null : next.level();
        if (level != problem) {
            problem = level;
            if (warning == null) {
                warning = attached(new Badge());
            }
            warning.showProblem(level);
            placeMarks();
            restyling.due();
        }
    }

    private void breaker(@Nullable Breaker next) {
        if (next != broken) {
            broken = next;
            isToBeSpoken = true;
            if (breaker == null) {
                breaker = attached(new Badge());
            }
            breaker.showBreaker(next);
            placeMarks();
            restyling.due();
        }
    }

    private void layoutTexts() {
        var isCard = shape == Shape.CARD || shape == Shape.CUT_CARD || shape == Shape.FRAME;
        restyling.visible(tile, isCard || shape == Shape.ROUND);
        restyling.visible(summary, isCard && !summary.getText().isEmpty());
        restyling.visible(sign, shape == Shape.FRAME);
        if (open) {
            layoutHeader();
        } else if (isCard) {
            layoutCard();
        } else {
            layoutSmall();
        }
        placeMarks();
    }

    private void placeMarks() {
        if (warning != null) {
            warning.centreAt(open ? -2 : 4, 0);
        }
        if (breaker != null) {
            breaker.centreAt(4, height - 2);
        }
        if (marks != null) {
            marks.place(shape, width, height, busyBelow);
        }
    }

    /// An open container's name and what it does stand side by side.
    private void layoutHeader() {
        sign.setContent(Icons.COLLAPSE);
        placeSign();
        double small = Frames.HEADER - 8;
        tile.resizeRelocate(4, 4, small, small);
        double left = small + 12;
        double room = width - left - Frames.SIGN - 12
                - placeProgress(width - Frames.SIGN - 12, Frames.HEADER / 2, Pos.CENTER_RIGHT);
        double wide = summary.isVisible() ? Math.rint(room * NAMED) : room;
        title.setAlignment(Pos.CENTER_LEFT);
        title.resizeRelocate(left, (Frames.HEADER - 20) / 2, wide, 20);
        summary.setAlignment(Pos.CENTER_RIGHT);
        summary.resizeRelocate(left + wide + 10, (Frames.HEADER - 16) / 2, room - wide - 10, 16);
    }

    /// How far a loop has come stands before what it does, which gives way to it.
    ///
    /// @param end where it begins or ends
    /// @return how much room it takes
    private double placeProgress(double end, double middle, Pos side) {
        if (progress == null || !progress.isVisible()) {
            return 0;
        }
        double wide = Math.ceil(progress.prefWidth(-1));
        progress.setAlignment(side);
        progress.resizeRelocate(side == Pos.CENTER_LEFT ? end : end - wide, middle - 8, wide, 16);
        return wide + PROGRESS_GAP;
    }

    private void placeSign() {
        var at = Frames.sign(new Box(0, 0, width, height));
        sign.relocate(at.x() + (at.width() - sign.getLayoutBounds().getWidth()) / 2,
                at.y() + (at.height() - sign.getLayoutBounds().getHeight()) / 2);
    }

    private void layoutCard() {
        tile.resizeRelocate(PADDING, (height - TILE) / 2, TILE, TILE);
        double left = PADDING + TILE + 10;
        if (sign.isVisible()) {
            sign.setContent(Icons.EXPAND);
            placeSign();
        }
        double room = width - left - (sign.isVisible() ? Frames.SIGN + 4 : PADDING);
        title.setAlignment(Pos.CENTER_LEFT);
        summary.setAlignment(Pos.CENTER_LEFT);
        if (summary.isVisible()) {
            title.resizeRelocate(left, height / 2 - 19, room, 20);
            double taken = placeProgress(left, height / 2 + 9, Pos.CENTER_LEFT);
            summary.resizeRelocate(left + taken, height / 2 + 1, room - taken, 16);
        } else {
            title.resizeRelocate(left, height / 2 - 10, room, 20);
        }
    }

    /// The name of what is too small to hold it stands below.
    private void layoutSmall() {
        tile.resizeRelocate(0, 0, width, height);
        title.setAlignment(Pos.CENTER);
        title.resizeRelocate(width / 2 - 70, height + 4, 140, 18);
    }

    private void mark(PseudoClass mark, boolean on) {
        restyling.mark(this, mark, on);
    }

    private String replaceClass(String old, String next) {
        if (!old.equals(next)) {
            restyling.due();
            getStyleClass().remove(old);
            if (!next.isEmpty()) {
                getStyleClass().add(next);
            }
        }
        return next;
    }

    /// What of the card's writing doesn't fit on it, whole; empty where all does.
    String cutText() {
        var cut = new ArrayList<String>();
        for (var label : marks == null ? List.of(title, summary) : List.of(title, summary, marks.note())) {
            if (label.isVisible() && !label.getText().isEmpty() && (label.prefWidth(-1) > label.getWidth() + 1
                    && (!label.isWrapText() || label.prefHeight(label.getWidth()) > label.getHeight() + 1))) {
                cut.add(label.getText());
            }
        }
        return String.join("\n", cut);
    }

    private static String words(Breaker breaker) {
        return switch (breaker) {
            case CLOSED -> tr("circuit breaker closed");
            case OPEN -> tr("circuit breaker open");
            case HALF_OPEN -> tr("circuit breaker half-open");
        };
    }

    private static String spoken(NodeId id, CardFace face, @Nullable NodeState state) {
        var name = face.title().isBlank() ? id.value() : face.title();
        var what = face.summary().isBlank() ? name : name + ", " + face.summary();
        if (state == null) {
            return what;
        }
        return what + ", " + state.phase().words() + (state.error() == null ? "" : ": " + state.error());
    }
}
