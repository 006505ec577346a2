package dev.flowloom.main;

import java.nio.file.Path;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// Help on screens of any size.
class HelpSheetsTest {
    private final TestWorkbench bench;

    HelpSheetsTest(@TempDir Path folder) throws Exception {
        bench = TestWorkbench.in(folder);
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    private Node sheet() {
        return bench.window().frame().getScene().getRoot().lookup(".help-sheet");
    }

    @Test
    void theKeysFitOnASmallScreenAndTheirButtonIsSeen() throws Exception {
        bench.open(Samples.empty(), 1000, 560);
        Fx.on(() -> bench.choose("Help", "Keyboard shortcuts"));

        var scene = bench.window().frame().getScene();
        var sheet = sheet().localToScene(sheet().getLayoutBounds());
        assertThat(sheet.getMinY()).isGreaterThanOrEqualTo(0);
        assertThat(sheet.getMaxY()).isLessThanOrEqualTo(scene.getHeight());
        var close = (Button) sheet().lookup(".button");
        assertThat(close.localToScene(close.getLayoutBounds()).getMaxY()).isLessThanOrEqualTo(scene.getHeight());
        var scroll = (ScrollPane) sheet().lookup(".scroll-pane");
        assertThat(scroll.getContent().getLayoutBounds().getHeight())
                .isGreaterThan(scroll.getViewportBounds().getHeight());
    }

    @Test
    void whatFitsIsNotScrolled() throws Exception {
        bench.open(Samples.empty(), 1000, 900);
        Fx.on(() -> bench.choose("Help", "About Flowloom"));

        var scroll = (ScrollPane) sheet().lookup(".scroll-pane");
        assertThat(scroll.getContent().getLayoutBounds().getHeight())
                .isLessThanOrEqualTo(scroll.getViewportBounds().getHeight() + 1);
    }
}
