package dev.flowloom.cli;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CommandsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"run", "validate", "runs", "show", "resume", "cancel", "pause", "unpause", "send", "messages",
                    "approvals", "approve", "reject", "retry", "jump", "repair", "dead-letters", "resend", "doctor",
                    "backup", "restore", "retention", "prune"})
    void everyCommandHasHelpWithExamples(String command) {
        var ran = Ran.command(command, "--help");

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).startsWith("Usage: flowloom " + command).contains("Examples:", "flowloom " + command);
        assertThat(ran.out().substring(ran.out().indexOf("Examples:")).lines().skip(1))
                .as("none is broken over two lines").allMatch(line -> line.isEmpty() || line.startsWith("  "));
        assertThat(Ran.command("help", command)).isEqualTo(ran);
    }

    @Test
    void helpNamesTheCommandsAndTheExitCodes() {
        var ran = Ran.command("--help");

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).contains("validate", "resume", "Exit codes:", "3   ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"run", "resume", "cancel", "unpause", "approve", "reject", "retry", "jump", "resend"})
    void whatStaysWithARunSaysHowItEndsWhenItIsLeft(String command) {
        assertThat(Ran.command(command, "--help").out()).containsPattern("130 +it was left by Ctrl\\+C; what was done");
        assertThat(Ran.command("--help").out()).contains("130 ");
    }

    @Test
    void aMistypedCommandIsAnsweredWithTheRightOne() {
        var ran = Ran.command("valdate", "x.flow.json");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("valdate").contains("flowloom validate");
    }

    @Test
    void whatIsMissingIsNamed() {
        var ran = Ran.command("run");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("FILE").contains("flowloom run --help");
    }
}
