@NullMarked
package dev.flowloom.document;

import org.jspecify.annotations.NullMarked;
