package dev.flowloom.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.flowloom.document.Edit;
import dev.flowloom.document.Ids;
import dev.flowloom.geometry.Box;
import dev.flowloom.geometry.Drawing;
import dev.flowloom.geometry.Frames;
import dev.flowloom.geometry.Grid;
import dev.flowloom.geometry.Vec;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.FlowReference;
import dev.flowloom.model.Frame;
import dev.flowloom.model.Json;
import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;

/// Makes the edits that take a part of a flow out into a flow of its own, and put it back.
public final class SubFlowing {
    private SubFlowing() {}

    /// What puts a sub-flow in the place of the selected nodes; empty where none are selected.
    ///
    /// @param flow the flow that they make
    public static Optional<Edit.Extract> extraction(FlowReference flow, View view) {
        var scope = new Node.Scope(Ids.forNode(view.graph(), flow.flow()), "", Json.Obj.EMPTY);
        return Containing.enclosure(scope, view).map(enclose -> new Edit.Extract(atFirst(enclose, view), flow));
    }

    /// The sub-flow comes to stand where the leftmost of the nodes stood.
    private static Edit.Enclose atFirst(Edit.Enclose enclose, View view) {
        var layout = view.state().diagram().layout();
        var first = enclose.nodes().stream().map(layout::place).filter(place -> place != null)
                .min((a, b) -> Integer.compare(a.x(), b.x())).orElse(enclose.at());
        return new Edit.Enclose(enclose.nodes(), enclose.container(), first, enclose.frame(), enclose.start(),
                enclose.end());
    }

    /// What puts the flow, as a scope, in the place of the sub-flow that calls it.
    public static Edit inlining(NodeId call, Diagram flow, View view) {
        var at = view.state().diagram().layout().nodes().getOrDefault(call, Point.ZERO);
        var inner = flow.flow().graph().nodes().values().stream()
                .filter(node -> flow.flow().graph().parent(node.id()) == null)
                .map(node -> boxOf(node, flow)).reduce(Box::union).orElse(new Box(0, 0, 0, 0));
        var inside = new Point(at.x() + Grid.snap(Frames.PADDING), at.y() + Grid.snap(Frames.PADDING + Frames.HEADER));
        var box = Frames.holding(new Box(at.x(), at.y(), 0, 0),
                new Box(inside.x(), inside.y(), inner.width(), inner.height()));
        var frame = Frame.of(Grid.snap(box.width() + Grid.STEP), Grid.snap(box.height() + Grid.STEP));
        var edit = new Edit.Inline(call, flow, at, frame, inside);
        var before = view.drawing().box(call);
        var after = new Box(at.x(), at.y(), frame.width(), frame.height());
        var all = new ArrayList<Edit>(List.of(edit));
        all.addAll(GivingWay.to(call, before == null ? after : before, after, view));
        return all.size() == 1 ? edit : new Edit.Together(edit.label(), all);
    }

    private static Box boxOf(Node node, Diagram flow) {
        var at = Vec.of(flow.layout().nodes().getOrDefault(node.id(), Point.ZERO));
        var frame = flow.layout().frame(node.id());
        return node instanceof Node.Container && !frame.collapsed()
                ? new Box(at.x(), at.y(), frame.width(), frame.height())
                : Drawing.boxOf(node, at);
    }
}
