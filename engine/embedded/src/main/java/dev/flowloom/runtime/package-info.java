/// Runs flows in this process: a loop for each run that is under way, the attempts at its steps, timers, recovery after
/// a crash. Knows how to carry out what `run` decides and the journal keeps, and nothing of what a flow means.
@NullMarked
package dev.flowloom.runtime;

import org.jspecify.annotations.NullMarked;
