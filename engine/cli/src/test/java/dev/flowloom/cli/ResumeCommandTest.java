package dev.flowloom.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;

import dev.flowloom.journal.Durability;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.json.DefinitionReader;
import dev.flowloom.model.Json;
import dev.flowloom.run.RunId;
import dev.flowloom.runtime.Engine;
import dev.flowloom.runtime.EngineSettings;
import dev.flowloom.step.StepTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import static org.assertj.core.api.Assertions.assertThat;

/// `resume` on a store with several runs.
@Execution(ExecutionMode.CONCURRENT)
@Timeout(60)
class ResumeCommandTest {
    /// Waits for as many seconds as its input says.
    private static final String PATIENT = """
            {
              "flowloom": 1,
              "id": "patient",
              "name": "Patient",
              "nodes": {
                "done": {"kind": "end"},
                "start": {"kind": "start"},
                "wait": {"kind": "wait", "for": "{{ 'PT' & $string(input) & 'S' }}"}
              },
              "wires": {
                "w1": {"kind": "sequence", "from": "start", "to": "wait"},
                "w2": {"kind": "sequence", "from": "wait", "to": "done"}
              }
            }
            """;

    @TempDir
    private Path folder = Path.of("");

    private static RunId start(Engine engine, int seconds) {
        return start(engine, seconds, PATIENT);
    }

    private static RunId start(Engine engine, int seconds, String flow) {
        var read = DefinitionReader.read(flow.getBytes(StandardCharsets.UTF_8));
        return engine.start(Objects.requireNonNull(read.diagram()).flow(), Json.of(seconds), null).run();
    }

    /// Nothing becomes due before the command goes on with it.
    private static EngineSettings standingStill() {
        return EngineSettings.DEFAULT.withClock(InstantSource.fixed(Instant.now()), Duration.ofSeconds(1));
    }

    @Test
    void thatARunFailedIsNotHiddenByOneThatIsPaused() {
        var store = folder.resolve("store");
        try (var types = StepTypes.installed();
                var engine = Engine.open(new StoreLocation.OnDisk(store), Durability.KILL_SAFE, types,
                        standingStill())) {
            engine.pause(start(engine, 1), "Kim", "later");
            start(engine, 1, PATIENT.replace("{\"kind\": \"end\"}",
                    "{\"kind\": \"end\", \"error\": {\"code\": \"late\", \"message\": \"Late.\"}}"));
        }

        var ran = Ran.command("resume", "--store", store.toString());

        assertThat(ran.err()).contains("is paused");
        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(ExitCode.FLOW_FAILED);
    }

    @Test
    void tellsEachRunWhenItEndsWhateverWasStartedFirst() {
        RunId longest;
        RunId shortest;
        var store = folder.resolve("store");
        try (var types = StepTypes.installed();
                var engine = Engine.open(new StoreLocation.OnDisk(store), Durability.KILL_SAFE, types,
                        standingStill())) {
            longest = start(engine, 6);
            shortest = start(engine, 1);
        }

        var ran = Ran.command("resume", "--store", store.toString());

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out().lines()).hasSize(2)
                .first().asString().contains(shortest.value());
        assertThat(ran.out().lines()).last().asString().contains(longest.value());
        assertThat(ran.err()).contains("2 runs go on.");
    }
}
