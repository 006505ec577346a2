package dev.flowloom.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/// What was measured, in each round; the median of the rounds is what counts.
final class Figures {
    /// What one figure is of.
    record Row(String name, String subject, String setting) {}

    private final SequencedMap<Row, SequencedMap<String, List<Double>>> all = new LinkedHashMap<>();

    void add(Row row, String metric, double value) {
        all.computeIfAbsent(row, _ -> new LinkedHashMap<>()).computeIfAbsent(metric, _ -> new ArrayList<>()).add(value);
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    void write(Path file) throws IOException {
        Files.write(file, lines());
    }

    List<String> lines() {
        var lines = new ArrayList<String>();
        all.forEach((row, metrics) -> metrics.forEach((metric, values) -> lines.add(String.format(Locale.ROOT,
                "{\"case\": \"%s\", \"subject\": \"%s\", \"setting\": \"%s\", \"metric\": \"%s\", \"value\": %.3f}",
                row.name, row.subject, row.setting, metric, median(values)))));
        return lines;
    }

    private static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /// A line for each case, subject and setting. Cases of one letter have the same columns.
    String table() {
        var text = new StringBuilder();
        for (var letter : new LinkedHashSet<>(all.keySet().stream().map(Figures::letter).sorted().toList())) {
            var rows = new LinkedHashMap<Row, SequencedMap<String, List<Double>>>();
            sorted(all.keySet()).stream().filter(row -> letter(row).equals(letter))
                    .forEach(row -> rows.put(row, all.getOrDefault(row, new LinkedHashMap<>())));
            text.append(text.isEmpty() ? "" : "\n").append(table(rows));
        }
        return text.toString();
    }

    private static List<Row> sorted(Collection<Row> rows) {
        var names = new ArrayList<>(Cases.ALL.stream().map(Case::name).toList());
        var sorted = new ArrayList<>(rows);
        sorted.sort((one, other) -> Integer.compare(names.indexOf(one.name), names.indexOf(other.name)));
        return Collections.unmodifiableList(sorted);
    }

    private static String letter(Row row) {
        return row.name.substring(0, 1);
    }

    private static String table(SequencedMap<Row, SequencedMap<String, List<Double>>> rows) {
        var metrics = new LinkedHashSet<String>();
        rows.values().forEach(row -> metrics.addAll(row.keySet()));
        var text = new StringBuilder("%-9s %-20s %-21s".formatted("case", "subject", "setting"));
        metrics.forEach(metric -> text.append(" %s".formatted(metric)));
        text.append("%n".formatted());
        rows.forEach((row, values) -> {
            text.append("%-9s %-20s %-21s".formatted(row.name, row.subject, row.setting));
            metrics.forEach(metric -> text
                    .append(" %s".formatted(padded(metric, values.getOrDefault(metric, List.of())))));
            text.append("%n".formatted());
        });
        return text.toString();
    }

    private static String padded(String metric, List<Double> values) {
        var value = values.isEmpty() ? "" : print(median(values));
        return " ".repeat(Math.max(0, metric.length() - value.length())) + value;
    }

    private static String print(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : value >= 1 ? "%.1f" : "%.3f", value);
    }
}
