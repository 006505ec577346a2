package dev.flowloom.canvas;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.text.Font;
import javafx.scene.text.Text;

/// Breaks text into lines that fit a width, as JavaFX does it in its own controls. What was broken lately is remembered, so
/// that painting the same again costs nothing.
final class Wrapping {
    private static final int REMEMBERED = 500;

    private final Text ruler = new Text();
    private final Map<Task, List<String>> done = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Task, List<String>> eldest) {
            return size() > REMEMBERED;
        }
    };
    private final Map<Font, Double> heights = new LinkedHashMap<>();

    private record Task(String text, Font font, double width) {}

    List<String> lines(String text, Font font, double width) {
        return done.computeIfAbsent(new Task(text, font, width), this::broken);
    }

    private List<String> broken(Task task) {
        ruler.setFont(task.font);
        ruler.setWrappingWidth(task.width);
        ruler.setText(task.text);
        return ruler.getLayoutInfo().getTextLines(false).stream()
                .map(line -> task.text.substring(line.start(), line.end()).stripTrailing()).toList();
    }

    double lineHeight(Font font) {
        return heights.computeIfAbsent(font, _ -> {
            ruler.setFont(font);
            ruler.setWrappingWidth(0);
            ruler.setText("가Ay");
            return Math.ceil(ruler.getLayoutBounds().getHeight());
        });
    }
}
