/// What a run looks like on the drawing: events folded into a state for each node and wire.
///
/// It is one of several folds over the same events; there is no second truth. Knows the model and the events of a run.
/// It must not know JavaFX, nor where events come from.
@NullMarked
package dev.flowloom.overlay;

import org.jspecify.annotations.NullMarked;
