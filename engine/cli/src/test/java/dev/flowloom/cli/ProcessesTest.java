package dev.flowloom.cli;

import java.io.IOException;
import java.nio.file.Path;

import dev.flowloom.model.Json;
import dev.flowloom.runtime.ThisUser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import static org.assertj.core.api.Assertions.assertThat;

/// What only shows between processes: one that ends too early, and two that want the same store.
@Execution(ExecutionMode.CONCURRENT)
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

            var run = lastRun();
            var cancelled = Ran.command("cancel", run, "--reason", "too late", "--store", store());

            assertThat(cancelled.exitCode()).describedAs(cancelled.err()).isZero();
            assertThat(cancelled.json().get("status")).isEqualTo(Json.of("cancelled"));
            assertThat(cancelled.json().get("reason")).isEqualTo(Json.of("too late"));
            assertThat(cancelled.err()).contains("Ask: cut off at work", "Cancelled after");
            assertThat(Ran.command("cancel", run, "--store", store()).err()).contains("it was cancelled");
        }
    }

    @Test
    void whatAKilledProcessLeftStaysPausedUntilItIsUnpaused() throws IOException, InterruptedException {
        try (var server = new SlowServer(); var child = run(server)) {
            server.awaitRequest();
            child.kill();
            server.answer();
            var run = lastRun();

            var paused = Ran.command("pause", run, "--reason", "lunch", "--store", store());
            assertThat(paused.exitCode()).describedAs(paused.err()).isZero();
            assertThat(paused.err()).contains("is paused. To go on with it: flowloom unpause --store", run);
            assertThat(Ran.command("pause", run, "--store", store()).err()).contains("is paused already");
            assertThat(Ran.command("runs", "--store", store()).out()).contains(run + "  paused");
            assertThat(Ran.command("show", run, "--store", store()).out()).contains("run.paused",
                    "by %s: lunch".formatted(ThisUser.name()));

            var all = Ran.command("resume", "--store", store());
            assertThat(all.exitCode()).as("as if it were named").isEqualTo(2);
            assertThat(all.out()).isEmpty();
            assertThat(all.err()).contains(run + " is paused, and stays so", "flowloom unpause --store");
            var one = Ran.command("resume", run, "--store", store());
            assertThat(one.exitCode()).isEqualTo(2);
            assertThat(one.err()).contains("is paused, and stays so");

            var unpaused = Ran.command("unpause", run, "--store", store());
            assertThat(unpaused.exitCode()).describedAs(unpaused.err()).isZero();
            assertThat(unpaused.json().get("status")).isEqualTo(Json.of("completed"));
            assertThat(unpaused.err()).contains("was paused: lunch", "Goes on.");
        }
    }

    @Test
    void whatAKilledProcessLeftIsCancelledWithoutUndoingIt() throws IOException, InterruptedException {
        try (var server = new SlowServer(); var child = run(Flows.booking(server.url()))) {
            server.awaitRequest();
            child.kill();
            var run = lastRun();
            var refused = Ran.command("unpause", run, "--store", store());
            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.err()).contains("is not paused. To go on with it: flowloom resume --store");

            var cancelled = Ran.command("cancel", run, "--no-undo", "--store", store());
            assertThat(cancelled.exitCode()).describedAs(cancelled.err()).isZero();
            assertThat(cancelled.json().get("compensation")).isEqualTo(Json.of("withheld"));
            assertThat(cancelled.err()).contains("What it had done was not undone, as was wanted.",
                    "Not undone, in the order in which it was done: Book.").doesNotContain("Unbook", "damaged");
            assertThat(Ran.command("pause", run, "--store", store()).err()).contains("over already: it was cancelled");
            assertThat(Ran.command("unpause", run, "--store", store()).err())
                    .contains("over already: it was cancelled");
        }
    }

    private String lastRun() {
        var line = Ran.command("runs", "--store", store()).out().lines().toList().getLast();
        return line.substring(0, line.indexOf(' '));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Java can't ask a process to end there, only end it")
    void anInterruptedProcessSaysHowToGoOn() throws IOException, InterruptedException {
        try (var server = new SlowServer(); var child = run(server)) {
            server.awaitRequest();
            child.interrupt();
            var ran = child.await();
            server.answer();

            assertThat(ran.exitCode()).isEqualTo(143);
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
            assertThat(second.err()).hasLineCount(1).contains("another program", "Close that program")
                    .doesNotContain("--store");
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
        return run(Flows.asking(server.url()));
    }

    private ChildProcess run(String flow) throws IOException {
        return ChildProcess.command("run", Flows.file(folder, "asking.flow.json", flow), "--store", store());
    }

    private String store() {
        return folder.resolve("store").toString();
    }
}
