/// Flowloom itself, through what everybody can use of it.
@NullMarked
package dev.flowloom.bench.flowloom;

import org.jspecify.annotations.NullMarked;
