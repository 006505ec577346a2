/// Where nodes had better stand: a flow laid out along its wires, nodes aligned, spread evenly or put straight.
///
/// Nothing is changed here: each arrangement is a set of places, of which an edit can be made. Knows the document and the
/// geometry, and alone knows the layout library. It must not know JavaFX, nor who asks.
@NullMarked
package dev.flowloom.arrange;

import org.jspecify.annotations.NullMarked;
