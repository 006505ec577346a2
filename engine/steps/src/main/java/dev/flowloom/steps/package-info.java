/// The work a step can do. Each kind has a package of its own; here is what they share. Knows how a step type is
/// called and described, and must not know of runs, of the journal or of screens.
@NullMarked
package dev.flowloom.steps;

import org.jspecify.annotations.NullMarked;
