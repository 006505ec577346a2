package dev.flowloom.doctor;

import dev.flowloom.journal.Retention;
import dev.flowloom.model.DurationText;

/// How long runs are kept, for people.
public final class RetentionText {
    private RetentionText() {}

    /// As a sentence.
    public static String of(Retention retention) {
        if (retention.keepsEverything()) {
            return "All runs are kept for ever.";
        }
        var longest = retention.longest();
        var most = retention.most();
        return "Runs that are over are kept%s%s%s; those with open dead letters are kept as well.".formatted(
                longest == null ? "" : " for " + DurationText.of(longest),
                longest == null || most == null ? "" : ",",
                most == null ? "" : " up to a number of %,d, the latest started".formatted(most));
    }
}
