package dev.flowloom.bench;

import java.util.Locale;

/// Where a subject keeps what it keeps, and what of that outlives what.
public enum Setting {
    /// H2 on disk: what is done outlives the process, each step before its successor starts.
    H2_KILL_SAFE,
    /// H2 on disk: what is done also outlives a power cut, each step before its successor starts.
    H2_POWER_SAFE,
    /// H2 on disk: a run is durable when it ends, and its steps are not before that.
    H2_KILL_SAFE_PER_RUN,
    /// PostgreSQL with `fsync`: each step is durable before its successor starts.
    POSTGRESQL,
    /// Nothing is kept.
    MEMORY;

    /// As it stands among the figures.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Setting labelled(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
