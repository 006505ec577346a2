package dev.flowloom.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.flowloom.json.DefinitionReader;
import dev.flowloom.json.DefinitionWriter;
import dev.flowloom.main.Fx;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// That the benchmark runs; how long anything takes is not looked at.
class BenchmarkTest {
    private static final String LINE = "\\{\"case\": \"[a-z0-9-]+\", \"subject\": \"(flowloom|naive)\", "
            + "\"metric\": \"[a-z0-9_]+\", \"value\": [0-9]+\\.[0-9]{3}}";

    // It measures a real window, and takes half a minute.
    @Tag("window")
    @Test
    void itMeasuresBothSubjectsAndWritesALineForEachFigure(@TempDir Path folder) throws Exception {
        Fx.start();
        var file = folder.resolve("figures.jsonl");

        var table = Benchmark.measure(new Options(List.of(60), 2, 1, file)).table();

        assertThat(Files.readAllLines(file)).isNotEmpty().allMatch(line -> line.matches(LINE))
                .anyMatch(line -> line.contains("\"pan-60\", \"subject\": \"flowloom\", \"metric\": \"fx_ms_median\""))
                .anyMatch(line -> line.contains("\"open-60\", \"subject\": \"naive\", \"metric\": \"open_ms\""));
        assertThat(table).contains("drag200-60", "key-60", "check-60");
    }

    @Test
    void aBigFlowIsTheSameEachTimeAndSurvivesItsFile() {
        var flow = BigFlow.of(500, 1);

        assertThat(BigFlow.of(500, 1)).isEqualTo(flow);
        assertThat(flow.flow().graph().nodes()).hasSize(500);
        assertThat(flow.flow().graph().wires().size()).isBetween(700, 850);
        assertThat(DefinitionReader.read(DefinitionWriter.write(flow)).diagram()).isEqualTo(flow);
    }
}
