package dev.flowloom.cli.progress;

import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

import dev.flowloom.run.Recorded;

/// A table on a terminal that is drawn over as things happen, and ten times a second for the times in it.
final class LiveProgress implements Progress {
    private static final Duration TICK = Duration.ofMillis(100);

    private final Story story;
    private final PrintStream out;
    private final Table table;
    private final InstantSource clock;
    private final Thread ticker;
    /// What is said below the table when all is over.
    private String ending = "";
    private List<String> drawn = List.of();
    /// What there is so far is told to nobody.
    private boolean past;
    private boolean closed;

    LiveProgress(Story story, PrintStream out, Table table, InstantSource clock) {
        this.story = story;
        this.out = out;
        this.table = table;
        this.clock = clock;
        ticker = Thread.ofVirtual().name("progress").start(this::tick);
    }

    @Override
    public synchronized void on(Recorded recorded) {
        var change = story.on(recorded);
        if (change.over()) {
            ending = change.notice();
        } else if (!change.notice().isEmpty()) {
            // That was not the end: the run goes on.
            if (!ending.isEmpty()) {
                say(ending);
                ending = "";
            }
            say(change.notice());
        }
        if (change.over()) {
            draw();
        }
    }

    @Override
    public synchronized void before(Recorded recorded) {
        past = true;
        story.on(recorded);
    }

    @Override
    public synchronized void begin() {
        past = false;
        say(story.begins().notice());
    }

    /// Above the table, where it stays.
    @Override
    public synchronized void say(String line) {
        erase();
        out.println(Text.line(line));
        draw();
    }

    private void tick() {
        try {
            while (true) {
                Thread.sleep(TICK);
                draw();
            }
        } catch (InterruptedException _) {
            // Closed.
        }
    }

    private synchronized void draw() {
        if (closed || past) {
            return;
        }
        var lines = table.lines(story.rows(), clock.instant());
        if (!lines.equals(drawn)) {
            erase();
            lines.forEach(out::println);
            drawn = lines;
            out.flush();
        }
    }

    /// Moves up to where the table begins and clears all below.
    private void erase() {
        if (!drawn.isEmpty() && !closed) {
            out.printf("\r\u001B[%dA\u001B[J", drawn.size());
            drawn = List.of();
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        ticker.interrupt();
        draw();
        closed = true;
        if (!ending.isEmpty()) {
            out.println(Text.line(ending));
        }
    }
}
