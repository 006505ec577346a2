package dev.flowloom.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;

import dev.flowloom.journal.Durability;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.json.DefinitionReader;
import dev.flowloom.model.Json;
import dev.flowloom.run.Event;
import dev.flowloom.run.RunId;
import dev.flowloom.runtime.Engine;
import dev.flowloom.runtime.EngineSettings;
import dev.flowloom.step.StepTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// `send`, `messages`, `approvals`, `approve` and `reject` on a store with a run that waits.
@Timeout(120)
class WaitingCommandsTest {
    @TempDir
    private Path folder = Path.of("");

    private String store() {
        return folder.resolve("store").toString();
    }

    private Ran command(String... arguments) {
        var all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--store";
        all[arguments.length + 1] = store();
        return Ran.command(all);
    }

    private Engine engine(StepTypes types) {
        return Engine.open(new StoreLocation.OnDisk(folder.resolve("store")), Durability.KILL_SAFE, types);
    }

    /// A run that waits for its message, and that nobody goes on with.
    private RunId waiting() throws InterruptedException {
        var read = DefinitionReader.read(Flows.WAITING.getBytes(StandardCharsets.UTF_8));
        try (var types = StepTypes.installed(); var engine = engine(types)) {
            var run = engine.start(Objects.requireNonNull(read.diagram()).flow(), Json.of("7"), null).run();
            await(engine, run, Event.ReceiveStarted.class);
            return run;
        }
    }

    /// One that waits for its answer.
    private RunId asking() throws InterruptedException {
        var run = waiting();
        try (var types = StepTypes.installed(); var engine = engine(types)) {
            engine.send("paid", "7", Json.Obj.of("sum", Json.of(12)), null);
            engine.resume();
            await(engine, run, Event.ApprovalRequested.class);
        }
        return run;
    }

    private static void await(Engine engine, RunId run, Class<? extends Event> type) throws InterruptedException {
        while (engine.history(run).stream().noneMatch(recorded -> type.isInstance(recorded.event()))) {
            Thread.sleep(5);
        }
    }

    @Test
    void theAnswerToAPausedRunIsKeptAndTheRunGoesOnWhenItIsUnpaused() throws InterruptedException {
        var run = asking().value();
        assertThat(command("pause", run).exitCode()).isZero();
        var approved = command("approve", run);
        assertThat(approved.exitCode()).describedAs(approved.err()).isZero();
        assertThat(approved.err()).contains("The answer is kept.", "is paused", "flowloom unpause");
        assertThat(command("approvals").out()).doesNotContain(run);
        assertThat(command("unpause", run).exitCode()).isZero();
    }

    @Test
    void aMessageIsKeptListedAndDropped() throws InterruptedException {
        waiting();
        var sent = command("send", "paid", "--key", "7", "--data", "{\"sum\": 12}", "--id", "m1");
        assertThat(sent.exitCode()).describedAs(sent.err()).isZero();
        assertThat(sent.json().get("sentBefore")).isEqualTo(Json.of(false));
        var number = Objects.requireNonNull(sent.json().get("message"));
        var again = command("send", "paid", "--key", "7", "--data", "{ \"sum\" : 12 }", "--id", "m1");
        assertThat(again.exitCode()).isZero();
        assertThat(again.json()).isEqualTo(Json.Obj.of("message", number).with("sentBefore", Json.of(true))
                .with("differs", Json.of(false)));
        assertThat(again.err()).contains("sent before").doesNotContain("other data");

        var listed = command("messages");
        assertThat(listed.out().lines()).hasSize(2).last().asString().contains("paid", "7", "m1", "{\"sum\":12}");
        var text = ((Json.Num) number).value().toPlainString();
        assertThat(command("messages", "--drop", text).exitCode()).isZero();
        assertThat(command("messages", "--drop", text).exitCode()).isEqualTo(2);
        assertThat(command("messages").err()).startsWith("No message is kept");
    }

    @Test
    void anotherMessageUnderAnIdThatIsTakenIsRefused() throws InterruptedException {
        waiting();
        command("send", "paid", "--key", "8", "--id", "m1");
        for (var other : List.of(command("send", "paid", "--key", "9", "--id", "m1"),
                command("send", "paid", "--key", "8", "--data", "1", "--id", "m1"))) {
            assertThat(other.exitCode()).isEqualTo(2);
            assertThat(other.err()).contains("with another key or other data. Nothing was changed.", "another --id");
        }
        assertThat(command("messages").out().lines()).hasSize(2);
    }

