package dev.flowloom.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// The launchers tell commands from files before there is a program that could.
class LauncherTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    @Test
    void theLaunchersKnowTheCommands() throws IOException {
        var commands = commands();

        assertThat(commands).contains("run", "prune", "help");
        assertThat(words("flowloom", "readonly COMMANDS=\"([^\"]*)\"")).containsExactlyInAnyOrderElementsOf(commands);
        assertThat(words("flowloom.cmd", "in \\(([^)]*)\\) do if \"%~1\""))
                .containsExactlyInAnyOrderElementsOf(commands);
    }

    private static List<String> commands() {
        return Ran.command("--help").out().lines().dropWhile(line -> !line.equals("Commands:")).skip(1)
                .takeWhile(line -> !line.isEmpty()).filter(line -> line.matches("  \\S.*"))
                .map(line -> line.strip().split(" ", 2)[0]).toList();
    }

    private static List<String> words(String file, String form) throws IOException {
        var found = Pattern.compile(form).matcher(Files.readString(ROOT.resolve(file)));
        assertThat(found.find()).isTrue();
        return List.of(found.group(1).replace("\\\n", "").split(" "));
    }
}
