package dev.flowloom.panels.letters;

import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;

import dev.flowloom.model.Json;
import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;

/// Does what is wanted of dead letters, elsewhere. What comes of it is told on the thread of the user interface.
public interface LetterDeeds {

    /// Finds those that are open, the first kept first.
    ///
    /// @param of the run in which they failed; null for all
    /// @param most how many at most
    /// @param refused is told why they can't be found
    void list(@Nullable RunId of, int most, Consumer<List<Letter>> found, Consumer<String> refused);

    /// Sends items again.
    ///
    /// @param mended what items are to be in place of what they were, by the letters' numbers
    /// @param sent is given the runs that do them
    /// @param refused is told why they were not sent
    void resend(List<Long> numbers, SortedMap<Long, Json> mended, Consumer<List<RunId>> sent,
            Consumer<String> refused);

    /// Closes letters without doing anything about them.
    ///
    /// @param reason why, for the history; may be empty
    void drop(List<Long> numbers, String reason, Runnable dropped, Consumer<String> refused);

    /// Shows the run that a letter is of.
    void showRun(Letter letter, Consumer<String> refused);
}
