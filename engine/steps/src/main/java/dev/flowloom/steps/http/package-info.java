/// The step type that makes an HTTP request. Knows no other step type.
@NullMarked
package dev.flowloom.steps.http;

import org.jspecify.annotations.NullMarked;
