@NullMarked
package dev.flowloom.canvas;

import org.jspecify.annotations.NullMarked;
