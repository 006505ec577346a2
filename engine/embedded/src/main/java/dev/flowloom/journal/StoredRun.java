package dev.flowloom.journal;

import java.util.List;

/// A run as it is stored, or the end of it.
///
/// @param number the position of its first row
/// @param status as the list of runs had it before the rows were read
/// @param rows in order, from the one that was asked for to the last
record StoredRun(long number, RunSummary.Status status, List<Row> rows) {
    StoredRun {
        rows = List.copyOf(rows);
    }

    StoredRun with(List<Row> found) {
        return new StoredRun(number, status, found);
    }
}