    @Test
    void nothingIsSentWhereThereIsNoStore() {
        var sent = command("send", "paid", "--key", "7");
        assertThat(sent.exitCode()).isEqualTo(2);
        assertThat(sent.err()).startsWith("There is no store ");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void theDataOfAMessageMayStandInAFile() throws InterruptedException {
        waiting();
        var file = Flows.file(folder, "paid.json", "{\"sum\": 12}");
        assertThat(command("send", "paid", "--key", "7", "--data", "@" + file).exitCode()).isZero();
        assertThat(command("messages").out()).contains("{\"sum\":12}");
    }

    @Test
    void aMessageThatCannotBeSentIsRefusedWithItsReason() throws InterruptedException {
        waiting();
        assertThat(command("send", "paid").err()).contains("--key");
        var broken = command("send", "paid", "--key", "7", "--data", "{\"sum\": }");
        assertThat(broken.exitCode()).isEqualTo(2);
        assertThat(broken.err()).contains("--data");
        var missing = command("send", "paid", "--key", "7", "--data", "@" + folder.resolve("none.json"));
        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(missing.err()).contains("none.json").contains("--data");
        var nameless = command("send", " ", "--key", "7");
        assertThat(nameless.exitCode()).isEqualTo(2);
        assertThat(nameless.err()).contains("name of a message");
    }

    @Test
    void whatWasSentIsReceivedWhenTheRunIsGoneOnWithAndAnAnswerEndsIt() throws Exception {
        var run = asking();
        var listed = command("approvals");
        assertThat(listed.out().lines()).hasSize(2).last().asString().startsWith(run.value()).contains("ask", "Kim",
                "Pay 12?");

        var approved = command("approve", run.value(), "--by", "Lee", "--comment", "Fine.");
        assertThat(approved.exitCode()).describedAs(approved.err()).isZero();
        assertThat(approved.json().get("output")).isEqualTo(Json.Obj.of("approved", Json.of(true))
                .with("by", Json.of("Lee")).with("comment", Json.of("Fine.")));
        assertThat(approved.err()).contains("Pay?: decided, → approved by Lee: Fine.");
        assertThat(command("approvals").err()).startsWith("No run");
        assertThat(command("show", run.value()).out()).contains("receive.started", "message paid, key 7",
                "message.received", "approval.requested", "of Kim: Pay 12?", "approved by Lee: Fine.");
    }

    @Test
    void whatWasToldBeforeIsNotToldAgain() throws Exception {
        var run = asking();
        var approved = command("approve", run.value(), "--by", "Lee");
        assertThat(approved.err().lines()).first().asString().isEqualTo(
                "Run %s of Waiting stood at Pay?, waiting for the answer of Kim to: Pay 12?.".formatted(run));
        assertThat(approved.err().lines().skip(1)).first().asString()
                .startsWith("  Pay?: decided, → approved by Lee");
        assertThat(approved.err()).doesNotContain("Paid?", "is answered after");
    }

    @Test
    void aRefusalGoesItsOwnWay() throws Exception {
        var run = asking();
        var rejected = command("reject", run.value(), "ask", "--by", "Lee", "--comment", "Too much.");
        assertThat(rejected.exitCode()).isEqualTo(1);
        assertThat(rejected.err()).contains("Lee: Too much. (refused)");
        var again = command("approve", run.value());
        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.err()).contains("asks nothing");
    }

    @Test
    void whatWouldBeGivenUpByAJumpIsSaidInWords() throws InterruptedException {
        var ran = command("jump", waiting().value(), "yes", "--dry-run");
        assertThat(ran.err().lines()).containsExactly("It would go on at yes.",
                "Given up, because it is under way: Paid?.");
        assertThat(ran.json().get("givenUp")).isEqualTo(Json.Arr.of(Json.of("paid")));
    }

    @Test
    void aRetryOfARunThatWasCutOffBeforeItHadDoneAnythingKeepsNothing() throws InterruptedException {
        var run = waiting().value();
        assertThat(command("cancel", run).exitCode()).isZero();

        var ran = command("retry", run, "--dry-run");
        assertThat(ran.err()).contains("Nothing is kept: all of it is done again.",
                "because it was cut off before it had ended: Paid?.");
        assertThat(ran.json().get("again")).isEqualTo(Json.Arr.of(Json.Obj.of("node", Json.of("paid"))
                .with("place", Json.of("paid#1")).with("why", Json.of("cut_off"))));
        assertThat(command("jump", run, "yes", "--dry-run").err())
                .contains("Nothing is under way that would be given up.");
    }

    /// One whose question nobody answered in time, and that nobody went on with since.
    private RunId overdue() throws InterruptedException {
        var flow = """
                {"flowloom": 1, "id": "asking",
                 "nodes": {"s": {"kind": "start"}, "yes": {"kind": "end"},
                   "ask": {"kind": "approval", "question": "Pay?", "timeout": "PT1M"}},
                 "wires": {"a": {"kind": "sequence", "from": "s", "to": "ask"},
                   "b": {"kind": "sequence", "from": "ask", "branch": "approved", "to": "yes"},
                   "c": {"kind": "sequence", "from": "ask", "branch": "rejected", "to": "yes"}}}
                """;
        var read = DefinitionReader.read(flow.getBytes(StandardCharsets.UTF_8));
        var anHourAgo = EngineSettings.DEFAULT
                .withClock(InstantSource.fixed(Instant.now().minus(Duration.ofHours(1))), Duration.ofSeconds(1));
        try (var types = StepTypes.installed();
                var engine = Engine.open(new StoreLocation.OnDisk(folder.resolve("store")), Durability.KILL_SAFE, types,
                        anHourAgo)) {
            var run = engine.start(Objects.requireNonNull(read.diagram()).flow(), Json.NULL, null).run();
            await(engine, run, Event.ApprovalRequested.class);
            return run;
        }
    }

