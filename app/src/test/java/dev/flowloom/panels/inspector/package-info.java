@NullMarked
package dev.flowloom.panels.inspector;

import org.jspecify.annotations.NullMarked;
