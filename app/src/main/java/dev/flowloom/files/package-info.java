/// The user's files: flows opened and saved without ever losing work, drafts of what isn't saved yet, recent files,
/// settings.
///
/// Knows the model and how it is written as JSON. It must not know JavaFX: whoever has questions for the user asks
/// them elsewhere and brings the answer.
@NullMarked
package dev.flowloom.files;

import org.jspecify.annotations.NullMarked;
