package dev.flowloom.document;

import java.util.List;

import dev.flowloom.model.Branch;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Frame;
import dev.flowloom.model.Graph;
import dev.flowloom.model.JoinRule;
import dev.flowloom.model.Json;
import dev.flowloom.model.Layout;
import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Note;
import dev.flowloom.model.NoteId;
import dev.flowloom.model.Wire;
import dev.flowloom.model.WireId;
import org.jspecify.annotations.Nullable;

/// Small diagrams for tests, drawn by chained calls.
public record Diagrams(Diagram diagram) {
    public static Diagrams empty() {
        return new Diagrams(new Diagram(Flow.of("test", "Test", Graph.EMPTY), Layout.EMPTY));
    }

    /// Goes on with what is there.
    public static Diagrams of(Diagram diagram) {
        return new Diagrams(diagram);
    }

    public static NodeId id(String id) {
        return new NodeId(id);
    }

    public static WireId wire(String id) {
        return new WireId(id);
    }

    public static Point point(int x, int y) {
        return new Point(x, y);
    }

    public Diagrams start(int x, int y) {
        return start("start", x, y);
    }

    public Diagrams start(String id, int x, int y) {
        return node(new Node.Start(id(id), "", Json.Obj.EMPTY), x, y);
    }

    public Diagrams end(String id, int x, int y) {
        return node(new Node.End(id(id), "", new Node.Outcome.Completed(null), Json.Obj.EMPTY), x, y);
    }

    public Diagrams failingEnd(String id, int x, int y) {
        return node(new Node.End(id(id), "Declined", new Node.Outcome.Failed("payment.declined", "no"),
                Json.Obj.EMPTY), x, y);
    }

    public Diagrams step(String id, int x, int y) {
        return step(id, id, "http.request", x, y);
    }

    public Diagrams step(String id, String name, String type, int x, int y) {
        return node(Node.Step.of(id(id), name, type), x, y);
    }

    public Diagrams condition(String id, int x, int y, String... branches) {
        var list = List.of(branches).stream().map(name -> new Branch(name, "", name + " = 1", Json.Obj.EMPTY)).toList();
        return node(new Node.Condition(id(id), id, list, Json.Obj.EMPTY), x, y);
    }

    public Diagrams fork(String id, int x, int y) {
        return node(new Node.Fork(id(id), "", Json.Obj.EMPTY), x, y);
    }

    public Diagrams join(String id, int x, int y) {
        return node(new Node.Join(id(id), "", JoinRule.ALL, Json.Obj.EMPTY), x, y);
    }

    public Diagrams node(Node node, int x, int y) {
        return with(diagram.flow().graph().with(node), diagram.layout().with(node.id(), new Point(x, y)));
    }

    public Diagrams scope(String id, int x, int y, int width, int height) {
        var scope = node(new Node.Scope(id(id), id, Json.Obj.EMPTY), x, y);
        return scope.with(scope.diagram.flow().graph(), scope.diagram.layout().with(id(id), Frame.of(width, height)));
    }

    /// Lets nodes stand in a container.
    public Diagrams in(String container, String... nodes) {
        var graph = diagram.flow().graph();
        for (var node : nodes) {
            graph = graph.withParent(id(node), id(container));
        }
        return with(graph, diagram.layout());
    }

    /// Ordinary wires from each to the next.
    public Diagrams chain(String... ids) {
        var result = this;
        for (int i = 1; i < ids.length; i++) {
            result = result.wire(ids[i - 1], null, ids[i]);
        }
        return result;
    }

    public Diagrams wire(String from, @Nullable String branch, String to) {
        return wire(new Wire.Sequence(newId(from, to), id(from), branch, id(to), Json.Obj.EMPTY));
    }

    public Diagrams error(String from, Wire.Catch caught, String to) {
        return wire(new Wire.OnError(newId(from, to), id(from), id(to), caught, Json.Obj.EMPTY));
    }

    public Diagrams compensation(String from, String to) {
        return wire(new Wire.Compensation(newId(from, to), id(from), id(to), Json.Obj.EMPTY));
    }

    public Diagrams bend(String wire, Point... points) {
        return with(diagram.flow().graph(), diagram.layout().withBends(wire(wire), List.of(points)));
    }

    public Diagrams note(String id, int x, int y, int width, int height, String text, Note.Color color) {
        return note(id, new Note(Note.Kind.NOTE, new Point(x, y), width, height, text, color));
    }

    public Diagrams group(String id, int x, int y, int width, int height, String heading, Note.Color color) {
        return note(id, new Note(Note.Kind.GROUP, new Point(x, y), width, height, heading, color));
    }

    private Diagrams note(String id, Note note) {
        return with(diagram.flow().graph(), diagram.layout().with(new NoteId(id), note));
    }

    public Diagrams label(String wire, int x, int y) {
        return with(diagram.flow().graph(), diagram.layout().withLabel(wire(wire), new Point(x, y)));
    }

    private Diagrams wire(Wire wire) {
        return with(diagram.flow().graph().with(wire), diagram.layout());
    }

    private WireId newId(String from, String to) {
        return Ids.forWire(diagram.flow().graph(), id(from), id(to));
    }

    private Diagrams with(Graph graph, Layout layout) {
        return new Diagrams(new Diagram(diagram.flow().withGraph(graph), layout));
    }
}
