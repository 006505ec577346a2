package dev.flowloom.panels.form;

import javafx.scene.control.TextField;

import dev.flowloom.assist.Syntax;

/// A line of text with expressions in it.
final class CodeField extends TextField {
    private final Coding coding;

    CodeField(Insight insight, Syntax syntax) {
        coding = new Coding(this, insight, syntax);
        // A skin begins by taking away what is there.
        skinProperty().subscribe(skin -> {
            if (skin != null) {
                getChildren().add(coding.layer());
            }
        });
    }

    Coding coding() {
        return coding;
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        coding.place();
    }
}
