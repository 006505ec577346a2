package dev.flowloom.model;

import dev.flowloom.model.Layout.Point;

/// Something written on the paper for people. A run knows nothing of it.
///
/// @param at its upper left corner
/// @param text what is written; of a group its heading
public record Note(Kind kind, Point at, int width, int height, String text, Color color) {
    /// The least a note is wide and high, so that it can be read and grasped.
    public static final int LEAST = 48;

    public Note {
        if (width < LEAST || height < LEAST) {
            throw new IllegalArgumentException("a note is at least %d wide and high".formatted(LEAST));
        }
    }

    /// One of that size, or of the least.
    public static Note of(Kind kind, Point at, int width, int height, String text, Color color) {
        return new Note(kind, at, Math.max(width, LEAST), Math.max(height, LEAST), text, color);
    }

    /// What a note is.
    public enum Kind {
        /// A comment, beside the nodes.
        NOTE,
        /// An area behind nodes that belong together. It takes along what lies in it.
        GROUP
    }

    /// The tones that notes have.
    public enum Color {
        YELLOW, GREEN, BLUE, RED, VIOLET, GREY
    }

    public Note withPlace(Point place) {
        return new Note(kind, place, width, height, text, color);
    }

    /// As large as that, or as large as the least.
    public Note withSize(int width, int height) {
        return of(kind, at, width, height, text, color);
    }

    public Note withKind(Kind kind) {
        return new Note(kind, at, width, height, text, color);
    }

    public Note withText(String text) {
        return new Note(kind, at, width, height, text, color);
    }

    public Note withColor(Color color) {
        return new Note(kind, at, width, height, text, color);
    }
}
