package dev.flowloom.files;

import java.io.ByteArrayOutputStream;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.flowloom.document.Delta;
import dev.flowloom.document.History;
import dev.flowloom.document.Revision;
import dev.flowloom.json.DefinitionWriter;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Json;

/// Writes histories as lines. Each line says how the history became another: how many of its revisions stay, which follow
/// them, each as what it differs in from the one before it, and where the present stands. [HistoryReading] is its inverse.
final class HistoryWriting {
    /// How many revisions before the present, and how many after it, are written where they aren't too large.
    static final int REVISIONS = 200;
    /// The most characters for them, beside the flow itself.
    private static final int LARGEST = 8 * 1024 * 1024;
    /// The form of the lines.
    static final int FORM = 1;

    private HistoryWriting() {}

    /// A whole history, or the part of it around the present that isn't too large.
    ///
    /// @param step numbers the line
    /// @param about what else the first line is to say
    static Part whole(History history, long step, Json.Obj about) {
        var near = part(history, Math.max(0, history.position() - REVISIONS),
                Math.min(history.revisions().size(), history.position() + REVISIONS + 1));
        var then = deltas(near.revisions(), 1);
        int from = near.position() - fitting(then.subList(0, near.position()).reversed());
        int to = near.position() + 1 + fitting(then.subList(near.position(), then.size()));
        var part = part(near, from, to);
        var first = delta(Delta.NOTHING, part.revisions().getFirst());
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(Lines.line(about.with("history", Json.of(FORM))));
        bytes.writeBytes(Lines.line(step(part, 0,
                Stream.concat(Stream.of(first), then.subList(from, to - 1).stream()).toList(), step)));
        return new Part(part, bytes.toByteArray());
    }

    /// How many of the first ones may be written.
    private static int fitting(List<Json.Obj> deltas) {
        long size = 0;
        int count = 0;
        while (count < deltas.size() && (size += length(deltas.get(count))) <= LARGEST / 2) {
            count++;
        }
        return count;
    }

    private static int length(Json.Obj delta) {
        return delta.get("put") instanceof Json.Str(var text) ? text.length() : 0;
    }

    /// A part of a history, and what is written of it.
    static final class Part {
        private final History history;
        private final byte[] bytes;

        private Part(History history, byte[] bytes) {
            this.history = history;
            this.bytes = bytes;
        }

        History history() {
            return history;
        }

        byte[] bytes() {
            return bytes.clone();
        }
    }

    /// The revisions from this one to before that one, which hold the present.
    static History part(History history, int from, int to) {
        return History.of(history.revisions().subList(from, to), history.position() - from, history.last(),
                history.saved());
    }

    /// The line that makes of a history that was written before this one.
    ///
    /// @param keep how many revisions the two share from the first on; at least one
    static Json.Obj step(History history, int keep, long step) {
        return step(history, keep, deltas(history.revisions(), keep), step);
    }

    private static Json.Obj step(History history, int keep, List<Json.Obj> then, long step) {
        var fields = new LinkedHashMap<String, Json>();
        fields.put("step", Json.of(step));
        fields.put("keep", Json.of(keep));
        fields.put("then", new Json.Arr(List.copyOf(then)));
        fields.put("at", Json.of(history.position()));
        fields.put("last", Json.of(history.last()));
        fields.put("saved", Json.of(history.saved()));
        return new Json.Obj(fields);
    }

    /// What each revision from the given one on differs in from the one before it.
    private static List<Json.Obj> deltas(List<Revision> revisions, int from) {
        return IntStream.range(from, revisions.size())
                .mapToObj(i -> delta(revisions.get(i - 1).diagram(), revisions.get(i))).toList();
    }

    private static Json.Obj delta(Diagram before, Revision revision) {
        var delta = Delta.between(before, revision.diagram());
        var fields = new LinkedHashMap<String, Json>();
        fields.put("number", Json.of(revision.number()));
        fields.put("label", Json.of(revision.label()));
        if (delta.header()) {
            fields.put("header", Json.Bool.TRUE);
        }
        putIds(fields, "goneNodes", delta.gone().nodes());
        putIds(fields, "goneWires", delta.gone().wires());
        putIds(fields, "gonePlaces", delta.gone().places());
        putIds(fields, "goneBends", delta.gone().bends());
        putIds(fields, "goneLabels", delta.gone().labels());
        putIds(fields, "goneNotes", delta.gone().notes());
        fields.put("put", Json.of(DefinitionWriter.text(delta.put())));
        return new Json.Obj(fields);
    }

    private static void putIds(Map<String, Json> fields, String name, Collection<?> ids) {
        if (!ids.isEmpty()) {
            fields.put(name, new Json.Arr(List.<Json>copyOf(ids.stream().map(id -> Json.of(id.toString())).toList())));
        }
    }
}
