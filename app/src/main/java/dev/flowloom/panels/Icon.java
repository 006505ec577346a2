package dev.flowloom.panels;

import javafx.scene.Group;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Rectangle;
import javafx.scene.shape.SVGPath;

/// A line drawing on a 24 × 24 grid, two units wide, in the colour of the text around it.
public final class Icon extends StackPane {
    private static final double GRID = 24;

    /// The drawings of the program's own; step types bring theirs.
    public static final class Shape {
        public static final String PLAY = "M7 4l12 8-12 8z";
        public static final String PAUSE = "M8 5v14M16 5v14";
        public static final String STOP = "M6 6h12v12H6z";
        public static final String SEARCH = "M11 4a7 7 0 1 0 0 14a7 7 0 0 0 0-14M16 16l5 5";
        public static final String CLOSE = "M6 6l12 12M18 6L6 18";
        public static final String PENCIL = "M4 20l1-5L16 4l4 4L9 19zM13 7l4 4";
        public static final String UP = "M6 15l6-6 6 6";
        public static final String DOWN = "M6 9l6 6 6-6";
        public static final String PLUS = "M12 5v14M5 12h14";
        public static final String TRASH = "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5";
        public static final String INFO = "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M12 11v5M12 7.5v.5";
        public static final String WARNING = "M12 4l9.5 16h-19zM12 10v4M12 16.8v.4";
        public static final String ERROR = "M8 3h8l5 5v8l-5 5H8l-5-5V8zM12 8v5M12 15.8v.4";
        public static final String OK = "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M8 12l3 3 5-6";
        public static final String START = "M12 5a7 7 0 1 0 0 14a7 7 0 0 0 0-14M10.5 9.5l4 2.5-4 2.5z";
        public static final String END = "M12 4a8 8 0 1 0 0 16a8 8 0 0 0 0-16M12 8a4 4 0 1 0 0 8a4 4 0 0 0 0-8";
        public static final String FAILING_END = "M12 4a8 8 0 1 0 0 16a8 8 0 0 0 0-16M9 9l6 6M15 9l-6 6";
        public static final String CONDITION = "M4 12h5l5-6h6M9 12l5 6h6M17 3l3 3-3 3M17 15l3 3-3 3";
        public static final String FORK = "M4 12h6M10 5v14M10 7h9M10 12h9M10 17h9";
        public static final String JOIN = "M5 7h9M5 12h9M5 17h9M14 5v14M14 12h6";
        public static final String WAIT = "M12 4a8 8 0 1 0 0 16a8 8 0 0 0 0-16M12 8v4l3 2";
        public static final String ENVELOPE = "M4 6h16v12H4zM4 7l8 6 8-6";
        public static final String PERSON = "M12 4a4 4 0 1 0 0 8a4 4 0 0 0 0-8M5 20c0-4.5 3-6 7-6s7 1.5 7 6";
        public static final String FRAME = "M4 6h16v12H4zM4 10h16";
        public static final String LOOP = "M17 3l3 3-3 3M20 6H9a5 5 0 0 0-5 5v1M7 21l-3-3 3-3M4 18h11a5 5 0 0 0 5-5v-1";
        public static final String WIRE = "M4 7a2 2 0 1 0 4 0a2 2 0 1 0-4 0M16 17a2 2 0 1 0 4 0a2 2 0 1 0-4 0M8 7h3c4 0 1 10 5 10";
        public static final String NOTE = "M4 4h16v11l-5 5H4zM20 15h-5v5M8 9h8M8 13h4";
        public static final String GROUP = "M4 4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M4 8V4M8 9h8v6H8z";
        public static final String FLOW = "M4 6h5v4H4zM15 14h5v4h-5zM9 8h3v8h3";
        public static final String SUB_FLOW = "M4 5h16v14H4zM8 12h3M16 12h-3M11 9.5h2v5h-2z";
        public static final String PACKAGE = "M4 8l8-4 8 4v8l-8 4-8-4zM4 8l8 4 8-4M12 12v8";

        private Shape() {}
    }

    public Icon(String path, double size) {
        var drawing = new SVGPath();
        drawing.setContent(path);
        drawing.getStyleClass().add("icon-line");
        // Keeps the grid's middle in the middle, whatever the drawing's own bounds are.
        var grid = new Rectangle(GRID, GRID);
        grid.getStyleClass().add("icon-grid");
        var scaled = new Group(grid, drawing);
        scaled.setScaleX(size / GRID);
        scaled.setScaleY(size / GRID);
        getStyleClass().add("icon");
        setMinSize(size, size);
        setPrefSize(size, size);
        setMaxSize(size, size);
        getChildren().setAll(new Group(scaled));
        setMouseTransparent(true);
    }

    /// With the ground of a category behind it.
    static StackPane tile(String path, String tone, double size) {
        var tile = new StackPane(new Icon(path, size * 0.6));
        tile.getStyleClass().addAll("tile", "tone-" + tone);
        tile.setMinSize(size, size);
        tile.setPrefSize(size, size);
        tile.setMaxSize(size, size);
        return tile;
    }
}
