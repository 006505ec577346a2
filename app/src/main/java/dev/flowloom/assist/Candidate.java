package dev.flowloom.assist;

/// Something that may be written at a place.
///
/// @param name as it is shown
/// @param written as it is written
/// @param caretBack how far before the end of that the caret then stands
/// @param detail of what kind it is, in a word or two
/// @param help what it is, in a line; may be empty
public record Candidate(String name, String written, int caretBack, String detail, String help) {}
