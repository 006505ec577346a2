@NullMarked
package dev.flowloom.steps.sql;

import org.jspecify.annotations.NullMarked;
