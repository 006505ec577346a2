@NullMarked
package dev.flowloom.assist;

import org.jspecify.annotations.NullMarked;
