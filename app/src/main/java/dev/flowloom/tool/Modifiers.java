package dev.flowloom.tool;

/// The keys that are held beside another.
///
/// @param shortcut Ctrl, or Cmd on a Mac
public record Modifiers(boolean shift, boolean shortcut, boolean alt) {
    public static final Modifiers NONE = new Modifiers(false, false, false);
    public static final Modifiers SHIFT = new Modifiers(true, false, false);
    public static final Modifiers SHORTCUT = new Modifiers(false, true, false);

    /// Whether neither of the keys is held that make a letter a menu's.
    boolean plain() {
        return !shortcut && !alt;
    }

    /// Whether a click adds to the selection instead of beginning a new one.
    boolean adds() {
        return shift || shortcut;
    }
}
