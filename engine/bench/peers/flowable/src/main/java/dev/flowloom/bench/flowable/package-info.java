/// Flowable, embedded.
@NullMarked
package dev.flowloom.bench.flowable;

import org.jspecify.annotations.NullMarked;
