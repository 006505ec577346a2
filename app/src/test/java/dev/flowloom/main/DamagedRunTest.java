package dev.flowloom.main;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.Button;
import javafx.scene.control.Label;

import dev.flowloom.document.Diagrams;
import dev.flowloom.journal.Durability;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.overlay.RunPhase;
import dev.flowloom.run.RunId;
import dev.flowloom.runtime.Engine;
import dev.flowloom.step.StepTypes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// A run whose events are damaged can be restored in the window.
final class DamagedRunTest {
    private static final Diagram STEP = Diagrams.empty().start(0, 12)
            .node(Node.Step.of(Diagrams.id("log"), "Say it", "util.log")
                    .withSettings(Json.Obj.of("message", Json.of("x"))),
                    100, 0)
            .end("end", 400, 12).chain("start", "log", "end").diagram();

    @TempDir
    private Path folder = Path.of("");
    private @Nullable TestWorkbench bench;

    @AfterEach
    void close() throws Exception {
        if (bench != null) {
            bench.close();
        }
    }

    private StoreLocation.OnDisk store() {
        return new StoreLocation.OnDisk(folder.resolve("store"));
    }

    private RunId ran() throws Exception {
        try (var types = StepTypes.installed(); var engine = Engine.open(store(), Durability.KILL_SAFE, types)) {
            var run = engine.start(STEP.flow(), Json.Obj.EMPTY, null).run();
            engine.outcome(run).toCompletableFuture().get(20, TimeUnit.SECONDS);
            return run;
        }
    }

    private void damage(String where) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("store"), "flowloom", "");
                var sql = connection.createStatement()) {
            assertThat(sql.executeUpdate("UPDATE batch SET text = CONCAT(text, ' ') WHERE " + where)).isPositive();
        }
    }

    private TestWorkbench shown(RunId run) throws Exception {
        var window = TestWorkbench.in(folder.resolve("kept"), types -> new Engines(store(), types));
        bench = window;
        window.open(STEP);
        Fx.on(() -> window.flow().showRun(run));
        Fx.await(() -> told(window).startsWith("The run stands still where it was. The store is damaged: event "));
        return window;
    }

    @Test
    void aDamagedRunIsRestoredWhenTheUserHasSeenWhatThatMeans() throws Exception {
        var run = ran();
        damage("first = (SELECT MAX(first) FROM batch)");
        var window = shown(run);
        Fx.on(() -> press(window, "Restore …"));
        Fx.await(() -> told(window).startsWith("The run’s events up to "));
        assertThat(Fx.from(() -> told(window))).endsWith("Done a second time may be: Say it.");

        Fx.on(() -> press(window, "Restore the run"));
        Fx.await(() -> window.flow().canvas().getOverlay().run() == RunPhase.COMPLETED);
        assertThat(Fx.from(() -> window.flow().banners().lookup("#banner-run"))).isNull();
    }

    @Test
    void aRunThatIsLeftAsItIsStaysDamaged() throws Exception {
        var run = ran();
        damage("first = (SELECT MAX(first) FROM batch)");
        var window = shown(run);
        Fx.on(() -> press(window, "Restore …"));
        Fx.await(() -> told(window).startsWith("The run’s events up to "));
        Fx.on(() -> press(window, "Leave it"));
        Fx.on(() -> window.flow().showRun(run));
        Fx.await(() -> told(window).startsWith("The run stands still where it was."));
    }

    @Test
    void ofARunOfWhichNothingIsIntactThatIsSaid() throws Exception {
        var run = ran();
        damage("first = 1");
        var window = shown(run);
        Fx.on(() -> press(window, "Restore …"));
        Fx.await(() -> told(window).startsWith("The run can’t be restored"));
    }

    private static String told(TestWorkbench window) {
        return window.flow().banners().lookup("#banner-run .banner-text") instanceof Label label ? label.getText() : "";
    }

    private static void press(TestWorkbench window, String label) {
        window.flow().banners().lookupAll(".button").stream().map(Button.class::cast)
                .filter(button -> button.getText().equals(label)).findFirst().orElseThrow().fire();
    }
}
