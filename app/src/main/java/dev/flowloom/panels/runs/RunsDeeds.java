package dev.flowloom.panels.runs;

import java.util.List;
import java.util.function.Consumer;

import dev.flowloom.model.Json;
import dev.flowloom.run.RunId;
import dev.flowloom.run.VisitId;

/// Does what is wanted of runs, elsewhere. What comes of it is told on the thread of the user interface.
public interface RunsDeeds {

    /// What there is.
    ///
    /// @param runs the latest started first
    /// @param waiting those that wait for somebody
    record Found(List<RunLine> runs, List<Waiting> waiting) {
        public Found {
            runs = List.copyOf(runs);
            waiting = List.copyOf(waiting);
        }
    }

    /// Looks for runs.
    ///
    /// @param most how many at most
    /// @param refused is told why they can't be found
    void look(int most, Consumer<Found> found, Consumer<String> refused);

    /// Nobody looks any more, for the time being.
    void rest();

    /// Shows a run on the drawing of its flow.
    void show(RunId run, Consumer<String> refused);

    /// Answers what a run asks at a visit.
    void answer(RunId run, VisitId visit, boolean approved, String comment, Runnable answered,
            Consumer<String> refused);

    /// Sends a message. Another run may have waited for it longer, so that nothing comes of it in the one that was meant.
    void send(String name, String key, Json data, Runnable sent, Consumer<String> refused);
}
