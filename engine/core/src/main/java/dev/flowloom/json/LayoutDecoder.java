package dev.flowloom.json;

import java.util.List;

import dev.flowloom.model.Frame;
import dev.flowloom.model.Layout;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Note;
import dev.flowloom.model.NoteId;
import dev.flowloom.model.WireId;
import org.jspecify.annotations.Nullable;

/// Reads how a flow is drawn. What can't be used of it is left over.
final class LayoutDecoder {
    private static final List<String> FRAME = List.of("width", "height", "collapsed");

    private LayoutDecoder() {}

    static Layout layout(FieldReader in) {
        var layout = entries(in.object("nodes"), Layout.EMPTY, LayoutDecoder::place);
        layout = entries(in.object("bends"), layout, LayoutDecoder::bends);
        layout = entries(in.object("labels"), layout, LayoutDecoder::label);
        layout = entries(in.object("notes"), layout, LayoutDecoder::note);
        return layout.withExtras(in.rest());
    }

    /// Puts one entry of an object into the layout, where it can be used.
    private interface Entry {
        Layout put(String id, FieldReader in, Layout layout);
    }

    private static Layout entries(@Nullable FieldReader in, Layout before, Entry entry) {
        if (in == null) {
            return before;
        }
        var layout = before;
        for (var id : in.names()) {
            layout = entry.put(id, in, layout);
        }
        return layout;
    }

    private static Layout place(String id, FieldReader entries, Layout layout) {
        var in = NodeId.isValid(id) ? entries.object(id) : null;
        var place = in == null ? null : point(in);
        if (in == null || place == null) {
            return layout;
        }
        var placed = layout.with(new NodeId(id), place);
        var frame = FRAME.stream().anyMatch(in::has) ? frame(in) : null;
        return frame == null ? placed : placed.with(new NodeId(id), frame);
    }

    private static Layout.@Nullable Point point(FieldReader in) {
        var x = in.required("x", Want.WHOLE);
        var y = in.required("y", Want.WHOLE);
        if (x == null || y == null) {
            in.reject();
            return null;
        }
        return new Layout.Point(x, y);
    }

    /// Null where a part of it can't be used: then all of it is left over, and the container drawn as usual.
    private static @Nullable Frame frame(FieldReader in) {
        var width = in.optional("width", Want.FRAME_WIDTH);
        var height = in.optional("height", Want.FRAME_HEIGHT);
        var collapsed = in.optional("collapsed", Want.FLAG);
        if (in.has("width") == (width == null) || in.has("height") == (height == null)
                || in.has("collapsed") == (collapsed == null)) {
            FRAME.forEach(in::ignore);
            return null;
        }
        return new Frame(width == null ? Frame.USUAL.width() : width, height == null ? Frame.USUAL.height() : height,
                Boolean.TRUE.equals(collapsed));
    }

    private static Layout bends(String id, FieldReader in, Layout layout) {
        var points = WireId.isValid(id) ? in.optional(id, Want.POINTS) : null;
        return points == null ? layout : layout.withBends(new WireId(id), points);
    }

    private static Layout label(String id, FieldReader in, Layout layout) {
        var offset = WireId.isValid(id) ? in.optional(id, Want.POINT) : null;
        return offset == null ? layout : layout.withLabel(new WireId(id), offset);
    }

    private static Layout note(String id, FieldReader entries, Layout layout) {
        var in = NoteId.isValid(id) ? entries.object(id) : null;
        var place = in == null ? null : point(in);
        if (in == null || place == null) {
            return layout;
        }
        var kind = in.orUsual("kind", Want.NOTE_KIND, Note.Kind.NOTE);
        var width = in.orUsual("width", Want.NOTE_SIZE, Format.NOTE_WIDTH);
        var height = in.orUsual("height", Want.NOTE_SIZE, Format.NOTE_HEIGHT);
        var text = in.orUsual("text", Want.TEXT, "");
        var color = in.orUsual("color", Want.NOTE_COLOR, Note.Color.YELLOW);
        return kind == null || width == null || height == null || text == null || color == null
                ? layout
                : layout.with(new NoteId(id), new Note(kind, place, width, height, text, color));
    }
}
