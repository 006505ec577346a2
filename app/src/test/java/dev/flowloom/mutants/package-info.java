@NullMarked
package dev.flowloom.mutants;

import org.jspecify.annotations.NullMarked;
