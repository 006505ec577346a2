package dev.flowloom.cli;

import java.nio.file.Path;

import dev.flowloom.journal.Durability;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

class DurabilityOptionTest {
    @TempDir
    private Path folder = Path.of("");

    private static DurabilityOption parsed(String... arguments) {
        var option = new DurabilityOption();
        new CommandLine(CommandLine.Model.CommandSpec.create().addMixin("durability",
                CommandLine.Model.CommandSpec.forAnnotatedObject(option))).parseArgs(arguments);
        return option;
    }

    @ParameterizedTest
    @CsvSource({"kill-safe,KILL_SAFE", "power-safe,POWER_SAFE", "Kill-Safe,KILL_SAFE"})
    void isChosenByItsWord(String word, Durability durability) {
        assertThat(parsed("--durability", word).durability()).isEqualTo(durability);
    }

    @Test
    void isPowerSafeUnlessAskedOtherwise() {
        assertThat(parsed().durability()).isEqualTo(Durability.POWER_SAFE);
    }

    @Test
    void isRepeatedWhereItWasChosen() {
        assertThat(parsed("--durability", "kill-safe").repeated()).isEqualTo(" --durability kill-safe");
        assertThat(parsed().repeated()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "resume", "cancel", "pause", "unpause", "send", "approve", "reject"})
    void isOfferedWhereEventsAreKept(String command) {
        assertThat(Ran.command(command, "--help").out()).contains("--durability", "power-safe", "kill-safe");
    }

    @Test
    void runsAFlow() {
        var ran = Ran.commandWithInput("{\"name\": \"Ada\"}", "run",
                Flows.file(folder, "a.flow.json", Flows.GREETING), "--input", "-", "--store",
                folder.resolve("store").toString(), "--durability", "kill-safe");

        assertThat(ran.exitCode()).describedAs(ran.err()).isZero();
    }

    @Test
    void otherWordsAreRefusedWithTheRightOnes() {
        var ran = Ran.command("resume", "--durability", "none");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("--durability", "\"none\"", "kill-safe", "power-safe");
    }
}
