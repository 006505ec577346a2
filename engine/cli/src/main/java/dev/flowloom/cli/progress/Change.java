package dev.flowloom.cli.progress;

import java.util.List;

/// What an event added to the story: the rows that changed, and what there is to say besides; may be empty.
///
/// @param over whether the run has ended
record Change(List<Row> rows, String notice, boolean over) {
    static final Change NONE = new Change(List.of(), "", false);

    static Change of(Row... rows) {
        return new Change(List.of(rows), "", false);
    }

    static Change notice(String notice) {
        return new Change(List.of(), notice, false);
    }

    static Change over(String notice) {
        return new Change(List.of(), notice, true);
    }
}
