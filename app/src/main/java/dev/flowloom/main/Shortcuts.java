package dev.flowloom.main;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyCombination.ModifierValue;

import dev.flowloom.tool.KeyInput;
import dev.flowloom.tool.Modifiers;

import static dev.flowloom.language.Texts.later;
import static dev.flowloom.language.Texts.tr;

/// What keys do: the one table for the help and for finding what can be done. Keys are named as the platform names them.
final class Shortcuts {
    private static final String LETTER = "A";

    private Shortcuts() {}

    /// What can be done on the canvas by a key, and stands in no menu.
    enum Deed {
        ADD(later("Add a step"), KeyInput.Key.A, Modifiers.NONE),
        ADD_AFTER(later("Add after the selected step"), KeyInput.Key.A, Modifiers.SHIFT),
        NOTE(later("Add a note"), KeyInput.Key.N, Modifiers.NONE),
        GROUP(later("Put a group around the selection"), KeyInput.Key.N, Modifiers.SHIFT),
        WIRE(later("Start a wire at the selected step"), KeyInput.Key.C, Modifiers.NONE),
        OTHER_WIRE(later("Start an undo or error wire at the selected step"), KeyInput.Key.C, Modifiers.SHIFT),
        RENAME(later("Rename"), KeyInput.Key.F2, Modifiers.NONE),
        OPEN(later("Open the settings, or enter the scope"), KeyInput.Key.ENTER, Modifiers.NONE),
        RETYPE(later("Give the step another type"), KeyInput.Key.R, Modifiers.NONE),
        DISABLE(later("Disable the steps, or enable them"), KeyInput.Key.D, Modifiers.NONE),
        EXTRACT(later("Extract into a scope"), KeyInput.Key.G, Modifiers.SHORTCUT),
        DISSOLVE(later("Dissolve the scope or loop"), KeyInput.Key.G, new Modifiers(true, true, false)),
        COLLAPSE(later("Collapse or expand the scope or loop"), KeyInput.Key.X, Modifiers.NONE),
        LEAVE(later("Leave the scope or loop"), KeyInput.Key.ENTER, Modifiers.SHIFT),
        MAKE_ROOM(later("Make room"), KeyInput.Key.S, Modifiers.NONE),
        MOVE_PAPER(later("Move the paper"), KeyInput.Key.H, Modifiers.NONE),
        ALL_BEFORE(later("Select all that leads there"), KeyInput.Key.LEFT, new Modifiers(true, true, false)),
        ALL_AFTER(later("Select all that follows"), KeyInput.Key.RIGHT, new Modifiers(true, true, false)),
        NEXT(later("Next node"), KeyInput.Key.DOWN, new Modifiers(false, false, true)),
        PREVIOUS(later("The node before"), KeyInput.Key.UP, new Modifiers(false, false, true)),
        BACK(later("Back to where you were"), KeyInput.Key.LEFT, new Modifiers(false, false, true)),
        FORWARD(later("Forward again"), KeyInput.Key.RIGHT, new Modifiers(false, false, true));

        private final String english;
        private final KeyInput.Key key;
        // A record of three booleans, which the check can't know to be immutable.
        @SuppressWarnings("ImmutableEnumChecker")
        private final Modifiers modifiers;

        Deed(String english, KeyInput.Key key, Modifiers modifiers) {
            this.english = english;
            this.key = key;
            this.modifiers = modifiers;
        }

        /// What it is called in English.
        String english() {
            return english;
        }

        KeyInput.Key key() {
            return key;
        }

        Modifiers modifiers() {
            return modifiers;
        }

        KeyCombination combination() {
            return new KeyCodeCombination(KeyCode.valueOf(key.name()), when(modifiers.shift()), ModifierValue.UP,
                    when(modifiers.alt()), ModifierValue.UP, when(modifiers.shortcut()));
        }

        private static ModifierValue when(boolean held) {
            return held ? ModifierValue.DOWN : ModifierValue.UP;
        }
    }

    /// A line of the help.
    ///
    /// @param english what is done
    /// @param words by what, in English, where that is more than keys; else empty. May hold a place for the key that
    ///        shortcuts have
    record Line(String english, String words, List<KeyCombination> keys) {
        private static Line of(String english, String... keys) {
            return new Line(english, "", Stream.of(keys).map(KeyCombination::valueOf).toList());
        }

        private static Line of(String english, Deed... deeds) {
            return new Line(english, "", Stream.of(deeds).map(Deed::combination).toList());
        }

        private static Line inWords(String english, String words) {
            return new Line(english, words, List.of());
        }

