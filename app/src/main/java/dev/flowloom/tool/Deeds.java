package dev.flowloom.tool;

import java.util.stream.Stream;

import dev.flowloom.document.ClipboardText;
import dev.flowloom.document.Edit;
import dev.flowloom.document.EditResult;
import dev.flowloom.document.Editor;
import dev.flowloom.document.Fragment;
import dev.flowloom.document.Rules;
import dev.flowloom.document.Selection;
import dev.flowloom.geometry.Box;
import dev.flowloom.geometry.Drawing;
import dev.flowloom.geometry.Grid;
import dev.flowloom.geometry.Notes;
import dev.flowloom.geometry.Vec;
import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.NoteId;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// Does what tools want done: on the editor, and on the world around it.
public final class Deeds {
    private final Editor editor;
    private final World world;

    /// What is neither document nor drawing.
    public interface World {
        void look(Camera camera);

        /// Selects a node and brings it into view.
        void show(NodeId node);

        /// Shows again what was seen before the last jump.
        void back();

        /// Shows again what was seen before going back.
        void forward();

        /// Shows what stands in a container, and nothing else; all there is where it is null.
        void enter(@Nullable NodeId container);

        void open(NodeId node);

        void rename(NodeId node);

        /// Lets what stands on a note be written.
        void write(NoteId note);

        /// Lets the user choose a node to be added there.
        void add(AddRequest request);

        /// Lets the user choose another type for a step.
        void replace(NodeId node);

        /// Tells why something was not done.
        void say(String sentence);

        /// The text on the system's clipboard; empty where there is none.
        String clipboard();

        void setClipboard(String text);
    }

    public Deeds(Editor editor, World world) {
        this.editor = editor;
        this.world = world;
    }

    public void perform(Act act) {
        switch (act) {
            case Act.Do(var edit, var burst) -> apply(edit, burst);
            case Act.Select(var selection) -> editor.select(selection);
            case Act.Look(var camera) -> world.look(camera);
            case Act.Show(var node) -> world.show(node);
            case Act.Back _ -> world.back();
            case Act.Forward _ -> world.forward();
            case Act.Undo _ -> editor.undo();
            case Act.Redo _ -> editor.redo();
            case Act.Copy(var what) -> copy(what);
            case Act.Cut(var what) -> {
                copy(what);
                apply(new Edit.Delete(what, true), null);
            }
            case Act.Paste(var at, var container) -> paste(at, container);
            case Act.Enter(var container) -> world.enter(container);
            case Act.Open(var node) -> world.open(node);
            case Act.Rename(var node) -> world.rename(node);
            case Act.Write(var note) -> unlessReadOnly(() -> world.write(note));
            case Act.Add(var request) -> unlessReadOnly(() -> world.add(request));
            case Act.Replace(var node) -> unlessReadOnly(() -> world.replace(node));
            case Act.Say(var reason) -> world.say(reason);
        }
    }

    private void unlessReadOnly(Runnable deed) {
        if (editor.isReadOnly()) {
            world.say(tr("This flow can only be looked at, not changed."));
        } else {
            deed.run();
        }
    }

    private void apply(Edit edit, @Nullable String burst) {
        var result = burst == null ? editor.apply(edit) : editor.applyInBurst(edit, burst);
        if (result instanceof EditResult.Refused(var reason)) {
            world.say(reason);
        }
    }

    private void copy(Selection what) {
        world.setClipboard(ClipboardText.write(Fragment.of(editor.diagram(), what)));
    }

    /// So that its middle is at the pointer.
    private void paste(Fragment fragment, Point at, @Nullable NodeId container) {
        var nodes = fragment.graph().nodes().values().stream()
                .map(node -> Drawing.boxOf(node, Vec.of(fragment.layout().nodes().getOrDefault(node.id(), at))));
        var bounds = Stream.concat(nodes, fragment.layout().notes().values().stream().map(Notes::box))
                .reduce(Box::union).orElse(new Box(at.x(), at.y(), 0, 0));
        boolean hadStart = Rules.hasStart(editor.graph(), container);
        apply(new Edit.Paste(fragment, new Point(Grid.snap(at.x() - bounds.width() / 2),
                Grid.snap(at.y() - bounds.height() / 2)), container), null);
        if (hadStart && Rules.hasStart(fragment.graph(), null) && fragment.graph().nodes().size() > 1) {
            world.say(tr("The start was left out: a flow begins at one place, and this one has its start."));
        }
    }

    private void paste(Point at, @Nullable NodeId container) {
        switch (ClipboardText.read(world.clipboard())) {
            case ClipboardText.Found(var fragment) -> paste(fragment, at, container);
            case ClipboardText.NoFlow(var message) -> world.say(message);
        }
    }
}
