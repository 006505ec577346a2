package dev.flowloom.cli.progress;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.flowloom.model.DurationText;

/// A story as a small table for a terminal.
///
/// @param columns how wide the terminal is
record Table(int columns, boolean color) {
    /// So that it fits into any terminal: what left the screen can't be drawn over.
    private static final int MOST_ROWS = 15;
    private static final int WIDEST_NAME = 32;

    /// The last rows, a line for each, none wider than the terminal.
    List<String> lines(List<Row> rows, Instant now) {
        int hidden = Math.max(0, rows.size() - MOST_ROWS);
        var shown = rows.subList(hidden, rows.size());
        int width = shown.stream().mapToInt(row -> Text.columns(name(row))).max().orElse(0);
        var lines = new ArrayList<String>();
        if (hidden > 0) {
            lines.add("  … %,d before".formatted(hidden));
        }
        for (var row : shown) {
            lines.add(line(row, width, now));
        }
        return lines;
    }

    private String line(Row row, int width, Instant now) {
        var state = row.state();
        var name = Text.pad(name(row), width);
        var detail = row.detail().isEmpty() ? "" : "  " + row.detail();
        var rest = state.words + "  " + DurationText.of(row.took(now)) + detail;
        // Two spaces, the mark and a space stand before the name, two spaces behind it. The last column stays free:
        // some terminals wrap when it is filled.
        var cut = Text.cut(rest, Math.max(8, columns - width - 7));
        var mark = color ? "\u001B[%dm%s\u001B[0m".formatted(state.color, state.mark) : state.mark;
        return "  %s %s  %s".formatted(mark, name, cut);
    }

    private static String name(Row row) {
        return Text.cut(row.name(), WIDEST_NAME);
    }
}
