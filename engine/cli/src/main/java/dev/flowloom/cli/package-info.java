/// The command line: reads what was asked for, hands it to the engine, and says what came of it, for people on standard
/// error and for programs on standard output. Knows the engine; knows nothing of how a flow is stored or run.
@NullMarked
package dev.flowloom.cli;

import org.jspecify.annotations.NullMarked;
