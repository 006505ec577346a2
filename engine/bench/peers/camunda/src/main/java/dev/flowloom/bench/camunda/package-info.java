/// Camunda 7, embedded.
@NullMarked
package dev.flowloom.bench.camunda;

import org.jspecify.annotations.NullMarked;