        String how() {
            return words.isEmpty()
                    ? keys.stream().map(Shortcuts::display).collect(Collectors.joining(", "))
                    : tr(words, shortcutKey());
        }
    }

    /// The help, line for line.
    static final List<Line> HELP = List.of(
            Line.inWords(later("Move the paper"), later("Space-drag, middle button, wheel")),
            Line.inWords(later("Zoom"), later("%s+wheel, + and −")),
            Line.of(later("Actual size, whole flow"), "0", "1"),
            Line.inWords(later("Add to the selection"), later("Shift- or %s-click")),
            Line.of(later("Select all, nothing"), "Shortcut+A", "Esc"),
            Line.inWords(later("Wire two steps"), later("Drag from a port")),
            Line.of(later("Delete, without healing the wire"), "Delete", "Shift+Delete"),
            Line.inWords(later("Nudge, by five"), later("Arrows, Shift+arrows")),
            Line.inWords(later("Rename"), later("F2 or E")),
            Line.inWords(later("Settings of a step"), later("Enter or double-click")),
            Line.inWords(later("Add a step"), later("A or double-click on the paper")),
            Line.of(later("Add after the selected step"), Deed.ADD_AFTER),
            Line.inWords(later("Wire without a mouse"), later("C or Shift+C, arrows, Enter")),
            Line.of(later("Next node, the one before"), Deed.NEXT, Deed.PREVIOUS),
            Line.of(later("Find a node, any action"), "Shortcut+F", "Shortcut+K"),
            Line.inWords(later("Insert into a wire"), later("its +, or drop a step on it")),
            Line.inWords(later("Bend, lead elsewhere, cut"), later("drag a wire, its end; Alt-drag across")),
            Line.inWords(later("Drag out a copy"), later("Alt-drag")),
            Line.of(later("Another type"), Deed.RETYPE),
            Line.of(later("Disable a step, enable it"), Deed.DISABLE),
            Line.of(later("Extract into a scope, dissolve it"), Deed.EXTRACT, Deed.DISSOLVE),
            Line.of(later("Collapse a scope, expand it"), Deed.COLLAPSE),
            Line.of(later("Enter a scope, leave it"), Deed.OPEN, Deed.LEAVE),
            Line.of(later("Add a note, a group around the selection"), Deed.NOTE, Deed.GROUP),
            Line.inWords(later("Write on a note, end it"), later("Enter or double-click, Esc")),
            Line.inWords(later("Move a wire’s label, put it back"), later("drag it, double-click")),
            Line.of(later("Make room, move the paper"), Deed.MAKE_ROOM, Deed.MOVE_PAPER),
            Line.of(later("All before, all after"), Deed.ALL_BEFORE, Deed.ALL_AFTER),
            Line.of(later("Copy, cut, paste, duplicate"), "Shortcut+C", "Shortcut+X", "Shortcut+V", "Shortcut+D"),
            Line.of(later("Lay out left to right, top to bottom"), "Shortcut+L", "Shortcut+Shift+L"),
            Line.of(later("Tidy the selection"), "Shortcut+T"),
            Line.of(later("What may follow in an expression"), "Ctrl+Space"),
            Line.of(later("Undo, redo"), "Shortcut+Z", "Shortcut+Y"),
            Line.of(later("Run, pause, stop"), "F5", "F6", "Shift+F5"),
            Line.of(later("Runs and what waits for you"), "F8"),
            Line.of(later("Dead letters"), "F7"),
            Line.of(later("New, open, save, close"), "Shortcut+N", "Shortcut+O", "Shortcut+S", "Shortcut+W"),
            Line.of(later("Next flow, the one before"), "Ctrl+Tab", "Ctrl+Shift+Tab"),
            Line.inWords(later("Add the palette's first match"), later("Enter in its search")),
            Line.of(later("Palette, inspector, run and problems"), "Shortcut+1", "Shortcut+2", "Shortcut+3"));

    /// The keys as the platform names them: Ctrl+G here is ⌘G on a Mac. But for symbols that are hard to read.
    static String display(KeyCombination keys) {
        if (!(keys instanceof KeyCodeCombination coded)) {
            return keys.getDisplayText();
        }
        var withLetter = new KeyCodeCombination(KeyCode.A, coded.getShift(), coded.getControl(), coded.getAlt(),
                coded.getMeta(), coded.getShortcut()).getDisplayText();
        return withLetter.substring(0, withLetter.length() - LETTER.length()) + coded.getCode().getName();
    }

    private static String shortcutKey() {
        return KeyCombination.valueOf("Shortcut+" + LETTER).getDisplayText().replaceFirst("\\+?" + LETTER + "$", "");
    }
}
