package dev.flowloom.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.flowloom.journal.Durability;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.json.DefinitionReader;
import dev.flowloom.library.FolderLibrary;
import dev.flowloom.model.Json;
import dev.flowloom.run.Event;
import dev.flowloom.run.RunId;
import dev.flowloom.runtime.Engine;
import dev.flowloom.runtime.NoSuchRunException;
import dev.flowloom.step.StepTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// What is told of runs that others called, and of those that called them.
@Timeout(120)
class CalledRunsTest {
    private static final String WAITING = """
            {"flowloom": 1, "id": "waiting",
             "nodes": {"s": {"kind": "start"}, "e": {"kind": "end"},
               "paid": {"kind": "receive", "message": "paid", "key": "7"}},
             "wires": {"a": {"kind": "sequence", "from": "s", "to": "paid"},
               "b": {"kind": "sequence", "from": "paid", "to": "e"}}}
            """;

    @TempDir
    private Path folder = Path.of("");

    private static String calling(String id, String called) {
        return """
                {"flowloom": 1, "id": "%s",
                 "nodes": {"s": {"kind": "start"}, "e": {"kind": "end"},
                   "call": {"kind": "subflow", "name": "Have it done", "flow": "%s", "input": "7"}},
                 "wires": {"a": {"kind": "sequence", "from": "s", "to": "call"},
                   "b": {"kind": "sequence", "from": "call", "to": "e"}}}
                """.formatted(id, called);
    }

    private Ran command(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--store", folder.resolve("store").toString()));
        return Ran.command(all.toArray(String[]::new));
    }

    @Test
    void whatACalledRunCouldNotUndoIsToldByItsCaller() {
        Flows.file(folder, "saga.flow.json", Flows.SAGA.replace("\"settings\": {\"value\": \"free\"}",
                "\"settings\": {\"value\": \"{{ $error('No.') }}\"}"));
        Flows.file(folder, "middle.flow.json", calling("middle", "saga"));
        var ran = command("run", Flows.file(folder, "outer.flow.json", calling("outer", "middle")));

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).containsPattern("The run [\\w.]+, called by Have it done, did not undo all it did. "
                + "Failed after .*\\R"
                + "The run [\\w.]+, called by Have it done, did not undo all it did. Failed after .*declined\\. "
                + "\\(card\\.declined\\) Not all of what had been done could be undone\\. Stays done: Book\\.");
    }

    @Test
    void ofACalledRunThatUndidAllNothingIsTold() {
        Flows.file(folder, "saga.flow.json", Flows.SAGA);
        var ran = command("run", Flows.file(folder, "outer.flow.json", calling("outer", "saga")));

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).doesNotContain("did not undo all");
    }

    /// A run that called one that waits, and that nobody goes on with.
    private RunId[] waiting() throws InterruptedException {
        var called = Flows.file(folder, "waiting.flow.json", WAITING);
        var read = DefinitionReader.read(calling("outer", "waiting").getBytes(StandardCharsets.UTF_8));
        try (var types = StepTypes.installed();
                var engine = Engine.open(new StoreLocation.OnDisk(folder.resolve("store")), Durability.KILL_SAFE,
                        types)) {
            var run = engine.start(Objects.requireNonNull(read.diagram()).flow(),
                    FolderLibrary.beside(Path.of(called)), Json.NULL, null).run();
            while (true) {
                for (var other : engine.unfinished()) {
                    if (!other.equals(run) && isWaiting(engine, other)) {
                        return new RunId[]{run, other};
                    }
                }
                Thread.sleep(5);
            }
        }
    }

    private static boolean isWaiting(Engine engine, RunId run) {
        try {
            return engine.history(run).stream()
                    .anyMatch(each -> each.event() instanceof Event.ReceiveStarted);
        } catch (NoSuchRunException _) {
            return false;
        }
    }

    @Test
    void whoGoesOnWithACalledRunAloneIsToldHowItsCallerDoes() throws InterruptedException {
        for (var name : List.of("cancel", "jump", "unpause", "resume")) {
            var runs = waiting();
            var called = runs[1].value();
            if (name.equals("unpause")) {
                command("pause", called);
            }
            if (name.equals("unpause") || name.equals("resume")) {
                command("send", "paid", "--key", "7");
            }
            var ran = name.equals("jump") ? command(name, called, "e") : command(name, called);

            var store = folder.resolve("store").toString();
            assertThat(ran.exitCode()).as(ran.err()).isZero();
            assertThat(ran.err()).contains("The run %s, for which that was done, stands until it is gone on with: "
                    .formatted(runs[0]) + "flowloom resume --store %s %s".formatted(Shell.quoted(store), runs[0]));
            assertThat(command("resume", runs[0].value()).err()).doesNotContain("for which that was done");
        }
    }
}
