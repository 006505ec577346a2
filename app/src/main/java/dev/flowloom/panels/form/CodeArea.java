package dev.flowloom.panels.form;

import javafx.scene.control.TextArea;

import dev.flowloom.assist.Syntax;
import org.jspecify.annotations.Nullable;

/// Several lines of text, with expressions in it where there is insight into them. Grows with its text.
final class CodeArea extends TextArea {
    /// The style of what is code throughout, and has its lines numbered.
    static final String CODE = "code";
    private static final int FEWEST = 2;
    private static final int MOST = 12;

    private final @Nullable Coding coding;

    CodeArea(String style, @Nullable Insight insight, Syntax syntax) {
        getStyleClass().add(style);
        setWrapText(true);
        setPrefRowCount(FEWEST);
        coding = insight == null ? null : new Coding(this, insight, syntax);
        if (coding == null) {
            textProperty().addListener((_, _, text) -> {
                int lines = (int) text.lines().count();
                setPrefRowCount(Math.clamp(lines, FEWEST, MOST));
            });
        }
        FocusKeys.leaveByTab(this);
        var numbers = new LineNumbers(this);
        if (coding != null && style.equals(CODE)) {
            coding.onPlaced(numbers::follow);
        }
        skinProperty().subscribe(skin -> {
            if (skin != null && coding != null) {
                getChildren().addAll(numbers, coding.layer());
            }
        });
    }

    @Nullable
    Coding coding() {
        return coding;
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        if (coding != null) {
            coding.place();
            setPrefRowCount(Math.clamp(coding.lines(), FEWEST, MOST));
        }
    }
}
