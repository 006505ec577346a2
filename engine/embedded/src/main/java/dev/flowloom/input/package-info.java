/// Tells whether what a run is to be given is what its flow asks for. Knows JSON Schema, and nothing of runs or stores.
@NullMarked
package dev.flowloom.input;

import org.jspecify.annotations.NullMarked;
