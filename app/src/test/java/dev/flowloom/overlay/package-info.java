@NullMarked
package dev.flowloom.overlay;

import org.jspecify.annotations.NullMarked;
