package dev.flowloom.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import dev.flowloom.cli.progress.Text;

/// Lists in columns below headings.
final class Columns {
    private Columns() {}

    static void print(List<String> headings, List<List<String>> cells, PrintStream out) {
        var rows = new ArrayList<List<String>>();
        rows.add(headings);
        rows.addAll(cells);
        var widths = IntStream.range(0, headings.size())
                .map(column -> rows.stream().mapToInt(row -> Text.columns(row.get(column))).max().orElse(0))
                .toArray();
        for (var row : rows) {
            var line = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                line.append(Text.pad(row.get(column), widths[column])).append("  ");
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
