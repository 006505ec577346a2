package dev.flowloom.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// What was measured, in the order in which it was.
final class Figures {
    static final String FLOWLOOM = "flowloom";
    static final String NAIVE = "naive";

    private final List<Figure> all = new ArrayList<>();

    /// One figure.
    ///
    /// @param name of the case, with its size
    record Figure(String name, String subject, String metric, double value) {
        String json() {
            return String.format(Locale.ROOT,
                    "{\"case\": \"%s\", \"subject\": \"%s\", \"metric\": \"%s\", \"value\": %.3f}",
                    name, subject, metric, value);
        }
    }

    void add(String name, String subject, String metric, double value) {
        all.add(new Figure(name, subject, metric, value));
    }

    void add(String name, String subject, Frames.Costs costs) {
        add(name, subject, "fx_ms_median", costs.fx(0.5));
        add(name, subject, "fx_ms_p95", costs.fx(0.95));
        add(name, subject, "render_ms_median", costs.render(0.5));
        add(name, subject, "render_ms_p95", costs.render(0.95));
        add(name, subject, "frames", costs.count());
    }

    void write(Path file) {
        try {
            Files.write(file, all.stream().map(Figure::json).toList());
        } catch (IOException e) {
            throw new UncheckedIOException("The figures can't be written to " + file, e);
        }
    }

    /// A line for each metric of each case: the canvas, the plain scene graph, and how many times as much that costs.
    String table() {
        record Row(String name, String metric) {}
        var rows = new LinkedHashMap<Row, Map<String, Double>>();
        for (var figure : all) {
            rows.computeIfAbsent(new Row(figure.name, figure.metric), _ -> new LinkedHashMap<>()).put(figure.subject,
                    figure.value);
        }
        var text = new StringBuilder("%-22s %-18s %10s %10s %8s%n".formatted("case", "metric", FLOWLOOM, NAIVE,
                "ratio"));
        rows.forEach((row, values) -> {
            var ours = values.get(FLOWLOOM);
            var theirs = values.get(NAIVE);
            var ratio = ours == null || theirs == null || ours == 0 || row.metric.equals("frames")
                    ? null
                    : theirs / ours;
            text.append("%-22s %-18s %10s %10s %8s%n".formatted(row.name, row.metric, print(ours), print(theirs),
                    print(ratio)));
        });
        return text.toString();
    }

    private static String print(@Nullable Double value) {
        return value == null ? "" : String.format(Locale.ROOT, value >= 100 ? "%.0f" : "%.1f", value);
    }
}
