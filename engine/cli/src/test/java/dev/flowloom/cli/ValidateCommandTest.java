package dev.flowloom.cli;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ValidateCommandTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void aSoundFlowIsToldSoOnStandardErrorAlone() {
        var ran = Ran.command("validate", Flows.file(folder, "greeting.flow.json", Flows.GREETING));

        assertThat(ran).isEqualTo(new Ran(0, "", "1 flow, none with errors.%n".formatted()));
    }

    @Test
    void everyProblemOfEveryFileHasItsLineAndColumn() {
        var dangling = Flows.file(folder, "a.flow.json",
                Flows.GREETING.replace("\"to\": \"done\"", "\"to\": \"gone\""));
        var malformed = Flows.file(folder, "b.flow.json", "{\n  \"flowloom\": 1,\n  oops\n}");

        var ran = Ran.command("validate", dangling, malformed);

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).containsPattern("a\\.flow\\.json:\\d+:\\d+: error: .*gone.*")
                .containsPattern("b\\.flow\\.json:3:\\d+: error: ");
        assertThat(ran.err()).isEqualTo("2 flows, 2 with errors.%n".formatted());
    }

    @Test
    void whatIsWrongWithStepsIsToldThoughAWireCanNotBeRead() {
        var ran = Ran.command("validate", Flows.file(folder, "a.flow.json",
                Flows.GREETING.replaceFirst("sequence", "sideways").replace("data.transform", "no.such")));

        assertThat(ran.out()).containsPattern("a\\.flow\\.json:\\d+:\\d+: error: .*sideways")
                .containsPattern("a\\.flow\\.json:\\d+:\\d+: error: .*no\\.such");
        assertThat(ran.out().lines()).hasSize(2);
    }

    @Test
    void theWayThatLeadsToAProblemIsToldWithIt() {
        var ran = Ran.command("validate", Flows.file(folder, "a.flow.json", """
                {"flowloom": 1, "id": "a",
                 "nodes": {"s": {"kind": "start"}, "f": {"kind": "fork"}, "j": {"kind": "join"}, "z": {"kind": "end"},
                   "a": {"kind": "wait", "for": "PT1S"}, "b": {"kind": "wait", "for": "PT{{ input.b }}S"}},
                 "wires": {"s-f": {"kind": "sequence", "from": "s", "to": "f"},
                   "f-a": {"kind": "sequence", "from": "f", "to": "a"},
                   "f-b": {"kind": "sequence", "from": "f", "to": "b"},
                   "a-j": {"kind": "sequence", "from": "a", "to": "j"},
                   "b-j": {"kind": "sequence", "from": "b", "to": "j"},
                   "b-z": {"kind": "error", "from": "b", "to": "z"},
                   "j-z": {"kind": "sequence", "from": "j", "to": "z"}}}
                """));

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).contains("warning: The join \"j\" may wait in vain")
                .contains(" The way there: s → f → a → j; f → b → z");
    }

    @Test
    void aFileThatIsNotThereDoesNotKeepOthersFromBeingChecked() {
        var ran = Ran.command("validate", folder.resolve("none.flow.json").toString(), folder.toString(),
                Flows.file(folder, "greeting.flow.json", Flows.GREETING));

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).contains("none.flow.json: error: There is no such file.").contains("It is a folder");
        assertThat(ran.err()).isEqualTo("3 flows, 2 with errors.%n".formatted());
    }

    @Test
    void aFlowOfANewerVersionIsNotGuessedAt() {
        var ran = Ran.command("validate",
                Flows.file(folder, "new.flow.json", Flows.GREETING.replace("\"flowloom\": 1", "\"flowloom\": 99")));

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).contains("newer");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void whatHasNoEndIsNotReadToItsEnd() {
        var ran = Ran.command("validate", "/dev/zero");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).contains("/dev/zero: error: The file is larger than the largest flow");
        assertThat(Ran.command("run", "--store", "jdbc:h2:mem:",
                Flows.file(folder, "greeting.flow.json", Flows.GREETING), "--input", "/dev/zero").err())
                .contains("/dev/zero: an input may have up to");
    }
}
