package dev.flowloom.canvas;

import java.util.Locale;

/// What stands on a node's card.
///
/// @param title the node's name, or what stands for it
/// @param summary one line on what it does; may be empty
/// @param icon path data on a 24 × 24 grid, drawn as a line two units wide
/// @param tone the muted colour of its icon
public record CardFace(String title, String summary, String icon, Tone tone) {
    /// The colours of categories; the tokens of the themes have the same names.
    public enum Tone {
        SERVICE, DATABASE, FILE, MESSAGE, DATA, UTILITY, CONTROL;

        String styleClass() {
            return "tone-" + name().toLowerCase(Locale.ROOT);
        }
    }
}
