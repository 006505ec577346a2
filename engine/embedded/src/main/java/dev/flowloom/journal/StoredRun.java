package dev.flowloom.journal;

import java.util.List;

/// A run as it is stored, or a part of it.
///
/// @param number the position of its first row
/// @param status as the list of runs has it, before the rows were read
/// @param over whether it was over, by the list of runs, from before the rows were read until after that
/// @param rows in order, from the one that was asked for
/// @param toTheEnd whether the last of them is the run's
record StoredRun(long number, RunSummary.Status status, boolean over, List<Row> rows, boolean toTheEnd) {
    StoredRun {
        rows = List.copyOf(rows);
    }
}
