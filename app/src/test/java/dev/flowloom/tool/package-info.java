@NullMarked
package dev.flowloom.tool;

import org.jspecify.annotations.NullMarked;
