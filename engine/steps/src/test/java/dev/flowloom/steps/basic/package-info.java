@NullMarked
package dev.flowloom.steps.basic;

import org.jspecify.annotations.NullMarked;
