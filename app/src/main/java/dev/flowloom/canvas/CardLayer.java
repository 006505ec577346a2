package dev.flowloom.canvas;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SequencedSet;
import java.util.TreeMap;
import javafx.scene.layout.Pane;
import javafx.scene.transform.Affine;

import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import org.jspecify.annotations.Nullable;

/// The cards that are to be seen. Cards that leave the window are used again for those that enter it.
final class CardLayer extends Pane {
    private final CardFaces faces;
    private final TreeMap<NodeId, CardNode> shown = new TreeMap<>();
    private final Deque<CardNode> spare = new ArrayDeque<>();

    CardLayer(CardFaces faces, Affine camera) {
        this.faces = faces;
        getTransforms().add(camera);
        setMouseTransparent(true);
        setManaged(false);
    }

    void show(Scenery scenery, SequencedSet<NodeId> visible) {
        shown.entrySet().removeIf(entry -> {
            var leaves = !visible.contains(entry.getKey());
            if (leaves) {
                spare.push(entry.getValue());
            }
            return leaves;
        });
        for (var id : visible) {
            var node = scenery.drawing().graph().node(id);
            var box = scenery.drawing().box(id);
            if (node != null && box != null) {
                shown.computeIfAbsent(id, _ -> take(node)).show(node, box, faces, scenery);
            }
        }
        // Only now: one that is used again at once has its styles found anew once, and not twice.
        spare.stream().takeWhile(CardNode::isVisible).forEach(CardNode::rest);
    }

    /// Shows nothing, so that nothing moves.
    void rest() {
        shown.values().forEach(card -> {
            card.rest();
            spare.push(card);
        });
        shown.clear();
    }

    /// Whether a duration that is to be seen grows.
    boolean isActive() {
        return shown.values().stream().anyMatch(CardNode::isActive);
    }

    void tick(Instant now) {
        shown.values().forEach(card -> card.tick(now));
    }

    @Nullable
    CardNode card(NodeId id) {
        return shown.get(id);
    }

    /// Where there is one that looks much the same, its styles need not be found anew.
    private CardNode take(Node node) {
        var used = spare.stream().filter(card -> card.resembles(node)).findFirst().orElse(spare.peek());
        if (used != null) {
            spare.remove(used);
            used.wake();
            return used;
        }
        var card = new CardNode();
        getChildren().add(card);
        return card;
    }
}
