@NullMarked
package dev.flowloom.arrange;

import org.jspecify.annotations.NullMarked;
