package dev.flowloom.expression;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// What a flow's expressions see, by name.
public final class SeenNames {
    public static final SortedSet<String> ALL = Collections.unmodifiableSortedSet(new TreeSet<>(
            List.of("input", "data", "steps", "result", "error", "undo", "loop", "lock", "run")));

    private SeenNames() {}
}
