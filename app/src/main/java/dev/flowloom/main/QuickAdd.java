package dev.flowloom.main;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

import dev.flowloom.canvas.FlowCanvas;
import dev.flowloom.document.Edit;
import dev.flowloom.document.EditResult;
import dev.flowloom.document.Editor;
import dev.flowloom.document.Insertion;
import dev.flowloom.document.Retyping;
import dev.flowloom.document.Rules;
import dev.flowloom.geometry.Port;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.panels.Picker;
import dev.flowloom.panels.Stencil;
import dev.flowloom.step.StepTypes;
import dev.flowloom.tool.AddRequest;

import static dev.flowloom.language.Texts.tr;

/// Lets the user choose, at the pointer, what a gesture adds, and which type takes the place of a step's.
final class QuickAdd {
    private final Editor editor;
    private final FlowCanvas canvas;
    private final Picker picker;
    private final StepTypes types;
    private final List<Stencil.OfNode> stencils;
    private final List<Stencil.OfNote> paper;
    private final Consumer<String> say;

    /// @param picker lies over the canvas and has its size to move in
    QuickAdd(Editor editor, FlowCanvas canvas, Picker picker, StepTypes types, Consumer<String> say) {
        this.editor = editor;
        this.canvas = canvas;
        this.picker = picker;
        this.types = types;
        var all = Stencil.all(types.descriptions(), types.sources()).values().stream().flatMap(List::stream).toList();
        this.stencils = all.stream().filter(Stencil.OfNode.class::isInstance).map(Stencil.OfNode.class::cast).toList();
        this.paper = all.stream().filter(Stencil.OfNote.class::isInstance).map(Stencil.OfNote.class::cast).toList();
        this.say = say;
    }

    void add(AddRequest request) {
        var at = canvas.toScreen(request.at());
        // At a wire it is mostly a step that is wanted.
        var isAtWire = !(request instanceof AddRequest.Here);
        var picks = new ArrayList<>(stencils.stream().filter(stencil -> fits(stencil, request))
                .sorted(Comparator.comparing(stencil -> isAtWire && !stencil.isStep()))
                .map(stencil -> stencil.pick(() -> add(request, stencil))).toList());
        if (!isAtWire) {
            paper.forEach(note -> picks.add(note.pick(() -> canvas.add(note.note(), request.at()))));
        }
        picker.open(prompt(request), picks, at.getX(), at.getY(), canvas::requestFocus);
    }

    private static String prompt(AddRequest request) {
        return switch (request) {
            case AddRequest.Here _ -> tr("Add");
            case AddRequest.After _ -> tr("Add at the wire’s end");
            case AddRequest.Into _ -> tr("Insert into the wire");
        };
    }

    private boolean fits(Stencil.OfNode stencil, AddRequest request) {
        var node = stencil.newNode(editor.graph());
        return Rules.refusal(editor.graph(), node, canvas.containerOf(request)).isEmpty() && switch (request) {
            case AddRequest.Here _ -> true;
            case AddRequest.After(_, var from) -> from.kind() == Port.Kind.COMPENSATION
                    ? Rules.canCompensate(node)
                    : !(node instanceof Node.Start);
            case AddRequest.Into _ -> Insertion.suits(node);
        };
    }

    private void add(AddRequest request, Stencil.OfNode stencil) {
        tell(canvas.add(request, stencil.newNode(editor.graph())));
    }

    void replace(NodeId id) {
        var at = canvas.boundsOf(id);
        if (at.isPresent() && editor.graph().node(id) instanceof Node.Step step) {
            picker.open(tr("Another type for “%s”", step.title()),
                    stencils.stream().filter(stencil -> isOtherType(stencil, step))
                            .map(stencil -> stencil.pick(() -> replace(step, stencil))).toList(),
                    at.get().getMinX(), at.get().getMaxY() + 8, canvas::requestFocus);
        }
    }

    private boolean isOtherType(Stencil.OfNode stencil, Node.Step step) {
        return stencil.newNode(editor.graph()) instanceof Node.Step other && !other.type().equals(step.type());
    }

    /// A name that was only the old type's title becomes the new one's.
    private void replace(Node.Step step, Stencil.OfNode stencil) {
        if (stencil.newNode(editor.graph()) instanceof Node.Step fresh) {
            var old = types.describe(step.type());
            var retyped = Retyping.to(fresh.type(), name -> hasSetting(fresh.type(), name), step);
            tell(editor.apply(new Edit.ReplaceNode(old != null && old.title().equals(step.name())
                    ? retyped.withName(fresh.name())
                    : retyped)));
        }
    }

    private boolean hasSetting(String type, String name) {
        var description = types.describe(type);
        return description != null && description.settings().get("properties") instanceof Json.Obj properties
                && properties.get(name) != null;
    }

    private void tell(EditResult result) {
        if (result instanceof EditResult.Refused(var reason)) {
            say.accept(reason);
        }
    }
}
