/// What is being edited: a diagram, what can be done to it, and how it came to be what it is.
///
/// Diagrams are immutable, so undo is the earlier diagram and can't be wrong. The package knows the model, its checks
/// and the JSON that the clipboard holds. It must not know JavaFX, tools, or how anything is drawn.
@NullMarked
package dev.flowloom.document;

import org.jspecify.annotations.NullMarked;
