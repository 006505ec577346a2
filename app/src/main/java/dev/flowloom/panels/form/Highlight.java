package dev.flowloom.panels.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.TextInputControl;
import javafx.scene.layout.Pane;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.PathElement;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

import dev.flowloom.assist.Script;
import dev.flowloom.assist.Script.Range;
import dev.flowloom.expression.Word;
import org.jspecify.annotations.Nullable;

/// Paints the words of a text input in their colours, where the input would paint its text in one. All else, from the
/// caret to what a screen reader reads, stays the input's own.
final class Highlight {
    /// Longer texts are shown in one colour, so that typing into them stays quick.
    private static final int LONGEST = 20_000;
    private static final double UNBOUND = 100_000;
    private static final double WAVE = 2;

    private final TextInputControl input;
    private final Rectangle clip = new Rectangle();
    private final Path parts = new Path();
    private final Path wrong = new Path();
    private final TextFlow flow = new TextFlow();
    private final Pane content = new Pane(parts, flow, wrong);
    private final Pane layer = new Pane(content);
    private Script script = new Script("", List.of(), List.of());
    private List<Range> marked = List.of();
    private List<Run> runs = List.of();
    private @Nullable Text base;
    private Follower follower = (_, _, _) -> {};

    /// Text of one colour.
    private record Run(String text, Word.@Nullable Kind kind, boolean isSelected) {}

    /// Something that stands beside the text.
    interface Follower {
        /// Is called whenever the text may be elsewhere.
        ///
        /// @param text of the input
        /// @param top where it begins in the input
        /// @param seen the part of the input in which it is seen
        void follow(Text text, double top, Bounds seen);
    }

    Highlight(TextInputControl input) {
        this.input = input;
        layer.setManaged(false);
        layer.setMouseTransparent(true);
        layer.setClip(clip);
        for (Node part : List.of(parts, flow, wrong, content)) {
            part.setManaged(false);
        }
        layer.getStyleClass().add("highlight");
        parts.getStyleClass().add("expression-part");
        wrong.getStyleClass().add("wrong-part");
        input.selectionProperty().addListener((_, before, after) -> {
            if (before.getLength() > 0 || after.getLength() > 0) {
                showWords();
            }
        });
        input.textProperty().addListener(_ -> input.requestLayout());
    }

    void onPlaced(Follower beside) {
        follower = beside;
    }

    /// What is to lie over the input, as the last of its children.
    Node layer() {
        return layer;
    }

    void show(Script shown) {
        script = shown;
        marked = List.of();
        showWords();
        input.requestLayout();
    }

    void mark(List<Range> ranges) {
        marked = ranges;
        input.requestLayout();
    }

    private boolean isShown() {
        return script.text().length() <= LONGEST && script.text().equals(input.getText());
    }

    private void showWords() {
        var wanted = new ArrayList<Run>();
        if (isShown()) {
            int at = 0;
            for (var word : script.words()) {
                addRuns(wanted, at, word.start(), null);
                addRuns(wanted, word.start(), word.end(), word.kind());
                at = word.end();
            }
            addRuns(wanted, at, script.text().length(), null);
        }
        replaceRuns(wanted);
        input.requestLayout();
    }

    /// Makes anew what differs: a letter typed is one word of many.
    private void replaceRuns(List<Run> wanted) {
        int most = Math.min(runs.size(), wanted.size());
        int before = 0;
        while (before < most && runs.get(before).equals(wanted.get(before))) {
            before++;
        }
        int after = 0;
        while (after < most - before
                && runs.get(runs.size() - 1 - after).equals(wanted.get(wanted.size() - 1 - after))) {
            after++;
        }
        flow.getChildren().remove(before, runs.size() - after);
        flow.getChildren().addAll(before,
                wanted.subList(before, wanted.size() - after).stream().map(this::node).toList());
        runs = List.copyOf(wanted);
    }

    /// Cut where the selection begins and ends, since what is selected has a colour of its own.
    private void addRuns(List<Run> wanted, int start, int end, Word.@Nullable Kind kind) {
        var selection = input.getSelection();
        var cuts = new TreeSet<>(List.of(start, end));
        if (selection.getLength() > 0) {
            cuts.add(Math.clamp(selection.getStart(), start, end));
            cuts.add(Math.clamp(selection.getEnd(), start, end));
        }
        int from = start;
        for (int to : cuts.tailSet(start, false)) {
            boolean isSelected = selection.getStart() <= from && to <= selection.getEnd();
            wanted.add(new Run(script.text().substring(from, to), kind, isSelected));
            from = to;
        }
    }

