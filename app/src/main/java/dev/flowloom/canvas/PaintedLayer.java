package dev.flowloom.canvas;

import java.util.Collections;
import java.util.SequencedSet;
import javafx.scene.canvas.Canvas;
import javafx.scene.transform.Affine;

import dev.flowloom.geometry.Box;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.NoteId;
import org.jspecify.annotations.Nullable;

/// What is painted of a flow and has no nodes of the scene: the paper, notes, frames, wires, and cards that are far away.
final class PaintedLayer extends Canvas {
    private static final SequencedSet<NodeId> NOTHING = Collections.emptySortedSet();

    private final Affine camera;
    private final PaperPainter paper;
    private final FramePainter frames;
    private final NotePainter notes;
    private final TracePainter trace;
    private final WirePainter wires;
    private final FarCardPainter farCards;

    /// @param camera leads from the paper to the window
    PaintedLayer(Affine camera, Ink.Set inks, CardFaces faces) {
        this.camera = camera;
        var brush = getGraphicsContext2D();
        paper = new PaperPainter(brush, inks);
        frames = new FramePainter(brush, inks, faces);
        notes = new NotePainter(brush, inks);
        trace = new TracePainter(brush, inks);
        wires = new WirePainter(brush, inks);
        farCards = new FarCardPainter(brush, inks, faces);
        setMouseTransparent(true);
        setManaged(false);
    }

    /// The family of all that is written.
    void setFamily(String family) {
        frames.setFamily(family);
        notes.setFamily(family);
        wires.setFamily(family);
        farCards.setFamily(family);
    }

    /// How high a note must be for all of a text to be seen.
    int noteHeight(String text, int width) {
        return notes.heightFor(text, width);
    }

    /// @param visible what part of the paper is to be seen
    /// @param nodes those that are to be seen
    /// @param isNear whether cards are nodes of the scene, and so not painted
    /// @param written the note that is being written, whose text isn't painted; null where none is
    void paint(Scenery scenery, Box visible, SequencedSet<NodeId> nodes, boolean isNear, @Nullable NoteId written) {
        paper.paper(scenery, getWidth(), getHeight());
        getGraphicsContext2D().setTransform(camera);
        var near = scenery.drawing().notes().touching(visible);
        notes.paintGroups(scenery, null, near, written);
        frames.paint(scenery, nodes, isNear, container -> notes.paintGroups(scenery, container, near, written));
        notes.paintNotes(scenery, near, written);
        trace.paint(scenery, visible);
        wires.paint(scenery, visible);
        farCards.paint(scenery, isNear ? NOTHING : nodes);
    }
}
