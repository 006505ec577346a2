package dev.flowloom.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.flowloom.model.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RunCommandTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void aCompletedRunGivesItsOutputAndNothingElseOnStandardOutput() {
        var ran = run(Flows.GREETING, "{\"name\": \"Ada\"}");

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.json().get("status")).isEqualTo(Json.of("completed"));
        assertThat(ran.json().get("output")).isEqualTo(Json.Obj.of("greeting", Json.of("Hello, Ada!")));
        assertThat(ran.err()).contains("Greet: running", "Greet: done in", "Completed in");
    }

    @Test
    void aFailedRunGivesItsErrorAndHowFarItWasUndone() {
        var ran = run(Flows.SAGA, "{}");

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.json().get("status")).isEqualTo(Json.of("failed"));
        assertThat(ran.json().get("compensation")).isEqualTo(Json.of("complete"));
        assertThat(ran.json().get("error")).isEqualTo(Json.Obj.of("code", Json.of("card.declined"))
                .with("message", Json.of("The card was declined."))
                .with("severity", Json.of("critical"))
                .with("node", Json.of("pay"))
                .with("details", Json.Obj.EMPTY));
        assertThat(ran.err()).contains("Book: undone");
    }

    @Test
    void aLoopOverALongListTellsItsNumberAndNotEachItem() {
        var ran = run(Flows.eachOf(2_000), "{}");

        assertThat(ran.json().get("output")).isEqualTo(Json.of(2_000));
        assertThat(ran.err()).contains("Double them: running, 1,000 done", "Double them: done in")
                .doesNotContain("Double it");
        assertThat(ran.err().lines().count()).isLessThan(30);
        assertThat(run(Flows.eachOf(2), "{}").err()).contains("Double them: running, time 2", "Double it: done in");
    }

    @Test
    void aLongLoopWithBatchesTellsTheirNumber() {
        var ran = run(Flows.eachOf(2_000).replace("\"forEach\":", "\"batch\": 10, \"forEach\":").replace(" * 2", ""),
                "{}");

        assertThat(ran.err()).contains("Double them: running, 200 batches done");
    }

    @Test
    void anInputThatDoesNotFitIsRefusedBeforeAnythingRuns() {
        var ran = run(Flows.GREETING, "{\"name\": 7}");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("name");
        assertThat(Ran.command("runs", "--store", store()).err()).startsWith("There is no store");
    }

    @Test
    void whereAnInputIsNeededAndNoneIsGivenThatIsSaid() {
        var ran = Ran.command("run", Flows.file(folder, "greeting.flow.json", Flows.GREETING), "--store", store());

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).startsWith("without --input: error: ").contains("name",
                "Give the run its input: --input");
    }

    @Test
    void anInputThatIsNoJsonIsToldWithItsPlace() {
        assertThat(run(Flows.GREETING, "{\"name\": }").err()).containsPattern("-:1:\\d+: error: ");
    }

    @Test
    void anInputFileThatIsNotThereIsNamed() {
        var flow = Flows.file(folder, "greeting.flow.json", Flows.GREETING);

        var ran = Ran.command("run", flow, "--input", folder.resolve("none.json").toString());

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("none.json: error: There is no such file.");
    }

    @Test
    void aFlowWithErrorsIsNotRun() {
        var ran = run(Flows.GREETING.replace("data.transform", "data.transfrom"), "{\"name\": \"Ada\"}");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).containsPattern("flow\\.json:\\d+:\\d+: error: .*data\\.transfrom");
    }

    @Test
    void underOneKeyAFlowRunsOnce() {
        var flow = Flows.file(folder, "greeting.flow.json", Flows.GREETING);

        var first = Ran.commandWithInput("{\"name\": \"Ada\"}", "run", flow, "--input", "-", "--key", "k", "--store",
                store());
        var second = Ran.commandWithInput("{\"name\": \"Bob\"}", "run", flow, "--input", "-", "--key", "k", "--store",
                store());

        assertThat(second.exitCode()).isZero();
        assertThat(second.out()).isEqualTo(first.out());
        assertThat(second.err()).contains("not run again", "the input was another");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void anEmptyKeyIsRefused(String key) {
        var flow = Flows.file(folder, "greeting.flow.json", Flows.GREETING);
        var ran = Ran.commandWithInput("{\"name\": \"Ada\"}", "run", flow, "--input", "-", "--key", key, "--store",
                store());
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("The --key is empty", "leave --key out.");
    }

    @Test
    void aKeyThatIsTooLongIsToldSo() {
        var flow = Flows.file(folder, "greeting.flow.json", Flows.GREETING);
        var ran = Ran.commandWithInput("{\"name\": \"Ada\"}", "run", flow, "--input", "-", "--key",
                "k".repeat(20_000), "--store", store());
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err())
                .contains(
                        "The idempotency key has 20,000 characters, and at most 1,000 can be kept. Choose a shorter one.");
    }

    @Test
    void aKeyMayBeginWithAnAt() {
        var flow = Flows.file(folder, "greeting.flow.json", Flows.GREETING);

        var ran = Ran.commandWithInput("{\"name\": \"Ada\"}", "run", flow, "--input", "-", "--key", "@" + flow,
                "--store", store());

        assertThat(Ran.command("runs", "--store", store()).out()).contains("@" + flow);
        assertThat(ran.exitCode()).isZero();
    }

    @Test
    void whatWouldSteerTheTerminalIsLeftOutOfProblems() {
        var ran = run(Flows.GREETING.replace("data.transform", "\\u001b[31mred"), "{}");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("[31mred").doesNotContain("\u001b");
    }

    @Test
    void aRunThatMissesSomethingStandsStillAndSaysHowToGoOn() {
        var ran = run(Flows.SECRETIVE, "{\"name\": \"Ada\"}");
        var resumed = Ran.command("resume", "--store", store());

        assertThat(ran.exitCode()).describedAs(ran.err()).isEqualTo(3);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("stands still", "FLOWLOOM_NO_SUCH_SECRET", "environment variable")
                .containsPattern("Then go on with it: flowloom resume --store \\S+ \\w+")
                .doesNotContain("fault");
        assertThat(resumed.exitCode()).isEqualTo(3);
        assertThat(resumed.err()).contains("stands still", "FLOWLOOM_NO_SUCH_SECRET");
        assertThat(Ran.command("runs", "--store", store()).out()).contains("running");
    }

    @Test
    void aStoreThatNamesNoneIsTheCommandLinesFault() {
        var flow = Flows.file(folder, "greeting.flow.json", Flows.SAGA);

        var ran = Ran.command("run", flow, "--store", "jdbc:oracle:thin:@x");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("jdbc:oracle").doesNotContain("\tat ");
    }

    /// A run that is there already is in no other store.
    @Test
    void anotherStoreIsOfferedToNewRunsAlone() throws IOException {
        Files.writeString(folder.resolve("store.mv.db"), "something else");
        var ran = run(Flows.GREETING, "{\"name\": \"Ada\"}");
        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.err()).contains("Move that file away.",
                "Or keep the run in another store: give that with --store.");
        for (var command : new String[]{"resume", "runs", "approvals"}) {
            assertThat(Ran.command(command, "--store", store()).err()).contains("Move that file away.")
                    .doesNotContain("--store");
        }
    }

    private Ran run(String flow, String input) {
        return Ran.commandWithInput(input, "run", Flows.file(folder, "a.flow.json", flow), "--input", "-", "--store",
                store());
    }

    private String store() {
        return folder.resolve("store").toString();
    }

    @Test
    void whatDeceivesOnATerminalIsPrintedAsJsonWritesIt() {
        var ran = Ran.command("run", "--store", "jdbc:h2:mem:", "--input",
                Flows.file(folder, "in.json", "{\"name\": \"Ada \u202Eevil\u009B\"}"),
                Flows.file(folder, "greeting.flow.json", Flows.GREETING));

        assertThat(ran.out()).contains("Ada \\u202eevil\\u009b").doesNotContain("\u202E", "\u009B");
        assertThat(ran.json().toString()).contains("Ada \u202Eevil\u009B");
        assertThat(Ran.command("validate", "a\u202Eb").out()).doesNotContain("\u202E");
        assertThat(Ran.command("runs", "--store", "a\u001B[2Jb/c").err()).doesNotContain("\u001B");
    }
}
