/// What can be seen of a run beside the drawing: its input, its state, its events as they happen, the data at a node.
///
/// Knows runs only as events. It must not know the journal they are kept in, nor the engine that makes them.
@NullMarked
package dev.flowloom.panels.run;

import org.jspecify.annotations.NullMarked;
