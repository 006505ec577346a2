/// Finds out whether a store, and what is around it, is in good order, and says what to do where it isn't.
@NullMarked
package dev.flowloom.doctor;

import org.jspecify.annotations.NullMarked;
