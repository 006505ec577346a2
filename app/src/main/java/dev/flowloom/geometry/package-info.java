/// Where things are on the paper: how big nodes are, where their ports sit, how wires run, what lies under a point.
///
/// Tools and the canvas share it, so what is hit is what is seen. Knows the model and the document. It must not know
/// JavaFX, and nothing about colours or fonts.
@NullMarked
package dev.flowloom.geometry;

import org.jspecify.annotations.NullMarked;
