package dev.flowloom.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import dev.flowloom.journal.Durability;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.json.DefinitionReader;
import dev.flowloom.model.Flow;
import dev.flowloom.model.FlowLibrary;
import dev.flowloom.model.FlowReference;
import dev.flowloom.model.Json;
import dev.flowloom.run.RunId;
import dev.flowloom.runtime.Engine;
import dev.flowloom.runtime.OpenApproval;
import dev.flowloom.step.StepTypes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/// What is told of runs that wait, wherever in them that is.
@Timeout(60)
class WaitsToldTest {
    private static final String ASKING = """
            {
              "flowloom": 1, "id": "asking", "name": "Asking",
              "nodes": {
                "ask": {"kind": "approval", "name": "Pay?", "question": "Pay?", "who": "Kim"},
                "no": {"kind": "end"}, "start": {"kind": "start"}, "yes": {"kind": "end"}
              },
              "wires": {
                "w1": {"kind": "sequence", "from": "start", "to": "ask"},
                "w2": {"kind": "sequence", "from": "ask", "branch": "approved", "to": "yes"},
                "w3": {"kind": "sequence", "from": "ask", "branch": "rejected", "to": "no"}
              }
            }
            """;

    private static final String CALLING = """
            {
              "flowloom": 1, "id": "calling", "name": "Calling",
              "nodes": {
                "all": {"kind": "scope", "name": "All of it",
                  "nodes": {
                    "call": {"kind": "subflow", "name": "Have it paid", "flow": "asking", "input": 1},
                    "in": {"kind": "start"}, "out": {"kind": "end"}
                  },
                  "wires": {
                    "v1": {"kind": "sequence", "from": "in", "to": "call"},
                    "v2": {"kind": "sequence", "from": "call", "to": "out"}
                  }},
                "done": {"kind": "end"}, "start": {"kind": "start"}
              },
              "wires": {
                "w1": {"kind": "sequence", "from": "start", "to": "all"},
                "w2": {"kind": "sequence", "from": "all", "to": "done"}
              }
            }
            """;

    @TempDir
    private Path folder = Path.of("");
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Console console = new Console(new ByteArrayInputStream(new byte[0]),
            new PrintStream(new ByteArrayOutputStream(), true, UTF_8), new PrintStream(err, true, UTF_8), false, 80,
            false);

    private static Flow flow(String text) {
        var read = DefinitionReader.read(text.getBytes(UTF_8));
        return Objects.requireNonNull(read.diagram(), () -> read.problems().toString()).flow();
    }

    /// A loop over a source with what is in it, which starts by `in` and ends by `out`.
    private String looping(int rows, String nodes, String wires) throws Exception {
        var file = folder.resolve("rows.csv");
        Files.writeString(file, "id\n" + "1\n".repeat(rows));
        return """
                {
                  "flowloom": 1, "id": "looping", "name": "Looping",
                  "nodes": {
                    "each": {"kind": "loop", "name": "Each", "source": "csv.rows", "settings": {"file": "%s"},
                      "concurrency": 20, "nodes": {%s}, "wires": {%s}},
                    "done": {"kind": "end"}, "start": {"kind": "start"}
                  },
                  "wires": {
                    "w1": {"kind": "sequence", "from": "start", "to": "each"},
                    "w2": {"kind": "sequence", "from": "each", "to": "done"}
                  }
                }
                """.formatted(file.toString().replace("\\", "\\\\"), nodes, wires);
    }

    private String receiving(int rows) throws Exception {
        return looping(rows, """
                "in": {"kind": "start"}, "out": {"kind": "end"},
                "paid": {"kind": "receive", "name": "Paid?", "message": "paid it", "key": "7"}
                """, """
                "v1": {"kind": "sequence", "from": "in", "to": "paid"},
                "v2": {"kind": "sequence", "from": "paid", "to": "out"}
                """);
    }

    private interface Answering {
        void answer(Engine engine, RunId run) throws Exception;
    }

    /// What is told of a run on a disk, which is answered when all this is told of it.
    private String told(String flow, FlowLibrary library, List<String> expected, Answering answering) throws Exception {
        try (var types = StepTypes.installed();
                var engine = Engine.open(new StoreLocation.InMemory(), Durability.KILL_SAFE, types)) {
            var run = engine.start(flow(flow), library, Json.Obj.EMPTY, null).run();
            var attendance = new Attendance(console, engine, command -> "flowloom " + command, new HowToAnswer(
                    new StoreLocation.OnDisk(folder.resolve("store").toAbsolutePath()), "flowloom", " --store my"));
            var attending = Thread.ofVirtual().start(() -> attendance.attend(run));
            while (!expected.stream().allMatch(err.toString(UTF_8)::contains)) {
                assertThat(attending.isAlive()).as(() -> err.toString(UTF_8)).isTrue();
                Thread.sleep(10);
            }
            answering.answer(engine, run);
            attending.join();
            return err.toString(UTF_8);
        }
    }

