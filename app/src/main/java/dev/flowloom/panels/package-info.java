/// The panels around the canvas: palette, inspector, problems, run bar, event log, banners.
///
/// Each shows a part of what the editor or the overlay holds, and turns what the user does in it into edits and calls.
/// Panels don't know each other, nor the window that holds them, nor the journal behind a run.
@NullMarked
package dev.flowloom.panels;

import org.jspecify.annotations.NullMarked;
