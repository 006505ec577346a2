@NullMarked
package dev.flowloom.steps;

import org.jspecify.annotations.NullMarked;
