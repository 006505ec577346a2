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

import static dev.flowloom.language.Texts.tr;

/// Finds a node of the flow, and anything that can be done, by its name.
final class Finding {
    private final Editor editor;
    private final FlowCanvas canvas;
    private final Picker picker;
    private final StepTypes types;

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
        for (var deed : Shortcuts.Deed.values()) {
            picks.add(new Pick(tr(deed.english()), "canvas " + deed.english(), Shortcuts.display(deed.combination()),
                    null, () -> canvas.press(deed.key(), deed.modifiers())));
        }
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
                            keys == null ? "" : Shortcuts.display(keys), null, item::fire));
                }
            }
        }
    }

    /// Without the mark of the letter that chooses it in the menu.
    private static String plain(String text) {
        return text.replace("__", "\0").replace("_", "").replace('\0', '_');
    }
}
