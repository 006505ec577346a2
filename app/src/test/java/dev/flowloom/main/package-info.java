@NullMarked
package dev.flowloom.main;

import org.jspecify.annotations.NullMarked;
