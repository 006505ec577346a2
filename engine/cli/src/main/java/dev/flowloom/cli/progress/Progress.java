package dev.flowloom.cli.progress;

import java.io.PrintStream;
import java.time.InstantSource;

import dev.flowloom.model.Flow;
import dev.flowloom.run.Recorded;

/// Tells a person how a run goes, as its events come in.
public interface Progress extends AutoCloseable {

    /// The run's next event.
    void on(Recorded recorded);

    /// An event that came before there was somebody to tell it to.
    void before(Recorded recorded);

    /// All of those have come: says where the run stood. What comes from here on is new.
    void begin();

    /// A line from somewhere else, such as a library's log.
    void say(String line);

    /// Nothing more will come. What comes nevertheless is not told.
    @Override
    void close();

    /// A line for each thing that happens.
    static Progress plain(Flow flow, PrintStream out) {
        return new PlainProgress(new Story(flow), out);
    }

    /// A table that is drawn over as things happen.
    static Progress live(Flow flow, PrintStream out, int columns, boolean color, InstantSource clock) {
        return new LiveProgress(new Story(flow), out, new Table(columns, color), clock);
    }
}
