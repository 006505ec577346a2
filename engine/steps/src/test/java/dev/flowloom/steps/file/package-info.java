@NullMarked
package dev.flowloom.steps.file;

import org.jspecify.annotations.NullMarked;
