package dev.flowloom.panels.form;

import javafx.scene.TraversalDirection;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// Keys that move the focus.
public final class FocusKeys {
    private FocusKeys() {}

    /// Lets Tab leave an area of text as it leaves everything else: who has no mouse would never get out of it. To be called
    /// after others that have a use for it were added as filters.
    public static void leaveByTab(TextArea area) {
        area.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.TAB && !event.isConsumed() && !event.isShortcutDown()
                    && !event.isAltDown()) {
                event.consume();
                area.requestFocusTraversal(
                        event.isShiftDown() ? TraversalDirection.PREVIOUS : TraversalDirection.NEXT);
            }
        });
    }
}
