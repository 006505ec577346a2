package dev.flowloom.cli;

import java.io.IOException;
import java.nio.file.Path;

import dev.flowloom.model.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// What only shows between processes: one that ends too early, and two that want the same store.
class ProcessesTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void whatAKilledProcessLeftIsFinishedByResume() throws IOException, InterruptedException {
        try (var server = new SlowServer(); var child = run(server)) {
            server.awaitRequest();
            child.kill();
            server.answer();

            var resumed = Ran.command("resume", "--store", store());

            assertThat(resumed.exitCode()).describedAs(resumed.err()).isZero();
            assertThat(resumed.json().get("status")).isEqualTo(Json.of("completed"));
        }
    }

    @Test
    void whatAKilledProcessLeftCanBeCancelled() throws IOException, InterruptedException {
        try (var server = new SlowServer(); var child = run(server)) {
            server.awaitRequest();
            child.kill();

            var line = Ran.command("runs", "--store", store()).out().lines().toList().getLast();
            var run = line.substring(0, line.indexOf(' '));
            var cancelled = Ran.command("cancel", run, "--reason", "too late", "--store", store());

            assertThat(cancelled.exitCode()).describedAs(cancelled.err()).isZero();
            assertThat(cancelled.json().get("status")).isEqualTo(Json.of("cancelled"));
            assertThat(cancelled.json().get("reason")).isEqualTo(Json.of("too late"));
            assertThat(cancelled.err()).contains("Ask: cancelled", "Cancelled after");
            assertThat(Ran.command("cancel", run, "--store", store()).err()).contains("it was cancelled");
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Java can't ask a process to end there, only end it")
    void anInterruptedProcessSaysHowToGoOn() throws IOException, InterruptedException {
        try (var server = new SlowServer(); var child = run(server)) {
            server.awaitRequest();
            child.interrupt();
            var ran = child.await();
            server.answer();

            assertThat(ran.out()).isEmpty();
            assertThat(ran.err()).containsPattern("To go on with it: flowloom resume --store \\S+ \\w+")
                    .doesNotContain("\tat ", "failed");
            assertThat(Ran.command("resume", "--store", store()).exitCode()).isZero();
        }
    }

    @Test
    void aSecondProcessOnTheSameStoreIsToldSo() throws IOException, InterruptedException {
        try (var server = new SlowServer(); var child = run(server)) {
            server.awaitRequest();

            var second = Ran.command("runs", "--store", store());

            assertThat(second.exitCode()).isEqualTo(3);
            assertThat(second.err()).hasLineCount(1).contains("another program", "Close that program", "--store");
            server.answer();
            assertThat(child.await().exitCode()).isZero();
        }
    }

    @Test
    void whatLibrariesPrintDoesNotGetIntoTheResult() throws IOException, InterruptedException {
        var flow = Flows.file(folder, "calling.flow.json", Flows.CALLING_NONE);
        var input = Flows.file(folder, "ada.json", "{\"name\": \"Ada\"}");
        try (var child = ChildProcess.command("run", flow, "--input", input, "--store", store())) {
            var ran = child.await();

            assertThat(ran.exitCode()).describedAs(ran.err()).isEqualTo(1);
            assertThat(ran.out()).startsWith("{");
            assertThat(ran.json().get("status")).isEqualTo(Json.of("failed"));
        }
    }

    private ChildProcess run(SlowServer server) throws IOException {
        return ChildProcess.command("run", Flows.file(folder, "asking.flow.json", Flows.asking(server.url())),
                "--store", store());
    }

    private String store() {
        return folder.resolve("store").toString();
    }
}
