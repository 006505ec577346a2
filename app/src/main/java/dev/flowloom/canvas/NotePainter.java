package dev.flowloom.canvas;

import java.util.List;
import java.util.Objects;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

import dev.flowloom.geometry.Box;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Note;
import dev.flowloom.model.NoteId;
import org.jspecify.annotations.Nullable;

/// Paints notes as paper with a folded corner, and groups as soft areas with a heading.
final class NotePainter {
    static final double PADDING = 12;
    static final double TEXT_SIZE = 13;
    static final double HEADING_SIZE = 15;
    private static final double FAR_SIZE = 22;
    private static final double LEGIBLE = 0.25;
    private static final double FOLD = 16;
    private static final int SHADOW = 3;
    private static final double SHADOW_STRENGTH = 0.6;
    private static final double ROUNDING = 16;
    private static final double GROUP_TINT = 0.5;

    private final GraphicsContext brush;
    private final Ink.Set inks;
    private final Wrapping wrapping = new Wrapping();
    private String family = "";

    NotePainter(GraphicsContext brush, Ink.Set inks) {
        this.brush = brush;
        this.inks = inks;
    }

    void setFamily(String family) {
        this.family = family;
    }

    /// Paints the groups that belong to a container, or, where it is null, to none.
    ///
    /// @param near the notes that are to be seen, in the order of painting
    /// @param written the note that is being written, whose text isn't painted; null where none is
    void paintGroups(Scenery scenery, @Nullable NodeId holder, List<NoteId> near, @Nullable NoteId written) {
        paint(scenery, near, written, Note.Kind.GROUP, holder);
    }

    /// Paints all notes that are no groups.
    void paintNotes(Scenery scenery, List<NoteId> near, @Nullable NoteId written) {
        paint(scenery, near, written, Note.Kind.NOTE, null);
    }

    private void paint(Scenery scenery, List<NoteId> near, @Nullable NoteId written, Note.Kind kind,
            @Nullable NodeId holder) {
        brush.setLineDashes();
        var notes = scenery.drawing().notes();
        near.forEach(id -> {
            var note = scenery.drawing().diagram().layout().notes().get(id);
            var box = notes.box(id);
            if (note != null && box != null && note.kind() == kind
                    && (kind == Note.Kind.NOTE || Objects.equals(notes.holder(id), holder))) {
                switch (kind) {
                    case NOTE -> note(scenery, id, note, box, id.equals(written));
                    case GROUP -> group(scenery, id, note, box, id.equals(written));
                }
            }
        });
    }

    private void note(Scenery scenery, NoteId id, Note note, Box box, boolean isWritten) {
        for (int below = 1; below <= SHADOW; below++) {
            sheet(box.at(box.corner().plus(0, below)));
            brush.setGlobalAlpha(SHADOW_STRENGTH);
            brush.setFill(inks.of(Ink.SHADOW));
            brush.fill();
            brush.setGlobalAlpha(1);
        }
        sheet(box);
        brush.setFill(inks.of(Ink.ground(note.color())));
        brush.fill();
        rim(scenery, id, note);
        brush.stroke();
        brush.setFill(inks.of(Ink.rim(note.color())));
        brush.fillPolygon(new double[]{box.right(), box.right() - FOLD, box.right() - FOLD},
                new double[]{box.bottom() - FOLD, box.bottom() - FOLD, box.bottom()}, 3);
        if (!isWritten) {
            text(scenery, note.text(), TEXT_SIZE, false, box);
        }
    }

    private void sheet(Box box) {
        brush.beginPath();
        brush.moveTo(box.x(), box.y());
        brush.lineTo(box.right(), box.y());
        brush.lineTo(box.right(), box.bottom() - FOLD);
        brush.lineTo(box.right() - FOLD, box.bottom());
        brush.lineTo(box.x(), box.bottom());
        brush.closePath();
    }

    private void group(Scenery scenery, NoteId id, Note note, Box box, boolean isWritten) {
        brush.setGlobalAlpha(GROUP_TINT);
        brush.setFill(inks.of(Ink.ground(note.color())));
        brush.fillRoundRect(box.x(), box.y(), box.width(), box.height(), ROUNDING, ROUNDING);
        brush.setGlobalAlpha(1);
        rim(scenery, id, note);
        brush.strokeRoundRect(box.x(), box.y(), box.width(), box.height(), ROUNDING, ROUNDING);
        if (scenery.selection().has(id) || scenery.isHovered(id)) {
            corner(box);
        }
        if (!isWritten) {
            text(scenery, note.text(), HEADING_SIZE, true, box);
        }
    }

    private void rim(Scenery scenery, NoteId id, Note note) {
        boolean isSelected = scenery.selection().has(id);
        brush.setStroke(inks.of(isSelected ? Ink.ACCENT : Ink.rim(note.color())));
        brush.setLineWidth((isSelected || scenery.isHovered(id) ? 2 : 1) * Math.max(1, 0.5 / scenery.camera().zoom()));
    }

    /// Two strokes, by which it can be made larger.
    private void corner(Box box) {
        brush.setStroke(inks.of(Ink.TEXT_SOFT));
        brush.setLineWidth(1.4);
        brush.setLineCap(StrokeLineCap.ROUND);
        for (int length = 5; length <= 10; length += 5) {
            brush.strokeLine(box.right() - 4 - length, box.bottom() - 4, box.right() - 4, box.bottom() - 4 - length);
        }
    }

    /// From afar the letters are larger, and fewer.
    private void text(Scenery scenery, String text, double size, boolean isHeading, Box box) {
        double zoom = scenery.camera().zoom();
        boolean isNear = zoom >= FlowCanvas.NODES_FROM;
        if (text.isBlank() || zoom < LEGIBLE) {
            return;
        }
        var font = font(isHeading, isNear ? size : FAR_SIZE);
        double room = box.height() - 2 * PADDING;
        var lines = wrapping.lines(text, font, box.width() - 2 * PADDING);
        double height = wrapping.lineHeight(font);
        int fitting = isHeading ? 1 : Math.max(1, (int) ((room + 2) / height));
        brush.setFill(inks.of(Ink.TEXT));
        brush.setFont(font);
        brush.setTextAlign(TextAlignment.LEFT);
        brush.setTextBaseline(VPos.TOP);
        for (int i = 0; i < Math.min(fitting, lines.size()); i++) {
            boolean isCut = i == fitting - 1 && i < lines.size() - 1;
            brush.fillText(isCut ? cut(lines.get(i)) : lines.get(i), box.x() + PADDING, box.y() + PADDING + i * height);
        }
    }

    private static String cut(String line) {
        return line.substring(0, Math.max(0, line.length() - 1)).stripTrailing() + "…";
    }

    private Font font(boolean isHeading, double size) {
        return Font.font(isHeading ? family + " SemiBold" : family, size);
    }

    /// How high a note must be for all of a text to be seen.
    int heightFor(String text, int width) {
        var font = font(false, TEXT_SIZE);
        List<String> lines = wrapping.lines(text.endsWith("\n") ? text + "x" : text, font, width - 2 * PADDING);
        return (int) Math.ceil(lines.size() * wrapping.lineHeight(font) + 2 * PADDING);
    }
}
