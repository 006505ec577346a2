package dev.flowloom.main;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.stage.Window;

import dev.flowloom.document.Diagrams;
import dev.flowloom.journal.Durability;
import dev.flowloom.journal.StoreException;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.main.FaultyJournal.Fault;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.overlay.RunPhase;
import dev.flowloom.runtime.Engine;
import dev.flowloom.runtime.EngineSettings;
import dev.flowloom.step.StepTypes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// What the window says and offers when runs can't be kept.
final class FailingStoreTest {
    private static final Diagram STEP = Diagrams.empty().start(0, 12)
            .node(Node.Step.of(Diagrams.id("log"), "", "util.log").withSettings(Json.Obj.of("message", Json.of("x"))),
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

    @Test
    void aRunWhoseStoreIsFullStandsStillAndGoesOnWhenThereIsRoom() throws Exception {
        var window = open(Fault.NO_ROOM, 1);
        Fx.on(() -> window.fire("#run"));
        Fx.await(() -> isShown(window));
        assertThat(Fx.from(() -> told(window))).startsWith("The run stands still where it was. There is no room left.");
        assertThat(Fx.from(() -> ((Label) window.find(".run-state")).getText())).isEqualTo("The run stands still");
        assertThat(Fx.from(window::isOver)).as("another can be begun").isTrue();

        Fx.on(() -> press(window, "Try again"));
        Fx.await(() -> window.flow().canvas().getOverlay().run() == RunPhase.COMPLETED);
        assertThat(Fx.from(() -> isShown(window))).isFalse();
    }

    @Test
    void anotherRunCanBeBegunWhereOneStillStandsStill() throws Exception {
        var window = open(Fault.NO_ROOM, 1, 0);
        Fx.on(() -> window.fire("#run"));
        Fx.await(() -> isShown(window));
        Fx.on(() -> press(window, "Try again"));
        Fx.await(() -> isShown(window) && window.isOver());
        assertThat(Fx.from(() -> ((Label) window.find(".run-state")).getText())).isEqualTo("The run stands still");

        Fx.on(() -> window.fire("#run"));
        Fx.await(() -> window.flow().canvas().getOverlay().run() == RunPhase.COMPLETED);
    }

    @Test
    void aStoreThatFailsAtTheStartIsOpenedAnew() throws Exception {
        var window = open(Fault.NO_ROOM, 0);
        Fx.on(() -> window.fire("#run"));
        Fx.await(() -> isShown(window));
        assertThat(Fx.from(() -> told(window))).startsWith("There is no room left.");

        Fx.on(() -> press(window, "Try again"));
        Fx.await(() -> window.flow().canvas().getOverlay().run() == RunPhase.COMPLETED);
    }

    @Test
    void aRunThatABugStoppedIsSaidToStandStill() throws Exception {
        var window = open(Fault.OUT_OF_TURN, 1);
        Fx.on(() -> window.fire("#run"));
        Fx.await(() -> isShown(window));
        assertThat(Fx.from(() -> told(window))).contains("by a fault of Flowloom", "report");
    }

    @Test
    void aStartThatABugEndsIsToldAndAnotherCanBeBegun() throws Exception {
        var left = new ConcurrentLinkedQueue<>(List.of(new StackOverflowError("deep")));
        var window = TestWorkbench.in(folder.resolve("kept"),
                types -> new Engines(new StoreLocation.InMemory(), where -> {
                    var bug = left.poll();
                    if (bug != null) {
                        throw bug;
                    }
                    return Engine.open(where, Durability.POWER_SAFE, types);
                }));
        bench = window;
        window.open(STEP);
        Fx.on(() -> window.fire("#run"));
        Fx.await(() -> isShown(window));
        assertThat(Fx.from(() -> told(window))).startsWith("The run did not start:").contains("deep");
        assertThat(Fx.from(() -> ((Label) window.find(".run-state")).getText())).isEqualTo("Ready");

        Fx.on(() -> window.fire("#run"));
        Fx.await(() -> window.flow().canvas().getOverlay().run() == RunPhase.COMPLETED);
    }

    @Test
    void deadLettersThatCantBeReadAreToldInTheirWindowAndLookedForAgain() throws Exception {
        var left = new ConcurrentLinkedQueue<>(List.of(new StoreException(StoreException.Kind.LOCKED,
                "The store is open elsewhere.", "Close it there."),
                new StoreException(StoreException.Kind.LOCKED,
                        "The store is open elsewhere.", "Close it there.")));
        var window = TestWorkbench.in(folder.resolve("kept"),
                types -> new Engines(new StoreLocation.InMemory(), where -> {
                    var reason = left.poll();
                    if (reason != null) {
                        throw reason;
                    }
                    return Engine.open(where, Durability.POWER_SAFE, types);
                }));
        bench = window;
        window.open(STEP);
        Fx.on(() -> window.choose("Run", "Dead letters …"));
        Fx.await(() -> ((Label) inLetters("#letters-told")).getText()
                .equals("The store is open elsewhere. Close it there."));

        Fx.await(() -> {
            ((Button) inLetters("#letters-refresh")).fire();
            return left.isEmpty() && !inLetters("#letters-told").isVisible();
        });
    }

    private static javafx.scene.Node inLetters(String selector) {
        return Window.getWindows().stream().map(it -> it.getScene().lookup(selector)).filter(Objects::nonNull)
                .findFirst().orElseThrow();
    }

    private TestWorkbench open(Fault fault, int... appends) throws Exception {
        var made = TestWorkbench.in(folder.resolve("kept"), faulty(fault, appends));
        bench = made;
        made.open(STEP);
        return made;
    }

    /// Engines on what the memory keeps: the first ones opened take so many appends, those after them any number.
    private static Function<StepTypes, Engines> faulty(Fault fault, int... appends) {
        var memory = FaultyJournal.memory();
        var left = new ConcurrentLinkedQueue<>(Arrays.stream(appends).boxed().toList());
        return types -> new Engines(new StoreLocation.InMemory(), _ -> new Engine(FaultyJournal.of(memory, fault,
                Objects.requireNonNullElse(left.poll(), Integer.MAX_VALUE)), types, EngineSettings.DEFAULT));
    }

    private static boolean isShown(TestWorkbench window) {
        return window.flow().banners().lookup("#banner-run") != null;
    }

    private static String told(TestWorkbench window) {
        return ((Label) window.flow().banners().lookup("#banner-run .banner-text")).getText();
    }

    private static void press(TestWorkbench window, String label) {
        window.flow().banners().lookupAll(".button").stream().map(Button.class::cast)
                .filter(button -> button.getText().equals(label)).findFirst().orElseThrow().fire();
    }
}
