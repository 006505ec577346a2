/// Keeps what happened in runs: an append is answered when it is durable, and what is read back is checked. Knows the
/// events of `run`, but not what they mean, and nothing of loops, timers or steps.
@NullMarked
package dev.flowloom.journal;

import org.jspecify.annotations.NullMarked;
