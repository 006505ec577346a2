package dev.flowloom.main;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javafx.scene.control.Button;
import javafx.scene.control.Label;

import dev.flowloom.document.Diagrams;
import dev.flowloom.journal.Journal;
import dev.flowloom.journal.RunSummary;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.main.FaultyJournal.Fault;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.overlay.RunPhase;
import dev.flowloom.run.RunId;
import dev.flowloom.runtime.Engine;
import dev.flowloom.runtime.EngineSettings;
import dev.flowloom.step.StepTypes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// Runs that nobody looks at are told of, and can be stopped.
final class RunsGoOnTest {
    private static final Diagram WAITING = Diagrams.empty().start(0, 12).end("end", 400, 12)
            .node(new Node.Wait(new NodeId("wait"), "Wait", "PT10M", Json.Obj.EMPTY), 100, 0)
            .chain("start", "wait", "end").diagram();

    private final Journal memory = FaultyJournal.memory();
    private final TestWorkbench bench;

    RunsGoOnTest(@TempDir Path folder) throws Exception {
        bench = TestWorkbench.in(folder, types -> new Engines(new StoreLocation.InMemory(), _ -> engine(types)));
    }

    private Engine engine(StepTypes types) {
        return new Engine(FaultyJournal.of(memory, Fault.NO_ROOM, Integer.MAX_VALUE), types, EngineSettings.DEFAULT);
    }

    @BeforeEach
    void open() throws Exception {
        bench.open(WAITING);
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    @Test
    void aRunWhoseFlowIsClosedIsToldOfUntilItIsOver() throws Exception {
        Fx.on(() -> bench.fire("#run"));
        Fx.await(() -> bench.flow().canvas().getOverlay().run() == RunPhase.RUNNING);
        Fx.on(() -> bench.window().flows().closeFront());
        assertThat(told()).containsExactly("The run of “Test” goes on, though it is no longer shown.");
        assertThat(memory.unfinished()).hasSize(1);

        Fx.on(() -> press("Stop it"));
        Fx.await(() -> memory.unfinished().isEmpty());
    }

    @Test
    void theNoticeGoesWhenTheRunIsOver() throws Exception {
        Fx.on(() -> bench.fire("#run"));
        Fx.await(() -> bench.flow().canvas().getOverlay().run() == RunPhase.RUNNING);
        Fx.on(() -> bench.flow().running().stop());
        Fx.on(() -> bench.window().flows().closeFront());
        Fx.await(() -> told().isEmpty());
        assertThat(memory.unfinished()).isEmpty();
    }

    @Test
    void runsThatAnEarlierProcessLeftAreToldOfAndCanBeStoppedWithoutTheNewOne() throws Exception {
        var left = leave(2);
        Fx.on(() -> bench.fire("#run"));
        Fx.await(() -> told().size() == 1 && bench.flow().canvas().getOverlay().run() == RunPhase.RUNNING);
        assertThat(told()).containsExactly("2 runs that were left unfinished go on as well: Test.");

        Fx.on(() -> press("Stop them"));
        Fx.await(() -> memory.unfinished().size() == 1);
        assertThat(memory.unfinished()).doesNotContainAnyElementsOf(left);
    }

    @Test
    void runsThatAnEarlierProcessLeftPausedStaySoUntilTheyAreUnpaused() throws Exception {
        var left = leave(1).getFirst();
        try (var types = StepTypes.installed(); var earlier = engine(types)) {
            earlier.pause(left, "a test", "lunch");
        }
        Fx.on(() -> bench.fire("#run"));
        Fx.await(() -> told().size() == 1 && bench.flow().canvas().getOverlay().run() == RunPhase.RUNNING);
        assertThat(told()).containsExactly("A run of “Test” that was left paused stays so.");
        assertThat(memory.find(left)).matches(RunSummary::isPaused);

        Fx.on(() -> press("Unpause it"));
        Fx.await(() -> !Objects.requireNonNull(memory.find(left)).isPaused());
        assertThat(memory.unfinished()).contains(left);
    }

    @Test
    void aPausedRunWhoseFlowIsClosedIsToldOfAndCanBeUnpaused() throws Exception {
        Fx.on(() -> bench.fire("#run"));
        Fx.await(() -> bench.flow().canvas().getOverlay().run() == RunPhase.RUNNING);
        Fx.on(() -> bench.fire("#pause"));
        Fx.await(() -> bench.flow().canvas().getOverlay().paused());
        Fx.on(() -> bench.window().flows().closeFront());
        assertThat(told()).containsExactly("The run of “Test” stays paused, though it is no longer shown.");
        var run = memory.unfinished().getFirst();

        Fx.on(() -> press("Unpause it"));
        Fx.await(() -> !Objects.requireNonNull(memory.find(run)).isPaused());
    }

    private List<RunId> leave(int runs) throws Exception {
        try (var types = StepTypes.installed(); var earlier = engine(types)) {
            for (int i = 0; i < runs; i++) {
                earlier.start(WAITING.flow(), Json.Obj.EMPTY, null);
            }
        }
        return memory.unfinished();
    }

    private List<String> told() {
        return Fx.from(() -> bench.flow().banners().lookupAll(".banner-text").stream().map(Label.class::cast)
                .map(Label::getText).toList());
    }

    private void press(String label) {
        bench.flow().banners().lookupAll(".button").stream().map(Button.class::cast)
                .filter(button -> button.getText().equals(label)).findFirst().orElseThrow().fire();
    }
}
