/// nFlow, embedded.
@NullMarked
package dev.flowloom.bench.nflow;

import org.jspecify.annotations.NullMarked;
