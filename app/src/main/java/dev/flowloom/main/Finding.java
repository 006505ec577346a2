package dev.flowloom.main;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;

import dev.flowloom.canvas.FlowCanvas;
import dev.flowloom.document.Editor;
import dev.flowloom.model.Node;
import dev.flowloom.panels.Pick;
import dev.flowloom.panels.Picker;
import dev.flowloom.panels.Tiles;
import dev.flowloom.step.StepTypes;
import dev.flowloom.tool.KeyInput;
import dev.flowloom.tool.Modifiers;

import static dev.flowloom.language.Texts.later;
import static dev.flowloom.language.Texts.tr;

/// Finds a node of the flow, and anything that can be done, by its name.
final class Finding {
    private final Editor editor;
    private final FlowCanvas canvas;
    private final Picker picker;
    private final StepTypes types;

    /// What can be done on the canvas by a key, and stands in no menu.
    private record Deed(String name, String keys, KeyInput.Key key, Modifiers modifiers) {}

    private static final List<Deed> DEEDS = List.of(
            new Deed(later("Add a step"), "A", KeyInput.Key.A, Modifiers.NONE),
            new Deed(later("Add after the selected step"), "Shift+A", KeyInput.Key.A, Modifiers.SHIFT),
            new Deed(later("Add a note"), "N", KeyInput.Key.N, Modifiers.NONE),
            new Deed(later("Put a group around the selection"), "Shift+N", KeyInput.Key.N, Modifiers.SHIFT),
            new Deed(later("Start a wire at the selected step"), "C", KeyInput.Key.C, Modifiers.NONE),
            new Deed(later("Start an undo or error wire at the selected step"), "Shift+C", KeyInput.Key.C,
                    Modifiers.SHIFT),
            new Deed(later("Rename"), "F2", KeyInput.Key.F2, Modifiers.NONE),
            new Deed(later("Open the settings, or enter the scope"), "Enter", KeyInput.Key.ENTER, Modifiers.NONE),
            new Deed(later("Give the step another type"), "R", KeyInput.Key.R, Modifiers.NONE),
            new Deed(later("Disable the steps, or enable them"), "D", KeyInput.Key.D, Modifiers.NONE),
            new Deed(later("Extract into a scope"), "Ctrl+G", KeyInput.Key.G, Modifiers.SHORTCUT),
            new Deed(later("Dissolve the scope or loop"), "Ctrl+Shift+G", KeyInput.Key.G,
                    new Modifiers(true, true, false)),
            new Deed(later("Collapse or expand the scope or loop"), "X", KeyInput.Key.X, Modifiers.NONE),
            new Deed(later("Leave the scope or loop"), "Shift+Enter", KeyInput.Key.ENTER, Modifiers.SHIFT),
            new Deed(later("Make room"), "S", KeyInput.Key.S, Modifiers.NONE),
            new Deed(later("Move the paper"), "H", KeyInput.Key.H, Modifiers.NONE),
            new Deed(later("Select all that leads there"), "Ctrl+Shift+Left", KeyInput.Key.LEFT,
                    new Modifiers(true, true,
                            false)),
            new Deed(later("Select all that follows"), "Ctrl+Shift+Right", KeyInput.Key.RIGHT, new Modifiers(true, true,
                    false)),
            new Deed(later("Next node"), "Alt+Down", KeyInput.Key.DOWN, new Modifiers(false, false, true)),
            new Deed(later("The node before"), "Alt+Up", KeyInput.Key.UP, new Modifiers(false, false, true)),
            new Deed(later("Back to where you were"), "Alt+Left", KeyInput.Key.LEFT, new Modifiers(false, false, true)),
            new Deed(later("Forward again"), "Alt+Right", KeyInput.Key.RIGHT, new Modifiers(false, false, true)));

    Finding(Editor editor, FlowCanvas canvas, Picker picker, StepTypes types) {
        this.editor = editor;
        this.canvas = canvas;
        this.picker = picker;
        this.types = types;
    }

    /// Lets the user choose a node by its name, id or type, and brings it into view.
    void find() {
        var picks = editor.graph().nodes().values().stream().map(this::pick).toList();
        picker.open(tr("Find in this flow"), picks, canvas::requestFocus);
    }

    private Pick pick(Node node) {
        return switch (node) {
            case Node.Step step when types.describe(step.type()) != null -> {
                var description = Objects.requireNonNull(types.describe(step.type()));
                yield new Pick(node.title(), step.id() + " " + step.type(), tr(description.title()),
                        Tiles.small(description),
                        () -> canvas.reveal(node.id()));
            }
            case Node.Step step -> new Pick(node.title(), step.id() + " " + step.type(), step.type(), Tiles.small(node),
                    () -> canvas.reveal(node.id()));
            default -> new Pick(node.title(), node.id().value(), "", Tiles.small(node), () -> canvas.reveal(node.id()));
        };
    }

    /// Lets the user choose anything that can be done now, with its shortcut.
    void actions(MenuBar menus) {
        var picks = new ArrayList<Pick>();
        menus.getMenus().forEach(menu -> menu.getItems().forEach(item -> collect(item, menu, picks)));
        DEEDS.forEach(deed -> picks.add(new Pick(tr(deed.name()), "canvas " + deed.name(), deed.keys(), null,
                () -> canvas.press(deed.key(), deed.modifiers()))));
        picker.open(tr("What do you want to do?"), picks, canvas::requestFocus);
    }

    private static void collect(MenuItem item, Menu menu, List<Pick> picks) {
        switch (item) {
            case Menu inner -> inner.getItems().forEach(each -> collect(each, inner, picks));
            case SeparatorMenuItem _ -> {
            }
            default -> {
                if (!item.isDisable()) {
                    var keys = item.getAccelerator();
                    picks.add(new Pick(plain(item.getText()), plain(menu.getText()),
                            keys == null ? "" : keys.getDisplayText(), null, item::fire));
                }
            }
        }
    }

    /// Without the mark of the letter that chooses it in the menu.
    private static String plain(String text) {
        return text.replace("__", "\0").replace("_", "").replace('\0', '_');
    }
}
