package dev.flowloom.cli.progress;

import java.io.PrintStream;
import java.time.Instant;

import dev.flowloom.model.DurationText;
import dev.flowloom.run.Recorded;

/// A line for each thing that happens: for logs, and for programs that read along.
final class PlainProgress implements Progress {
    private final Story story;
    private final PrintStream out;

    PlainProgress(Story story, PrintStream out) {
        this.story = story;
        this.out = out;
    }

    @Override
    public void on(Recorded recorded) {
        var change = story.on(recorded);
        for (var row : change.rows()) {
            out.println("  " + line(row, recorded.at()));
        }
        if (!change.notice().isEmpty()) {
            out.println(Text.line(change.notice()));
        }
    }

    @Override
    public void before(Recorded recorded) {
        story.on(recorded);
    }

    @Override
    public void begin() {
        say(Text.line(story.begins().notice()));
    }

    @Override
    public void say(String line) {
        out.println(line);
    }

    private static String line(Row row, Instant now) {
        var line = new StringBuilder(Text.line(row.name())).append(": ").append(row.state().words);
        if (row.to() != null && row.state() == Row.State.DONE) {
            line.append(" in ").append(DurationText.of(row.took(now)));
        }
        if (!row.detail().isEmpty()) {
            line.append(", ").append(Text.line(row.detail()));
        }
        return line.toString();
    }

    @Override
    public void close() {
        out.flush();
    }
}