    private static void approve(Engine engine) {
        asked(engine).forEach(asked -> engine.answer(asked.run(), asked.visit(), "Kim", true, ""));
    }

    @Test
    void aQuestionIsToldWithTheCommandThatAnswersIt() throws Exception {
        var told = told(ASKING, FlowLibrary.EMPTY, List.of("flowloom approve"), (engine, _) -> approve(engine));
        assertThat(told).containsPattern("  Pay\\?: waiting, for the answer of Kim to: Pay\\?\\R"
                + "    It is answered after Ctrl\\+C, which leaves the run to be resumed: "
                + "flowloom approve --store my \\w+ ask \\(or reject\\)\\R");
    }

    @Test
    void aQuestionOfACalledRunIsToldWithTheWayToIt() throws Exception {
        var library = new FlowLibrary() {
            @Override
            public @Nullable Flow find(FlowReference reference) {
                return reference.flow().equals("asking") ? flow(ASKING) : null;
            }

            @Override
            public List<String> ids() {
                return List.of("asking");
            }
        };
        var called = new String[1];
        var told = told(CALLING, library, List.of("flowloom approve"), (engine, run) -> {
            called[0] = asked(engine).getFirst().run().value();
            approve(engine);
        });
        assertThat(told).contains("  All of it › Have it paid › Pay?: waiting, for the answer of Kim to: Pay?",
                "flowloom approve --store my " + called[0] + " ask (or reject)");
    }

    @Test
    void aMessageThatALoopOverASourceWaitsForIsTold() throws Exception {
        var told = told(receiving(2), FlowLibrary.EMPTY, List.of("flowloom send"), (engine, _) -> {
            engine.send("paid it", "7", Json.NULL, null);
            engine.send("paid it", "7", Json.NULL, null);
        });
        assertThat(told).contains("  Each › Paid?: waiting, for the message paid it with the key 7",
                "flowloom send --store my 'paid it' --key 7 --data JSON");
    }

    @Test
    void ofManyThatWaitOnlyTheFirstAreTold() throws Exception {
        var told = told(receiving(15), FlowLibrary.EMPTY, List.of("More is waited for"), (engine, run) -> engine
                .cancel(run, "me", "enough"));
        assertThat(told.lines().filter(line -> line.contains("Each › Paid?"))).hasSize(10);
    }

    @Test
    void aLongWaitInALoopOverASourceIsToldAndAShortOneIsNot() throws Exception {
        var waiting = looping(1, """
                "in": {"kind": "start"}, "out": {"kind": "end"},
                "short": {"kind": "wait", "for": "PT0.1S"}, "long": {"kind": "wait", "for": "PT2H"}
                """, """
                "v1": {"kind": "sequence", "from": "in", "to": "short"},
                "v2": {"kind": "sequence", "from": "short", "to": "long"},
                "v3": {"kind": "sequence", "from": "long", "to": "out"}
                """);
        var told = told(waiting, FlowLibrary.EMPTY, List.of("Each › long: waiting, for 2 h"),
                (engine, run) -> engine.cancel(run, "me", "enough"));
        assertThat(told).doesNotContain("Each › short");
    }

    @Test
    void whatCanBeAnsweredInAnotherTerminalIsSaidSo() {
        var answers = new HowToAnswer(StoreLocation.parse("jdbc:postgresql://host/db"), "flowloom",
                " --store jdbc:postgresql://host/db");
        assertThat(answers.message(new RunId("r1"), "paid", "it's 7"))
                .isEqualTo("It is sent in another terminal: flowloom send --store jdbc:postgresql://host/db paid "
                        + "--key 'it'\\''s 7' --data JSON");
        assertThat(new HowToAnswer(new StoreLocation.InMemory(), "flowloom", "").message(new RunId("r1"), "a", "b"))
                .isEmpty();
    }

    private static List<OpenApproval> asked(Engine engine) {
        return engine.unfinished().stream().flatMap(run -> engine.approvals(run).stream()).toList();
    }
}
