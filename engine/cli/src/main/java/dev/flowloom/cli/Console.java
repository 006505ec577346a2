package dev.flowloom.cli;

import java.io.InputStream;
import java.io.PrintStream;

/// Where a command reads from and writes to.
///
/// @param out for programs: results alone
/// @param err for people: progress and messages
/// @param terminal whether what goes to `err` is seen on a terminal, and so may be drawn over
/// @param columns how wide that terminal is
/// @param color whether colours are wanted
record Console(InputStream in, PrintStream out, PrintStream err, boolean terminal, int columns, boolean color) {}
