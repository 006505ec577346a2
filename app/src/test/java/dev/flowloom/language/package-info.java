/// Tests of what people read.
@NullMarked
package dev.flowloom.language;

import org.jspecify.annotations.NullMarked;
