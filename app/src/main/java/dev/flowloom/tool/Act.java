package dev.flowloom.tool;

import dev.flowloom.document.Edit;
import dev.flowloom.document.Selection;
import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.NoteId;
import org.jspecify.annotations.Nullable;

/// Something a tool wants done.
public sealed interface Act {

    /// Apply an edit.
    ///
    /// @param burst names the burst the edit is part of; null where it is a step of its own
    record Do(Edit edit, @Nullable String burst) implements Act {
        Do(Edit edit) {
            this(edit, null);
        }
    }

    record Select(Selection selection) implements Act {}

    /// Show another part of the paper.
    record Look(Camera camera) implements Act {}

    /// Select a node and bring it into view.
    record Show(NodeId node) implements Act {}

    /// Show again what was seen before the last jump.
    record Back() implements Act {}

    /// Show again what was seen before going back.
    record Forward() implements Act {}

    record Undo() implements Act {}

    record Redo() implements Act {}

    /// Put something on the clipboard.
    record Copy(Selection what) implements Act {}

    /// Put something on the clipboard and delete it.
    record Cut(Selection what) implements Act {}

    /// Add what the clipboard holds at a place.
    ///
    /// @param container what it comes to stand in; null where that is nothing
    record Paste(Point at, @Nullable NodeId container) implements Act {}

    /// Open what there is to say about a node.
    record Open(NodeId node) implements Act {}

    /// Show what stands in a container, and nothing else.
    ///
    /// @param container null to show all there is
    record Enter(@Nullable NodeId container) implements Act {}

    /// Let a node be given another name.
    record Rename(NodeId node) implements Act {}

    /// Let what stands on a note be written.
    record Write(NoteId note) implements Act {}

    /// Let the person choose a node to be added there.
    record Add(AddRequest request) implements Act {}

    /// Let the person choose another type for a step.
    record Replace(NodeId node) implements Act {}

    /// Tell the person why something was not done.
    record Say(String reason) implements Act {}
}
