package dev.flowloom.panels.run;

import java.util.function.Consumer;

import dev.flowloom.model.Json;
import dev.flowloom.run.VisitId;

/// Hands what a person says to the run that is shown. Whatever comes of it is told in the run's events; only where
/// nothing comes of it, that is told apart, on the thread of the user interface.
public interface RunAnswers {

    /// Answers what is asked at a visit.
    ///
    /// @param refused is told why the answer was not taken
    void answer(VisitId visit, boolean approved, String comment, Consumer<String> refused);

    /// Sends a message. Another run may have waited for it longer, so that nothing comes of it in this one.
    ///
    /// @param over is told why the message was not sent; nothing where it was
    void send(String name, String key, Json data, Consumer<String> over);
}
