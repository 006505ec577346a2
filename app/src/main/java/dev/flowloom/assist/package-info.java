/// Help with what is being typed: the words of a field's text, what may follow, what it gives on the data of a run.
///
/// Pure: texts, flows and data in, words and values out. It must not know JavaFX, editors or where runs come from.
@NullMarked
package dev.flowloom.assist;

import org.jspecify.annotations.NullMarked;
