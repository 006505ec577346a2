package dev.flowloom.canvas;

import java.util.function.Consumer;

import dev.flowloom.document.Edit;
import dev.flowloom.document.EditResult;
import dev.flowloom.document.Editor;
import dev.flowloom.tool.Act;
import dev.flowloom.tool.Camera;

/// Does what tools want done.
final class Deeds {
    private final Editor editor;
    private final CanvasRequests requests;
    private final Consumer<Camera> look;

    Deeds(Editor editor, CanvasRequests requests, Consumer<Camera> look) {
        this.editor = editor;
        this.requests = requests;
        this.look = look;
    }

    void perform(Act act) {
        switch (act) {
            case Act.Do(var edit, var burst) -> apply(edit, burst == null ? "" : burst);
            case Act.Select(var selection) -> editor.select(selection);
            case Act.Look(var camera) -> look.accept(camera);
            case Act.Undo _ -> editor.undo();
            case Act.Redo _ -> editor.redo();
            case Act.Copy _ -> {
            }
            case Act.Cut _ -> {
            }
            case Act.Paste _ -> {
            }
            case Act.Open(var node) -> requests.open(node);
            case Act.Rename(var node) -> requests.rename(node);
            case Act.Say(var reason) -> requests.say(reason);
        }
    }

    private void apply(Edit edit, String burst) {
        var result = burst.isEmpty() ? editor.apply(edit) : editor.applyInBurst(edit, burst);
        if (result instanceof EditResult.Refused(var reason)) {
            requests.say(reason);
        }
    }
}
