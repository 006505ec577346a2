package dev.flowloom.bench;

import dev.flowloom.bench.Figures.Row;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FiguresTest {
    private final Figures figures = new Figures();

    @Test
    void theMedianOfTheRoundsIsALineOfJson() {
        for (double value : new double[]{300, 100, 120.5}) {
            figures.add(new Row("a-1", "flowloom", "h2-kill-safe"), "runs_per_s", value);
        }

        assertThat(figures.lines()).containsExactly("{\"case\": \"a-1\", \"subject\": \"flowloom\", "
                + "\"setting\": \"h2-kill-safe\", \"metric\": \"runs_per_s\", \"value\": 120.500}");
    }

    @Test
    void ofTwoRoundsTheMedianIsBetweenThem() {
        figures.add(new Row("a-1", "bare", "h2-kill-safe"), "p99_ms", 1);
        figures.add(new Row("a-1", "bare", "h2-kill-safe"), "p99_ms", 2);

        assertThat(figures.lines()).singleElement().asString().endsWith("\"value\": 1.500}");
    }

    @Test
    void theTableHasALineForEachCaseInOrderAndColumnsForEachLetter() {
        figures.add(new Row("f", "flowloom", "h2-kill-safe"), "all_ms", 1234);
        figures.add(new Row("a-16", "bare", "h2-kill-safe"), "runs_per_s", 5);
        figures.add(new Row("a-1", "bare", "h2-kill-safe"), "runs_per_s", 2);

        assertThat(figures.table().lines()).satisfiesExactly(
                line -> assertThat(line).endsWith("runs_per_s").doesNotContain("all_ms"),
                line -> assertThat(line).startsWith("a-1 ").endsWith(" 2.0"),
                line -> assertThat(line).startsWith("a-16 ").endsWith(" 5.0"),
                line -> assertThat(line).isEmpty(),
                line -> assertThat(line).endsWith("all_ms"),
                line -> assertThat(line).startsWith("f ").endsWith(" 1,234"));
    }
}
