@NullMarked
package dev.flowloom.geometry;

import org.jspecify.annotations.NullMarked;
