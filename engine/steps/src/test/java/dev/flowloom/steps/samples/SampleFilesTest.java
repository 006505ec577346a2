package dev.flowloom.steps.samples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.flowloom.check.Checker;
import dev.flowloom.json.BrokenSchema;
import dev.flowloom.json.DefinitionWriter;
import dev.flowloom.json.JsonSchemas;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.step.StepTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class SampleFilesTest {

    static List<Path> samples() {
        return Samples.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aSampleIsWrittenCanonically(Path file) {
        assertThat(new String(Samples.bytes(file), StandardCharsets.UTF_8))
                .isEqualTo(DefinitionWriter.text(Samples.diagram(file)));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aSampleIsNamedAsItsFile(Path file) {
        var flow = Samples.diagram(file).flow();
        assertThat(file).hasFileName(flow.id() + ".flow.json");
        assertThat(flow.name()).isNotBlank();
        assertThat(flow.description()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aSampleHasNoProblems(Path file) {
        try (var types = StepTypes.installed()) {
            assertThat(new Checker(types).check(Samples.diagram(file).flow(), Samples.LIBRARY)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyNodeOfASampleHasAName(Path file) {
        assertThat(Samples.diagram(file).flow().graph().nodes().values()).noneMatch(node -> node.name().isBlank());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aSampleIsDrawnWithoutOverlaps(Path file) {
        var boxes = boxes(Samples.diagram(file));
        var graph = Samples.diagram(file).flow().graph();
        boxes.forEach((id, box) -> boxes.forEach((other, otherBox) -> {
            // A container lies under what it holds.
            if (id.compareTo(other) < 0
                    && Objects.equals(graph.parent(new NodeId(id)), graph.parent(new NodeId(other)))) {
                assertThat(box.touches(otherBox)).as("%s lies on %s", id, other).isFalse();
            }
        }));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theExamplesOfASampleMeetItsInputSchema(Path file) throws BrokenSchema {
        var schema = Samples.diagram(file).flow().inputSchema();
        var compiled = JsonSchemas.compile(schema);
        var examples = ((Json.Arr) schema.fields().getOrDefault("examples", Json.Arr.of())).items();
        assertThat(examples).isNotEmpty().allSatisfy(example -> assertThat(compiled.check(example)).isEmpty());
    }

    @Test
    void everyInputIsAnExampleOfAFlow() throws IOException {
        var examples = new ArrayList<Json>();
        for (var file : samples()) {
            if (Samples.diagram(file).flow().inputSchema().get("examples") instanceof Json.Arr(var items)) {
                examples.addAll(items);
            }
        }
        var inputs = new ArrayList<Json>();
        try (var files = Files.list(Samples.FOLDER.resolve("inputs"))) {
            for (var file : files.filter(file -> file.toString().endsWith(".json")).toList()) {
                var name = file.getFileName().toString().replace(".json", "");
                // What flows fetch is no input.
                if (!List.of("readings", "job").contains(name)) {
                    inputs.add(Samples.input(name));
                }
            }
        }
        assertThat(inputs).containsExactlyInAnyOrderElementsOf(examples);
    }

    @Test
    void everySampleAndInputHasItsLineInTheReadme() throws IOException {
        var readme = Files.readString(Samples.FOLDER.resolve("README.md"));
        try (var files = Files.walk(Samples.FOLDER)) {
            for (var file : files.filter(file -> file.toString().endsWith(".json")).toList()) {
                assertThat(readme).contains(Samples.FOLDER.relativize(file).toString().replace('\\', '/'));
            }
        }
    }

    /// The room a node takes on the paper, its name below it included where it stands there.
    private record Box(int x, int y, int width, int height) {
        private boolean touches(Box other) {
            return x < other.x + other.width && other.x < x + width && y < other.y + other.height
                    && other.y < y + height;
        }
    }

    private static SortedMap<String, Box> boxes(Diagram diagram) {
        var boxes = new TreeMap<String, Box>();
        diagram.flow().graph().nodes().forEach((id, node) -> {
            var place = diagram.layout().place(id);
            assertThat(place).as("the place of " + id).isNotNull();
            if (place != null) {
                boxes.put(id.value(), switch (node) {
                    case Node.Start _,Node.End _ -> new Box(place.x() - 30, place.y(), 100, 64);
                    case Node.Fork _,Node.Join _ -> new Box(place.x(), place.y(), 16, 64);
                    default -> new Box(place.x(), place.y(), 208, 64);
                });
            }
        });
        return boxes;
    }
}
