@NullMarked
package dev.flowloom.files;

import org.jspecify.annotations.NullMarked;
