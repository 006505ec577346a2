/// The resources that steps use, as far as an engine knows of them: who may use one now, who waits, and who is told that it
/// is better left alone. Knows neither runs nor steps.
@NullMarked
package dev.flowloom.resource;

import org.jspecify.annotations.NullMarked;
