/// Step types that need nothing from outside: data, log, fail. They know no other step type.
@NullMarked
package dev.flowloom.steps.basic;

import org.jspecify.annotations.NullMarked;
