@NullMarked
package dev.flowloom.library;

import org.jspecify.annotations.NullMarked;
