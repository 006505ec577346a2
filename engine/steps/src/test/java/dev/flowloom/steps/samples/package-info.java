/// Proves that the sample flows are what they say.
@NullMarked
package dev.flowloom.steps.samples;

import org.jspecify.annotations.NullMarked;
