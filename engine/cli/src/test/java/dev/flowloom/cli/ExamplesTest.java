package dev.flowloom.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import dev.flowloom.json.JsonText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/// The flows in docs/examples do what its README says.
@Timeout(60)
class ExamplesTest {
    private static final Path EXAMPLES = Path.of("../../docs/examples").toAbsolutePath().normalize();
    private static final Pattern ROW = Pattern
            .compile("(?m)^\\| .* \\| \\[.*]\\((.*\\.flow\\.json)\\) \\| `(.*)` \\| `(.*)` \\|$");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)]*)\\)");

    @TempDir
    private Path folder = Path.of("");

    record Example(String file, String input, String output) {
        static Example of(MatchResult row) {
            return new Example(row.group(1), row.group(2), row.group(3));
        }
    }

    static List<Example> examples() throws IOException {
        return ROW.matcher(Files.readString(EXAMPLES.resolve("README.md"))).results().map(Example::of).toList();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void eachIsSoundAndComesToWhatIsSaid(Example example) throws Exception {
        var file = EXAMPLES.resolve(example.file()).toString();
        var validated = Ran.command("validate", file);
        assertThat(validated.out()).isEmpty();
        assertThat(validated.exitCode()).isZero();

        var ran = Ran.command("run", file, "--input", Flows.file(folder, "input.json", example.input()), "--store",
                folder.resolve("store").toString());
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.json().get("output")).isEqualTo(JsonText.parse(example.output()));
    }

    @Test
    void allAreListedAndWhatIsListedIsThere() throws IOException {
        try (var files = Files.list(EXAMPLES)) {
            assertThat(examples()).extracting(Example::file)
                    .containsExactlyInAnyOrderElementsOf(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".flow.json")).toList());
        }
        assertThat(LINK.matcher(Files.readString(EXAMPLES.resolve("README.md"))).results()
                .map(link -> EXAMPLES.resolve(link.group(1)))).isNotEmpty().allMatch(Files::exists);
    }
}
