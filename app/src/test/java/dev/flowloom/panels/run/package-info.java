@NullMarked
package dev.flowloom.panels.run;

import org.jspecify.annotations.NullMarked;
