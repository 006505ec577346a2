/// Gestures as small named states: an input and a view give the next state, and what is to be done.
///
/// Nothing is changed here. Knows the document and the geometry. It must not know JavaFX, so that every gesture can be
/// tested without a screen.
@NullMarked
package dev.flowloom.tool;

import org.jspecify.annotations.NullMarked;
