package dev.flowloom.main;

import java.util.Collection;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.util.Duration;

import dev.flowloom.arrange.Alignment;
import dev.flowloom.arrange.AutoLayout;
import dev.flowloom.arrange.Direction;
import dev.flowloom.canvas.FlowCanvas;
import dev.flowloom.document.Edit;
import dev.flowloom.document.EditResult;
import dev.flowloom.document.Editor;
import dev.flowloom.document.Identity;
import dev.flowloom.files.Aside;
import dev.flowloom.model.NodeId;
import dev.flowloom.panels.Banners;

import static dev.flowloom.language.Texts.tr;

/// Arranges the nodes of a window's flow when asked: each time one step that can be undone. Laying out may take a while
/// and is worked out aside.
final class Arranging {
    /// What takes no longer is not worth saying that it takes long.
    private static final Duration SHORT = Duration.millis(400);
    private static final String SUBJECT = "laying-out";

    private final Editor editor;
    private final FlowCanvas canvas;
    private final Aside aside;
    private final Banners banners;
    private final Consumer<String> say;
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final PauseTransition patience = new PauseTransition(SHORT);

    /// @param say tells in a sentence why something was not done
    Arranging(Editor editor, FlowCanvas canvas, Aside aside, Banners banners, Consumer<String> say) {
        this.editor = editor;
        this.canvas = canvas;
        this.aside = aside;
        this.banners = banners;
        this.say = say;
        patience.setOnFinished(_ -> banners.show(SUBJECT, Banners.Kind.INFO, tr("The flow is being laid out …"), ""));
    }

    /// Whether a layout is being worked out.
    ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    /// Whether laying out is of what is selected, and not of all.
    boolean isOfSelection() {
        return editor.selection().nodes().size() > 1;
    }

    /// Lays out what is selected if that is several nodes, else all.
    void layOut(Direction direction, boolean dropBends) {
        if (busy.get()) {
            return;
        }
        var diagram = editor.diagram();
        Collection<NodeId> nodes = isOfSelection() ? editor.selection().nodes() : canvas.nodesInside();
        begin();
        aside.run(() -> {
            var places = AutoLayout.of(diagram, nodes, direction);
            return dropBends ? places.editWithoutBends(tr("Lay out"), diagram) : places.edit(tr("Lay out"), diagram);
        }, edit -> {
            end();
            if (Identity.same(diagram, editor.diagram())) {
                apply(edit);
            } else {
                say.accept(tr("The flow was changed meanwhile, so it was not laid out. Ask again."));
            }
        }, bug -> {
            end();
            aside.report(bug);
        });
    }

    /// Puts what is selected in line.
    void align(Alignment alignment) {
        apply(alignment.of(editor.diagram(), editor.selection().nodes()).edit(alignment.label(), editor.diagram()));
    }

    private void begin() {
        busy.set(true);
        patience.playFromStart();
    }

    private void end() {
        patience.stop();
        banners.clear(SUBJECT);
        busy.set(false);
    }

    private void apply(Edit edit) {
        var before = editor.diagram();
        canvas.glide(() -> {
            if (editor.apply(edit) instanceof EditResult.Refused(var reason)) {
                say.accept(reason);
            } else if (Identity.same(before, editor.diagram())) {
                say.accept(tr("All of it stands so already."));
            }
        });
    }
}
