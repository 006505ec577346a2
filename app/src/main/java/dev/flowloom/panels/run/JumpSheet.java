package dev.flowloom.panels.run;

import java.util.List;
import javafx.scene.control.TextArea;

import dev.flowloom.json.JsonText;
import dev.flowloom.json.MalformedJson;
import dev.flowloom.model.Json;
import dev.flowloom.panels.form.FocusKeys;

import static dev.flowloom.language.Texts.tr;

/// Asks with what a run is to go on from a node.
public final class JumpSheet extends RestartSheet {
    private static final int ROWS = 6;

    private final TextArea data = new TextArea();
    private Order order = (_, _) -> {};

    /// Has the run go on there.
    public interface Order {
        void jump(Json data, String reason);
    }

    public JumpSheet() {
        super("jump-sheet", tr("Go on from here"));
        data.setId("jump-data");
        data.setPrefRowCount(ROWS);
        data.getStyleClass().add("code");
        data.setAccessibleText(tr("What arrives there"));
        FocusKeys.leaveByTab(data);
    }

    /// Asks it.
    ///
    /// @param node what the node is called
    /// @param arriving what would arrive there
    public void open(String node, Json arriving, Order then, Runnable whenClosed) {
        order = then;
        data.setText(JsonText.pretty(arriving));
        open(tr("Have the run go on from “%s”?", node), List.of(text(
                tr("What is under way is given up. What was done stays done, and is undone if the run fails later."),
                "form-help"), text(tr("What arrives there"), "form-help"), data), whenClosed);
    }

    @Override
    String act(String why) {
        try {
            order.jump(JsonText.parse(data.getText()), why);
            return "";
        } catch (MalformedJson e) {
            return tr(e.problem().what()) + " " + tr(e.problem().cure());
        }
    }
}
