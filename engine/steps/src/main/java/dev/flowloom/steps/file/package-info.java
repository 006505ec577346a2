/// Sources that read files. Knows the step interface and JSON alone.
@NullMarked
package dev.flowloom.steps.file;

import org.jspecify.annotations.NullMarked;
