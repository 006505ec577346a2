package dev.flowloom.panels.form;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.geometry.Insets;
import javafx.geometry.VPos;
import javafx.scene.control.TextArea;
import javafx.scene.layout.Pane;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.PathElement;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Font;
import javafx.scene.text.Text;

/// The numbers of a text area's lines, left of them, where it has several. A line that is broken because it does not fit
/// has one number.
final class LineNumbers extends Pane {
    private static final double BEFORE = 8;
    private static final double BEHIND = 2;

    private final TextArea area;
    private final Rectangle clip = new Rectangle();

    LineNumbers(TextArea area) {
        this.area = area;
        getStyleClass().add("line-numbers");
        setMouseTransparent(true);
        setManaged(false);
        setClip(clip);
    }

    /// Stands beside the lines.
    ///
    /// @param text that shows what the area holds
    /// @param top where it begins in the area
    /// @param seen the part of the area in which it is seen
    void follow(Text text, double top, Bounds seen) {
        var begins = begins(text.getText());
        boolean isShown = begins.size() > 1;
        setVisible(isShown);
        double wide = isShown ? width(begins.size(), text.getFont()) : 0;
        area.setPadding(isShown ? new Insets(0, 0, 0, wide) : Insets.EMPTY);
        if (isShown) {
            resizeRelocate(0, 0, wide, area.getHeight());
            clip.setY(seen.getMinY());
            clip.setWidth(wide);
            clip.setHeight(seen.getHeight());
            number(text, begins, top, seen);
        }
    }

    /// Only lines that are seen, so that long texts can be scrolled through.
    private void number(Text text, List<Integer> begins, double top, Bounds seen) {
        int used = 0;
        int line = lineAt(text, begins, seen.getMinY() - top);
        double y = top + lineTop(text, begins.get(line));
        while (line < begins.size() && y < seen.getMaxY()) {
            var number = number(used++, text.getFont());
            number.setText(Integer.toString(++line));
            number.setX(getWidth() - BEHIND - number.getLayoutBounds().getWidth());
            number.setY(y);
            y = line < begins.size() ? top + lineTop(text, begins.get(line)) : y;
        }
        getChildren().remove(used, getChildren().size());
    }

    private Text number(int index, Font font) {
        if (index == getChildren().size()) {
            var number = new Text();
            number.getStyleClass().add("line-number");
            number.setTextOrigin(VPos.TOP);
            getChildren().add(number);
        }
        var number = (Text) getChildren().get(index);
        number.setFont(font);
        return number;
    }

    /// The last line that begins no lower than that, or the first.
    private static int lineAt(Text text, List<Integer> begins, double y) {
        int from = 0;
        int to = begins.size() - 1;
        while (from < to) {
            int middle = (from + to + 1) / 2;
            if (lineTop(text, begins.get(middle)) <= y) {
                from = middle;
            } else {
                to = middle - 1;
            }
        }
        return from;
    }

    private static List<Integer> begins(String text) {
        var begins = new ArrayList<>(List.of(0));
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) {
            begins.add(end + 1);
        }
        return begins;
    }

    private static double width(int lines, Font font) {
        var widest = new Text("0".repeat(Integer.toString(lines).length()));
        widest.setFont(font);
        return Math.ceil(BEFORE + widest.getLayoutBounds().getWidth() + BEHIND);
    }

    private static double lineTop(Text text, int begin) {
        PathElement[] caret = text.caretShape(begin, true);
        return caret.length > 0 && caret[0] instanceof MoveTo start ? start.getY() : 0;
    }
}
