package dev.flowloom.bench;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// That the benchmark runs; how long anything takes is not looked at.
class BenchTest {
    private static final String LINE = "\\{\"case\": \"[a-z0-9-]+\", \"subject\": \"(flowloom|bare)\", "
            + "\"setting\": \"h2-(kill|power)-safe\", \"metric\": \"[a-z0-9_]+\", \"value\": -?[0-9]+\\.[0-9]{3}}";

    @Test
    void itMeasuresEachSubjectInEachSetting() throws Exception {
        var options = Options.parse(new String[]{"--quick", "--only", "flowloom,bare", "--cases", "a-1"});

        var figures = new Bench(options, _ -> System.getProperty("java.class.path", ""), "").measure();

        assertThat(figures.lines()).allMatch(line -> line.matches(LINE));
        for (var subject : new String[]{"flowloom", "bare"}) {
            for (var setting : new String[]{"h2-kill-safe", "h2-power-safe"}) {
                assertThat(figures.lines()).anyMatch(line -> line.contains("\"subject\": \"%s\", \"setting\": \"%s\", "
                        .formatted(subject, setting) + "\"metric\": \"runs_per_s\""));
            }
        }
    }
}