    private Node node(Run run) {
        var node = new Text(run.text());
        node.fontProperty().bind(input.fontProperty());
        if (run.isSelected() && base != null) {
            node.fillProperty().bind(base.selectionFillProperty());
        } else {
            node.getStyleClass().add("word");
            if (run.kind() != null) {
                node.getStyleClass().add("word-" + run.kind().name().toLowerCase(Locale.ROOT));
            }
        }
        return node;
    }

    /// Lays the words where the input's own text is. To be called when the input lays itself out.
    void place() {
        var text = ownText();
        if (text == null) {
            return;
        }
        boolean isShown = isShown();
        layer.setVisible(isShown);
        // Prompts and the caret are nodes of their own.
        text.setOpacity(isShown ? 0 : 1);
        if (isShown) {
            layer.resizeRelocate(0, 0, input.getWidth(), input.getHeight());
            follow(text);
            var bounds = text.getLayoutBounds();
            double width = text.getWrappingWidth() > 0 ? text.getWrappingWidth() : UNBOUND;
            flow.resizeRelocate(bounds.getMinX(), bounds.getMinY(), width, Math.max(bounds.getHeight(), 1));
            flow.layout();
            evenLines(text);
            showParts(text);
        }
    }

    /// How many lines the text takes, broken where it does not fit.
    int lines() {
        var text = base;
        if (text == null) {
            return 1;
        }
        return (int) Math.round(text.getLayoutBounds().getHeight() / Math.max(1, lineHeight(text.caretShape(0, true))));
    }

    /// An input's own lines are as high as whole pixels, those of a flow as their letters.
    private void evenLines(Text text) {
        double spacing = lineHeight(text.caretShape(0, true)) - lineHeight(flow.getCaretShape(0, true));
        if (!flow.getChildren().isEmpty() && spacing != flow.getLineSpacing()) {
            flow.setLineSpacing(spacing);
            flow.layout();
        }
    }

    private static double lineHeight(PathElement[] caret) {
        return caret.length > 1 && caret[0] instanceof MoveTo top && caret[1] instanceof LineTo bottom
                ? bottom.getY() - top.getY()
                : 0;
    }

    private void follow(Text text) {
        var origin = input.sceneToLocal(text.localToScene(0, 0));
        content.relocate(origin.getX(), origin.getY());
        Node frame = text;
        while (frame.getClip() == null && frame.getParent() != null && !frame.getParent().equals(input)) {
            frame = frame.getParent();
        }
        var seen = input.sceneToLocal(frame.localToScene(frame.getClip() == null
                ? frame.getLayoutBounds()
                : frame.getClip().getLayoutBounds()));
        clip.setX(seen.getMinX());
        clip.setY(seen.getMinY());
        clip.setWidth(seen.getWidth());
        clip.setHeight(seen.getHeight());
        follower.follow(text, origin.getY(), seen);
    }

    private void showParts(Text text) {
        var grounds = new ArrayList<PathElement>();
        for (var part : script.parts()) {
            if (part.isHeld()) {
                grounds.addAll(List.of(text.rangeShape(part.shown().start(), part.shown().end())));
            }
        }
        parts.getElements().setAll(grounds);
        var waves = new ArrayList<PathElement>();
        for (var range : marked) {
            addWaves(waves, text.rangeShape(range.start(), Math.max(range.end(), range.start() + 1)));
        }
        wrong.getElements().setAll(waves);
    }

    /// A wave below each line of a shape made of rectangles.
    private static void addWaves(List<PathElement> waves, PathElement[] shape) {
        for (int at = 0; at + 2 < shape.length; at++) {
            if (shape[at] instanceof MoveTo corner && shape[at + 1] instanceof LineTo right
                    && shape[at + 2] instanceof LineTo below) {
                double y = Math.max(corner.getY(), below.getY()) - WAVE;
                double end = Math.max(right.getX(), corner.getX() + 3 * WAVE);
                waves.add(new MoveTo(corner.getX(), y));
                int n = 1;
                for (double x = corner.getX() + WAVE; x <= end; x += WAVE) {
                    waves.add(new LineTo(x, y + (n++ % 2 == 0 ? 0 : WAVE)));
                }
            }
        }
    }

    /// The node that the input's skin paints its text with, told from the prompt by the colour it has for a selection.
    private @Nullable Text ownText() {
        if (base == null || base.getScene() == null) {
            base = input.lookupAll(".text").stream().filter(Text.class::isInstance).map(Text.class::cast)
                    .filter(text -> text.selectionFillProperty().isBound()).findFirst().orElse(null);
            if (base != null) {
                // With its values: one that nobody asks for is told of once, and never again.
                base.localToSceneTransformProperty().addListener((_, _, _) -> followOwn());
                base.layoutBoundsProperty().addListener(_ -> input.requestLayout());
            }
        }
        return base;
    }

    private void followOwn() {
        var text = base;
        if (text != null && text.getScene() != null && layer.isVisible()) {
            follow(text);
        }
    }
}
