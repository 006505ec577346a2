package dev.flowloom.canvas;

import java.util.LinkedHashMap;
import java.util.Map;
import javafx.scene.text.Font;
import javafx.scene.text.Text;

/// How wide short texts are. Measuring is slow, so the latest are remembered.
final class TextWidth {
    private static final int REMEMBERED = 2_000;

    private final Text probe = new Text();
    private final double size;
    private final Map<String, Double> widths = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Double> eldest) {
            return size() > REMEMBERED;
        }
    };

    TextWidth(double size) {
        this.size = size;
        setFamily(Font.getDefault().getFamily());
    }

    void setFamily(String family) {
        if (!family.equals(probe.getFont().getFamily()) || probe.getFont().getSize() != size) {
            probe.setFont(Font.font(family, size));
            widths.clear();
        }
    }

    Font font() {
        return probe.getFont();
    }

    double of(String text) {
        return widths.computeIfAbsent(text, this::measure);
    }

    private double measure(String text) {
        probe.setText(text);
        return probe.getLayoutBounds().getWidth();
    }
}
