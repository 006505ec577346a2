package dev.flowloom.main;

import java.util.List;
import javafx.beans.InvalidationListener;
import javafx.beans.Observable;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.geometry.Orientation;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.Region;

import dev.flowloom.files.Settings;

/// Folds the panels around the canvas away and back, and remembers which were shown and how large.
final class PanelMemory {
    private static final int LAST = Integer.MAX_VALUE;
    /// A panel that was given a size is not quite so large; it would grow from flow to flow.
    private static final double ROUNDING = 2;
    private static final String PALETTE = "panel.palette";
    private static final String INSPECTOR = "panel.inspector";
    private static final String BOTTOM = "panel.bottom";

    private final Settings settings;
    private final BooleanProperty palette;
    private final BooleanProperty inspector;
    private final BooleanProperty bottom;
    private List<Sized> columnPanels = List.of();
    private List<Sized> rowPanels = List.of();
    private boolean recalling;

    PanelMemory(Settings settings) {
        this.settings = settings;
        palette = new SimpleBooleanProperty(settings.get(PALETTE, true));
        inspector = new SimpleBooleanProperty(settings.get(INSPECTOR, true));
        bottom = new SimpleBooleanProperty(settings.get(BOTTOM, true));
    }

    BooleanProperty palette() {
        return palette;
    }

    BooleanProperty inspector() {
        return inspector;
    }

    BooleanProperty bottom() {
        return bottom;
    }

    /// Puts the side panels beside the centre.
    void arrangeColumns(SplitPane columns, Region left, Region right) {
        columnPanels = List.of(new Sized(left, "panel.palette.width", 208),
                new Sized(right, "panel.inspector.width", 320));
        arrange(columns, columnPanels, left, palette, 0);
        arrange(columns, columnPanels, right, inspector, LAST);
    }

    /// Puts the panel below the canvas.
    void arrangeRows(SplitPane rows, Region below) {
        rowPanels = List.of(new Sized(below, "panel.bottom.height", 220));
        arrange(rows, rowPanels, below, bottom, LAST);
    }

    /// A panel that keeps its size when the window changes, and the name its size is remembered by.
    private record Sized(Region panel, String name, double otherwise) {}

    private void arrange(SplitPane split, List<Sized> sized, Region panel, BooleanProperty shown, int place) {
        SplitPane.setResizableWithParent(panel, false);
        Runnable put = () -> {
            if (!recalling) {
                remember(split, sized);
            }
            split.getItems().remove(panel);
            if (shown.get()) {
                split.getItems().add(Math.min(place, split.getItems().size()), panel);
            }
            restore(split, sized);
        };
        shown.addListener(_ -> put.run());
        var length = length(split);
        length.addListener(new InvalidationListener() {
            @Override
            public void invalidated(Observable observable) {
                if (length.get() > 0) {
                    length.removeListener(this);
                    restore(split, sized);
                }
            }
        });
        put.run();
    }

    private static ReadOnlyDoubleProperty length(SplitPane split) {
        return split.getOrientation() == Orientation.HORIZONTAL ? split.widthProperty() : split.heightProperty();
    }

    private static double length(SplitPane split, Region panel) {
        return split.getOrientation() == Orientation.HORIZONTAL ? panel.getWidth() : panel.getHeight();
    }

    private void remember(SplitPane split, List<Sized> sized) {
        for (var one : sized) {
            var now = length(split, one.panel);
            if (split.getItems().contains(one.panel) && now > 0
                    && Math.abs(now - settings.get(one.name, one.otherwise)) > ROUNDING) {
                settings.put(one.name, Math.round(now));
            }
        }
    }

    // A split pane knows its dividers' places only as parts of its length.
    private void restore(SplitPane split, List<Sized> sized) {
        double total = length(split).get();
        for (var one : sized) {
            int index = split.getItems().indexOf(one.panel);
            double part = settings.get(one.name, one.otherwise) / total;
            if (total > 0 && index == 0) {
                split.setDividerPosition(0, part);
            } else if (total > 0 && index > 0) {
                split.setDividerPosition(index - 1, 1 - part);
            }
        }
    }

    /// Puts what is to be remembered into the settings.
    void remember(SplitPane columns, SplitPane rows) {
        remember(columns, columnPanels);
        remember(rows, rowPanels);
        settings.put(PALETTE, palette.get());
        settings.put(INSPECTOR, inspector.get());
        settings.put(BOTTOM, bottom.get());
    }

    /// Shows what is remembered, perhaps of another flow's panels.
    void recall(SplitPane columns, SplitPane rows) {
        recalling = true;
        palette.set(settings.get(PALETTE, true));
        inspector.set(settings.get(INSPECTOR, true));
        bottom.set(settings.get(BOTTOM, true));
        recalling = false;
        restore(columns, columnPanels);
        restore(rows, rowPanels);
    }
}
