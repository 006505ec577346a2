/// Tells a person how a run goes while it goes. A fold over the run's events: it asks nothing of the engine, and knows
/// nothing of commands.
@NullMarked
package dev.flowloom.cli.progress;

import org.jspecify.annotations.NullMarked;
