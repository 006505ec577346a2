/// Measures what drawing costs: the canvas beside a plain scene graph. No test; `app/bench/run` starts it.
@NullMarked
package dev.flowloom.bench;

import org.jspecify.annotations.NullMarked;
