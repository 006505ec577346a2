package dev.flowloom.journal;

/// What an acknowledged event outlives. docs/durability.md says how it was tried.
public enum Durability {
    /// The process is killed, and the machine loses its power.
    POWER_SAFE,
    /// The process is killed. Faster, but a power cut may take the last seconds.
    KILL_SAFE
}
