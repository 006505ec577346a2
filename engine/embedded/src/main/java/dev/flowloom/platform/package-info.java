/// What operating systems do each in their own way: where a user's files belong, how a full disk is told, how the names of
/// files are made durable. Knows nothing of Flowloom but its name.
@NullMarked
package dev.flowloom.platform;

import org.jspecify.annotations.NullMarked;
