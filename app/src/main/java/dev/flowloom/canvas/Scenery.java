package dev.flowloom.canvas;

import java.util.SortedMap;
import java.util.TreeMap;

import dev.flowloom.document.Selection;
import dev.flowloom.geometry.Drawing;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.NoteId;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Wire;
import dev.flowloom.model.WireId;
import dev.flowloom.overlay.OverlayState;
import dev.flowloom.resource.ResourceState.Breaker;
import dev.flowloom.tool.Camera;
import dev.flowloom.tool.Hit;
import dev.flowloom.tool.Preview;
import org.jspecify.annotations.Nullable;

/// All that decides how the canvas looks at one time.
///
/// @param problems the worst problem at each node that has one
/// @param trace the way that leads to a problem
/// @param breakers of those steps that use a resource whose circuit breaker isn't closed
/// @param hover what is under the pointer
/// @param preview what is shown of a gesture that has not ended
record Scenery(Drawing drawing, Camera camera, Selection selection, SortedMap<NodeId, Problem> problems,
        Trace trace, OverlayState overlay, SortedMap<NodeId, Breaker> breakers, Hit hover, Preview preview) {

    /// The node that a wire being drawn would lead to, or the container that something would be put into; null where there
    /// is none.
    @Nullable
    NodeId target() {
        return switch (preview) {
            case Preview.Wire(_, _, var target, var refusal) -> refusal == null ? target : null;
            case Preview.LooseEnd(_, _, _, var target, var refusal) -> refusal == null ? target : null;
            case Preview.Provisional(_, _, var target) -> target;
            case Preview.Drawn(_, var target) -> target;
            case Preview.Ghost(_, _, _, var target) -> target;
            case Preview.Nothing _,Preview.Band _,Preview.Slash _ -> null;
        };
    }

    /// Whether a gesture is about the wire.
    boolean isLit(WireId wire) {
        return switch (preview) {
            case Preview.Provisional(_, var lit, _) -> wire.equals(lit);
            case Preview.LooseEnd loose -> wire.equals(loose.wire());
            case Preview.Ghost ghost -> wire.equals(ghost.into());
            case Preview.Nothing _,Preview.Drawn _,Preview.Wire _,Preview.Band _,Preview.Slash _ -> false;
        };
    }

    /// Whether the wire would be cut.
    boolean isCut(WireId wire) {
        return preview instanceof Preview.Slash slash && slash.wires().contains(wire);
    }

    static SortedMap<NodeId, Problem> byNode(Iterable<Problem> problems) {
        var result = new TreeMap<NodeId, Problem>();
        for (var problem : problems) {
            var node = problem.place().node();
            if (node != null) {
                result.merge(node, problem, (a, b) -> a.isError() ? a : b);
            }
        }
        return result;
    }

    boolean isHovered(NodeId node) {
        return switch (hover) {
            case Hit.OnNode(var id) -> id.equals(node);
            case Hit.OnSign(var id) -> id.equals(node);
            case Hit.OnCorner(var id) -> id.equals(node);
            case Hit.OnPort(var port) -> port.node().equals(node);
            case Hit.OnWire _,Hit.OnInsert _,Hit.OnLabel _,Hit.OnNote _,Hit.OnNoteCorner _,Hit.OnGround _ -> false;
        };
    }

    boolean isHovered(WireId wire) {
        return wire.equals(hoveredWire()) || hover.equals(new Hit.OnLabel(wire));
    }

    /// The wire under the pointer; null where there is none.
    @Nullable
    WireId hoveredWire() {
        return switch (hover) {
            case Hit.OnWire(var id) -> id;
            case Hit.OnInsert(var id) -> id;
            case Hit.OnNode _,Hit.OnPort _,Hit.OnSign _,Hit.OnCorner _,Hit.OnLabel _,Hit.OnNote _,Hit.OnNoteCorner _,Hit.OnGround _ ->
                null;
        };
    }

    boolean isHovered(NoteId note) {
        return hover.equals(new Hit.OnNote(note)) || hover.equals(new Hit.OnNoteCorner(note));
    }

    /// Whether an error or compensation wire leaves the node, which it does at the bottom.
    boolean leavesBelow(NodeId node) {
        for (var id : drawing.wiresAt(node)) {
            var wire = drawing.graph().wire(id);
            if (wire != null && !(wire instanceof Wire.Sequence) && wire.from().equals(node)) {
                return true;
            }
        }
        return false;
    }

    /// Whether a run is shown that did not take the wire.
    boolean stepsBack(WireId wire) {
        return overlay.isShown() && !overlay.isTaken(wire);
    }
}
