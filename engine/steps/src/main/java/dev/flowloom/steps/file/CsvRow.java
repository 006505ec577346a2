package dev.flowloom.steps.file;

import java.util.List;

/// A row of a CSV file.
///
/// @param line where it begins
/// @param lastFieldLine where its last field begins
/// @param isOpen whether the file ended inside of that field, for want of a quote that closes it
record CsvRow(long line, long lastFieldLine, boolean isOpen, List<String> fields) {}