    @Test
    void aQuestionWhoseDeadlineHasPassedIsMarkedAndItsAnswerIsToldToBeLate() throws InterruptedException {
        asking();
        assertThat(command("approvals").out()).doesNotContain("(passed)");
        assertThat(command("approvals").err()).isEmpty();
        var run = overdue();

        var listed = command("approvals");
        assertThat(listed.out()).contains(" (passed)");
        assertThat(listed.err()).contains("Where the deadline has passed", "\"resume\"");
        var answered = command("approve", run.value());
        assertThat(answered.exitCode()).isEqualTo(ExitCode.INPUT_WRONG);
        assertThat(answered.err()).contains("The deadline for the answer passed at 20",
                "flowloom resume --store " + store() + " " + run);
    }

    @Test
    void theQuestionsOfOthersAreListedWhereOneRunIsDamaged() throws Exception {
        var damaged = asking();
        var sound = asking();
        try (var connection = DriverManager.getConnection("jdbc:h2:file:" + store(), "flowloom", "");
                var update = connection.prepareStatement("UPDATE batch SET checksum = checksum + 1 WHERE first > 1"
                        + " AND run = (SELECT number FROM run WHERE id = ?)")) {
            update.setString(1, damaged.value());
            update.executeUpdate();
        }

        var listed = command("approvals");
        assertThat(listed.exitCode()).isZero();
        assertThat(listed.out()).contains(sound.value()).doesNotContain(damaged.value());
        assertThat(listed.err()).contains(damaged.value(), "damaged");
    }

    /// A loop that asks of two items at a time.
    private static final String ASKING_TWICE = """
            {
              "flowloom": 1,
              "id": "twice",
              "nodes": {
                "each": {"kind": "loop", "forEach": "[1, 2]", "concurrency": 2,
                  "nodes": {
                    "ask": {"kind": "approval", "question": "Pay {{ data }}?"},
                    "in": {"kind": "start"},
                    "no": {"kind": "end"},
                    "yes": {"kind": "end"}
                  },
                  "wires": {
                    "l1": {"kind": "sequence", "from": "in", "to": "ask"},
                    "l2": {"kind": "sequence", "from": "ask", "branch": "approved", "to": "yes"},
                    "l3": {"kind": "sequence", "from": "ask", "branch": "rejected", "to": "no"}
                  }
                },
                "end": {"kind": "end"},
                "start": {"kind": "start"}
              },
              "wires": {
                "w1": {"kind": "sequence", "from": "start", "to": "each"},
                "w2": {"kind": "sequence", "from": "each", "to": "end"}
              }
            }
            """;

    @Test
    void ofSeveralQuestionsOfALoopTheOneThatIsMeantIsAnswered() throws Exception {
        var read = DefinitionReader.read(ASKING_TWICE.getBytes(StandardCharsets.UTF_8));
        RunId run;
        try (var types = StepTypes.installed(); var engine = engine(types)) {
            run = engine
                    .start(Objects.requireNonNull(read.diagram(), read.problems().toString()).flow(), Json.NULL, null)
                    .run();
            while (engine.approvals(run).size() < 2) {
                Thread.sleep(5);
            }
        }
        var second = command("approvals").out().lines().filter(line -> line.contains("Pay 2?")).findFirst()
                .orElseThrow()
                .split(" +", -1)[1];
        assertThat(second).startsWith("ask#");

        var refused = command("approve", run.value(), "ask");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.INPUT_WRONG);
        assertThat(refused.err()).contains("asks more than one thing at ask. Say which: ask#", second);
        try (var types = StepTypes.installed(); var engine = engine(types)) {
            assertThat(engine.approvals(run)).hasSize(2);
            var meant = engine.approvals(run).stream().filter(asked -> second.equals("ask#" + asked.visit().number()));
            assertThat(meant).singleElement().extracting(asked -> asked.question()).isEqualTo("Pay 2?");
        }
    }

    @Test
    void whatARunDoesNotAskIsNotAnswered() throws Exception {
        var run = waiting();
        var ran = command("approve", run.value(), "nowhere");
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("asks nothing at nowhere").contains("approvals");
        assertThat(command("reject", "nothing").err()).startsWith("There is no run nothing");
    }
}
