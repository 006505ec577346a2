/// Compiles and evaluates expressions, bounded in time, depth and size, and free of clock and chance. The rest of
/// Flowloom sees the interfaces here and never the library behind them.
@NullMarked
package dev.flowloom.expression;

import org.jspecify.annotations.NullMarked;
