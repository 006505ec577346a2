package dev.flowloom.canvas;

import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.Parent;

/// Applies styles to what the canvas made, showed or marked while it laid itself out. The frame's own turn for styles is
/// over then, and what changed would wait for some later change. Where nothing did, nothing is done: applying styles to
/// all that is to be seen costs more than drawing it.
final class Restyling {
    private boolean isDue = true;

    void due() {
        isDue = true;
    }

    void visible(Node node, boolean visible) {
        if (node.isVisible() != visible) {
            node.setVisible(visible);
            // What was hidden was left out when styles were applied.
            isDue |= visible;
        }
    }

    void mark(Node node, PseudoClass mark, boolean on) {
        if (node.getPseudoClassStates().contains(mark) != on) {
            node.pseudoClassStateChanged(mark, on);
            isDue = true;
        }
    }

    void apply(Parent changed) {
        if (isDue) {
            isDue = false;
            changed.applyCss();
        }
    }
}
