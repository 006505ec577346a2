package dev.flowloom.geometry;

/// A line, level or upright, on which what is dragged stands with its neighbours.
public record Guide(Vec from, Vec to) {}
