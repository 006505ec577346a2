package dev.flowloom.journal;

import java.util.List;

/// A run as it is stored, or a part of it.
///
/// @param number the position of its first row
/// @param status as the list of runs had it before the rows were read
/// @param rows in order, from the one that was asked for
/// @param toTheEnd whether the last of them is the run's
record StoredRun(long number, RunSummary.Status status, List<Row> rows, boolean toTheEnd) {
    StoredRun {
        rows = List.copyOf(rows);
    }

    /// @param most how many rows were looked for
    StoredRun with(List<Row> found, int most) {
        return new StoredRun(number, status, found, found.size() < most);
    }
}
