package dev.flowloom.panels.runs;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.flowloom.panels.run.OpenWaits.OpenWait;
import dev.flowloom.run.RunId;
import dev.flowloom.run.VisitId;

/// What a run waits for that somebody can give.
///
/// @param flow what its flow is called
/// @param titles what the nodes are called at which it waits
/// @param waits the first begun first
public record Waiting(RunId run, String flow, SortedMap<VisitId, String> titles, List<OpenWait> waits) {
    public Waiting {
        titles = Collections.unmodifiableSortedMap(new TreeMap<>(titles));
        waits = List.copyOf(waits);
    }
}
