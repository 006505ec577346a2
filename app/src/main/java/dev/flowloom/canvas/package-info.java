/// The drawing on the screen: cards as recycled nodes, wires painted, gestures handed to the tools.
///
/// JavaFX lives here and in the panels only. The package must not know where runs are kept, nor how they run: it is
/// given an overlay and draws it.
@NullMarked
package dev.flowloom.canvas;

import org.jspecify.annotations.NullMarked;
