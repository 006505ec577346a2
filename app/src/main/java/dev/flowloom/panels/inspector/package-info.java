/// The inspector: for whatever is selected, a sheet on which it can be read and changed.
///
/// A sheet reads the editor and applies edits to it, and knows nothing else of the program.
@NullMarked
package dev.flowloom.panels.inspector;

import org.jspecify.annotations.NullMarked;
