@NullMarked
package dev.flowloom.steps.http;

import org.jspecify.annotations.NullMarked;
