package dev.flowloom.document;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

import dev.flowloom.model.Diagram;
import dev.flowloom.model.Flow;
import dev.flowloom.model.FlowReference;
import dev.flowloom.model.Frame;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Note;
import dev.flowloom.model.NoteId;
import dev.flowloom.model.Wire;
import dev.flowloom.model.WireId;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// Something to be done to a diagram, as one step that can be undone.
public sealed interface Edit {

    /// What is done, for a menu: "Undo " and this.
    String label();

    /// Adds a node.
    ///
    /// @param container what it stands in; null where that is nothing
    record AddNode(Node node, Point at, @Nullable NodeId container) implements Edit {
        public AddNode(Node node, Point at) {
            this(node, at, null);
        }

        @Override
        public String label() {
            return tr("Add %s", named(node));
        }
    }

    /// Puts a node in the place of the one with the same id: its settings, branches, mappings, policy changed.
    record ReplaceNode(Node node) implements Edit {
        @Override
        public String label() {
            return tr("Change %s", named(node));
        }
    }

    record Rename(NodeId node, String name) implements Edit {
        @Override
        public String label() {
            return tr("Rename");
        }
    }

    /// Gives a node another id. Its wires and its place follow.
    ///
    /// @param uses whether the expressions that name it do too
    record ChangeId(NodeId node, NodeId to, boolean uses) implements Edit {
        @Override
        public String label() {
            return tr("Change id");
        }
    }

    /// Moves nodes, with what they hold, and notes.
    record MoveNodes(SequencedSet<NodeId> nodes, SequencedSet<NoteId> notes, int dx, int dy) implements Edit {
        public MoveNodes {
            nodes = Collections.unmodifiableSequencedSet(new LinkedHashSet<>(nodes));
            notes = Collections.unmodifiableSequencedSet(new LinkedHashSet<>(notes));
        }

        public static MoveNodes of(Collection<NodeId> nodes, int dx, int dy) {
            return new MoveNodes(new LinkedHashSet<>(nodes), new LinkedHashSet<>(), dx, dy);
        }

        /// Moves the selected nodes and notes.
        public static MoveNodes of(Selection selection, int dx, int dy) {
            return new MoveNodes(new LinkedHashSet<>(selection.nodes()), new LinkedHashSet<>(selection.notes()), dx,
                    dy);
        }

        /// With all that stands in the nodes, which moves along; each once.
        MoveNodes withInside(Graph graph) {
            var all = new LinkedHashSet<>(nodes);
            nodes.forEach(node -> all.addAll(graph.inside(node)));
            return new MoveNodes(all, notes, dx, dy);
        }

        @Override
        public String label() {
            return tr("Move");
        }
    }

    /// Moves nodes and lets them stand in another container. Wires don't lead into containers: those that would, go, and
    /// are joined as where nodes are deleted.
    ///
    /// @param container null where they come to stand in none
    record Reparent(MoveNodes move, @Nullable NodeId container) implements Edit {
        @Override
        public String label() {
            return container == null ? tr("Take out") : tr("Put in");
        }
    }

    /// Draws a container elsewhere, or as large as that.
    record Resize(NodeId container, Point at, Frame frame) implements Edit {
        @Override
        public String label() {
            return tr("Resize");
        }
    }

    /// Shows what containers hold, or no longer.
    record Collapse(NodeId container, boolean collapsed) implements Edit {
        @Override
        public String label() {
            return collapsed ? tr("Collapse") : tr("Expand");
        }
    }

    /// Puts nodes into a new container that takes their place: what led to them leads to it, and what followed them
    /// follows it.
    ///
    /// @param at where the container's upper left corner comes to stand
    /// @param start where its start comes to stand, if it needs one
    /// @param end where its end comes to stand, if it needs one
    record Enclose(SequencedSet<NodeId> nodes, Node.Container container, Point at, Frame frame, Point start,
            Point end) implements Edit {
        public Enclose {
            nodes = Collections.unmodifiableSequencedSet(new LinkedHashSet<>(nodes));
        }

        @Override
        public String label() {
            return tr("Extract into %s", named(container));
        }
    }

    /// Puts a sub-flow in the place of nodes, which calls a flow that [Extracting#extract] made of them.
    ///
    /// @param enclose as which they would be put into a container with the sub-flow's id, name and place
    record Extract(Enclose enclose, FlowReference flow) implements Edit {
        @Override
        public String label() {
            return tr("Extract into %s", tr("the flow %s", flow));
        }
    }

    /// Puts a flow, as a scope, in the place of the sub-flow that calls it: the opposite of [Extract].
    ///
    /// @param flow what it calls
    /// @param at where the scope's upper left corner comes to stand
    /// @param inside where that of what it holds comes to stand
    record Inline(NodeId call, Diagram flow, Point at, Frame frame, Point inside) implements Edit {
        @Override
        public String label() {
            return tr("Put the flow in its place");
        }
    }

    /// Puts what a container holds in its place: the opposite of [Enclose].
    record Dissolve(NodeId container) implements Edit {
        @Override
        public String label() {
            return tr("Dissolve");
        }
    }

    /// Adds a wire.
    record Connect(Wire wire) implements Edit {
        @Override
        public String label() {
            return tr("Connect");
        }
    }

    /// Puts a wire in the place of the one with the same id: its branch or what it catches changed, or its ends.
    record ChangeWire(Wire wire) implements Edit {
        @Override
        public String label() {
            return tr("Change wire");
        }
    }

    /// Bends a wire through these points; straight again without any.
    record BendWire(WireId wire, List<Point> points) implements Edit {
        public BendWire {
            points = List.copyOf(points);
        }

        @Override
        public String label() {
            return tr("Bend wire");
        }
    }

    /// Moves a wire's label.
    ///
    /// @param offset how far it then stands from where it would stand by itself
    record MoveLabel(WireId wire, Point offset) implements Edit {
        @Override
        public String label() {
            return tr("Move label");
        }
    }

    /// Adds a note.
    record AddNote(NoteId id, Note note) implements Edit {
        @Override
        public String label() {
            return tr("Add %s", named(note));
        }
    }

    /// Puts a note in the place of the one with the same id: its text, its colour or its size changed.
    record ChangeNote(NoteId id, Note note) implements Edit {
        @Override
        public String label() {
            return tr("Change %s", named(note));
        }
    }

    /// Takes away what is selected.
    ///
    /// @param heal whether a wire in and a wire out become one where a node between them goes
    record Delete(Selection selection, boolean heal) implements Edit {
        @Override
        public String label() {
            return tr("Delete");
        }
    }

    /// Adds a copy of the fragment, with new ids, its upper left corner at the point.
    ///
    /// @param container what it stands in; null where that is nothing
    record Paste(Fragment fragment, Point at, @Nullable NodeId container) implements Edit {
        public Paste(Fragment fragment, Point at) {
            this(fragment, at, null);
        }

        @Override
        public String label() {
            return tr("Paste");
        }
    }

    /// Changes what is said of the flow as a whole. Its graph is left as it is.
    record ChangeFlow(Flow header) implements Edit {
        @Override
        public String label() {
            return tr("Change flow");
        }
    }

    /// Several edits, each on the result of the one before; all or none.
    record Together(String label, List<Edit> edits) implements Edit {
        public Together {
            edits = List.copyOf(edits);
        }
    }

    private static String named(Note note) {
        return switch (note.kind()) {
            case NOTE -> tr("note");
            case GROUP -> tr("group");
        };
    }

    private static String named(Node node) {
        return node.name().isBlank() ? node.id().value() : "“" + node.name() + "”";
    }
}
