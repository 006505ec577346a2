/// What a database alone reaches: the floor that engines are measured by.
@NullMarked
package dev.flowloom.bench.bare;

import org.jspecify.annotations.NullMarked;
