package dev.flowloom.main;

import javafx.beans.InvalidationListener;
import javafx.event.ActionEvent;
import javafx.fxml.FXML;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;

import dev.flowloom.arrange.Alignment;
import dev.flowloom.arrange.Direction;
import dev.flowloom.document.Editor;

import static dev.flowloom.language.Texts.tr;

/// The menu that arranges nodes. What would do nothing can't be chosen.
public final class ArrangeMenu {
    @FXML
    private Menu menu;
    @FXML
    private MenuItem across;
    @FXML
    private MenuItem down;
    @FXML
    private CheckMenuItem dropBends;

    private final InvalidationListener busy = _ -> show();
    private Editor editor;
    private Arranging arranging;
    private Editor.Subscription listening = () -> {};

    @SuppressWarnings("NullAway.Init") // FXML makes it, and the window connects it at once.
    public ArrangeMenu() {}

    /// What is chosen is done to this flow from now on.
    void connect(FlowPage page) {
        listening.cancel();
        if (arranging != null) {
            arranging.busyProperty().removeListener(busy);
        }
        editor = page.editor();
        arranging = page.arranging();
        listening = editor.listen(_ -> show());
        arranging.busyProperty().addListener(busy);
        show();
    }

    private void show() {
        boolean isPart = arranging.isOfSelection();
        across.setText(isPart ? tr("Lay out the selection left to right") : tr("Lay out left to right"));
        down.setText(isPart ? tr("Lay out the selection top to bottom") : tr("Lay out top to bottom"));
        boolean closed = editor.isReadOnly() || arranging.busyProperty().get();
        across.setDisable(closed || editor.graph().nodes().isEmpty());
        down.setDisable(across.isDisable());
        int selected = editor.selection().nodes().size();
        for (var item : menu.getItems()) {
            if (item.getUserData() instanceof String name) {
                item.setDisable(closed || selected < Alignment.valueOf(name).least());
            }
        }
    }

    @FXML
    void layOutAcross() {
        arranging.layOut(Direction.LEFT_TO_RIGHT, dropBends.isSelected());
    }

    @FXML
    void layOutDown() {
        arranging.layOut(Direction.TOP_TO_BOTTOM, dropBends.isSelected());
    }

    @FXML
    void align(ActionEvent event) {
        if (event.getSource() instanceof MenuItem item && item.getUserData() instanceof String name) {
            arranging.align(Alignment.valueOf(name));
        }
    }
}
