/// What engines for BPMN have in common: the diagrams, and their database.
@NullMarked
package dev.flowloom.bench.bpmn;

import org.jspecify.annotations.NullMarked;
