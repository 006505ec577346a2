package dev.flowloom.main;

import java.util.function.Consumer;

import dev.flowloom.canvas.FlowCanvas;
import dev.flowloom.document.Edit;
import dev.flowloom.document.EditResult;
import dev.flowloom.document.Editor;
import dev.flowloom.model.Node;
import dev.flowloom.panels.Palette;
import dev.flowloom.panels.Stencil;

/// Brings what is taken from the palette onto the canvas.
final class FromPalette implements Palette.Target {
    private final Editor editor;
    private final FlowCanvas canvas;
    private final Consumer<String> say;

    /// @param say tells why something was not done
    FromPalette(Editor editor, FlowCanvas canvas, Consumer<String> say) {
        this.editor = editor;
        this.canvas = canvas;
        this.say = say;
    }

    @Override
    public void drag(Stencil stencil) {
        switch (stencil) {
            case Stencil.OfNode node -> canvas.startPlacing(node.newNode(editor.graph()));
            case Stencil.OfNote note -> canvas.startPlacing(note.note());
        }
    }

    @Override
    public void add(Stencil stencil) {
        switch (stencil) {
            case Stencil.OfNode node -> add(node.newNode(editor.graph()));
            case Stencil.OfNote note -> canvas.add(note.note(), null);
        }
    }

    private void add(Node node) {
        if (editor.apply(new Edit.AddNode(node, canvas.freePlace(node))) instanceof EditResult.Refused(var reason)) {
            say.accept(reason);
        } else {
            canvas.reveal(node.id());
        }
        canvas.requestFocus();
    }
}
