package dev.flowloom.json;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import dev.flowloom.json.CompiledSchema.Violation;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Json;
import dev.flowloom.model.RandomDiagrams;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/// The published schema says of the same files as the reader that they are right.
class FlowSchemaTest {
    private static CompiledSchema schema;

    @BeforeAll
    static void compile() throws Exception {
        try (var in = Objects.requireNonNull(DefinitionReader.class.getResourceAsStream("flow.schema.json"))) {
            schema = JsonSchemas.compile((Json.Obj) JsonText.parse(in.readAllBytes()));
        }
    }

    static Stream<Path> samples() throws IOException {
        try (var files = Files.list(Path.of("../../flows"))) {
            return files.filter(file -> file.toString().endsWith(".flow.json")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theSampleFlowsMeetTheSchemaAndAreCanonical(Path file) throws Exception {
        assertRightAndCanonical(Files.readAllBytes(file));
    }

    @Test
    void theExampleInTheDocumentMeetsTheSchemaAndIsCanonical() throws Exception {
        var document = Files.readString(Path.of("../../docs/format.md"));
        var example = document.substring(document.indexOf("```json\n") + 8);
        assertRightAndCanonical(example.substring(0, example.indexOf("```")).getBytes(StandardCharsets.UTF_8));
    }

    private static void assertRightAndCanonical(byte[] bytes) throws MalformedJson {
        assertThat(schema.check(JsonText.parse(bytes))).isEmpty();
        var read = DefinitionReader.read(bytes);
        assertThat(read.problems()).isEmpty();
        assertThat(DefinitionWriter.write(Objects.requireNonNull(read.diagram()))).isEqualTo(bytes);
    }

    static Stream<Long> seeds() {
        long fresh = System.nanoTime();
        return LongStream.concat(LongStream.rangeClosed(1, 20), LongStream.range(fresh, fresh + 20)).boxed();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatTheWriterWritesMeetsTheSchemaButForKindsOfNewerVersions(long seed) throws Exception {
        Diagram diagram = new RandomDiagrams(new Random(seed), 4).diagram();
        var text = DefinitionWriter.text(diagram);
        var known = (Json.Obj) JsonText.parse(text.replace("\"kind\": \"teleport\"", "\"kind\": \"fork\""));
        assertThat(schema.check(known)).as(text).isEmpty();
    }

    @ParameterizedTest
    @CsvFileSource(resources = "wrong-nodes.csv", quoteCharacter = '`', delimiter = '|')
    void aWrongNodeFailsHereAsInTheReader(String node, String code, String pointer, boolean given, boolean canTell)
            throws Exception {
        var violations = check("{\"flowloom\": 1, \"id\": \"f\", \"nodes\": {\"n\": {" + node + "}}}");
        assertThat(violations.isEmpty()).as("%s at %s: %s", code, pointer, violations).isEqualTo(!canTell);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "wrong-files.csv", quoteCharacter = '`', delimiter = '|')
    void aWrongFileFailsHereAsInTheReader(String file, String code, String pointer, boolean given, boolean canTell)
            throws Exception {
        assertThat(code).isNotEmpty();
        if (!code.equals("json.duplicate")) {
            var violations = check(file);
            assertThat(violations.isEmpty()).as("%s at %s: %s", code, pointer, violations).isEqualTo(!canTell);
        }
    }

    @Test
    void theKeyOfAReceiveMayBeANumberHereToo() throws Exception {
        assertThat(check("""
                {"flowloom": 1, "id": "f", "nodes": {"n": {"kind": "receive", "message": "m", "key": 7}}, "wires": {}}
                """)).isEmpty();
    }

    private static List<Violation> check(String text) throws MalformedJson {
        return schema.check(JsonText.parse(text));
    }
}
