package dev.flowloom.json;

/// The kinds of wires, by the words of the format.
enum WireKind { SEQUENCE, ERROR, COMPENSATION }
