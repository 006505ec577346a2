/// Finds the flows that flows call. Knows files, and nothing of runs or stores.
@NullMarked
package dev.flowloom.library;

import org.jspecify.annotations.NullMarked;
