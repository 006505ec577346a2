package dev.flowloom.tool;

/// Time passed during a gesture that asked for it: see [Tool#wantsTicks()].
public record Tick(double seconds) implements UserInput {}
