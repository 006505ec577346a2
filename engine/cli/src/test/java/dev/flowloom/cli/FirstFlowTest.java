package dev.flowloom.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import dev.flowloom.json.JsonText;
import dev.flowloom.model.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// What `docs/first-flow.md` has a beginner write and say.
class FirstFlowTest {
    private static final Pattern CODE = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder = Path.of("");

    /// The flow, its input and its output.
    private static List<String> written() throws Exception {
        var document = Files.readString(Path.of("../../docs/first-flow.md")).replace("\r\n", "\n");
        return CODE.matcher(document).results().map(found -> found.group(1)).toList();
    }

    @Test
    void theFlowIsValidAndRunsAsItIsTold() throws Exception {
        var written = written();
        assertThat(written).hasSize(3);
        var flow = Flows.file(folder, "greet.flow.json", written.get(0));
        var input = Flows.file(folder, "ada.json", written.get(1));

        var valid = Ran.command("validate", flow);
        assertThat(valid.exitCode()).describedAs(valid.err()).isZero();
        assertThat(valid.out() + valid.err()).doesNotContain("warning");

        var ran = Ran.command("run", flow, "--input", input, "--store", folder.resolve("store").toString());
        assertThat(ran.exitCode()).describedAs(ran.err()).isZero();
        assertThat(ran.json().get("output")).isEqualTo(JsonText.parse(written.get(2)));
    }

    @Test
    void whoIsNotKnownIsGreetedShortly() throws Exception {
        var flow = Flows.file(folder, "greet.flow.json", written().getFirst());
        var input = Flows.file(folder, "bob.json", "{\"name\": \"Bob\", \"known\": false}");

        var ran = Ran.command("run", flow, "--input", input, "--store", folder.resolve("store").toString());

        assertThat(ran.json().get("output")).isEqualTo(Json.Obj.of("text", Json.of("Hello, Bob!")));
    }
}
