/// The runs of the store, and what they wait for. Knows no journal: what it shows it is given.
@NullMarked
package dev.flowloom.panels.runs;

import org.jspecify.annotations.NullMarked;
