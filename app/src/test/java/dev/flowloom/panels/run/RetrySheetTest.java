package dev.flowloom.panels.run;

import java.util.List;
import javafx.scene.Scene;
import javafx.scene.control.CheckBox;

import dev.flowloom.main.Fx;
import dev.flowloom.model.NodeId;
import dev.flowloom.panels.run.RetryOffer.Kept;
import dev.flowloom.panels.run.RetryOffer.Way;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What is said of what a retry keeps.
class RetrySheetTest {
    private final RetrySheet sheet = Fx.make(RetrySheet::new);

    @AfterEach
    void close() throws Exception {
        Fx.closeAll();
    }

    private static Kept kept(String node, int times, int caught) {
        return new Kept(new NodeId(node), "Ask", times, caught);
    }

    private String words(String node) {
        return ((CheckBox) sheet.lookup("#redo-" + node)).getText();
    }

    @Test
    void anErrorThatWasCaughtIsSaidToBeKept() throws Exception {
        Fx.onStage(stage -> {
            stage.setScene(new Scene(sheet, 600, 400));
            stage.show();
        });
        var way = new Way(false, List.of(kept("gave", 1, 0), kept("failed", 1, 1), kept("both", 3, 2)), List.of(), "",
                null);
        Fx.on(() -> sheet.open(new RetryOffer("Flow", List.of(way)), (_, _, _) -> {}, () -> {}));

        assertThat(words("gave")).isEqualTo("Ask");
        assertThat(words("failed")).isEqualTo("Ask, with the error that an error wire caught");
        assertThat(words("both")).isEqualTo("Ask (3 times), of them 2 with the error that an error wire caught");
    }
}
