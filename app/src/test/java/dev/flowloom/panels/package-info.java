@NullMarked
package dev.flowloom.panels;

import org.jspecify.annotations.NullMarked;
