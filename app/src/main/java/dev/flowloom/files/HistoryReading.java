package dev.flowloom.files;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.flowloom.document.Delta;
import dev.flowloom.document.History;
import dev.flowloom.document.Revision;
import dev.flowloom.json.DefinitionReader;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Json;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.NoteId;
import dev.flowloom.model.WireId;
import org.jspecify.annotations.Nullable;

/// Reads what [HistoryWriting] wrote, as far as it is whole: a line that was cut off, or damaged, ends it.
final class HistoryReading {
    private final Map<Long, Diagram> seen = new HashMap<>();
    private Json.Obj about = Json.Obj.EMPTY;
    private @Nullable History history;
    private long step;

    /// What was read.
    ///
    /// @param about what the first line says
    /// @param history as the last line left it
    /// @param step the number of the last line
    /// @param seen each diagram that was part of it at some time, by its revision's number
    record Read(Json.Obj about, History history, long step, Map<Long, Diagram> seen) {}

    private HistoryReading() {}

    /// Null where nothing of it can be used.
    static @Nullable Read read(byte[] content) {
        var reading = new HistoryReading();
        var lines = Lines.read(content);
        if (lines.isEmpty() || number(lines.getFirst(), "history") != HistoryWriting.FORM) {
            return null;
        }
        reading.about = lines.getFirst();
        for (var line : lines.subList(1, lines.size())) {
            if (!reading.follow(line)) {
                break;
            }
        }
        var history = reading.history;
        return history == null ? null : new Read(reading.about, history, reading.step, Map.copyOf(reading.seen));
    }

    // The checksum was right, so what is wrong all the same is of a form that this version doesn't know.
    private boolean follow(Json.Obj line) {
        try {
            var before = history == null ? List.<Revision>of() : history.revisions();
            var revisions = new ArrayList<>(before.subList(0, (int) number(line, "keep")));
            for (var item : items(line, "then")) {
                revisions.add(revision(revisions.isEmpty() ? Delta.NOTHING : revisions.getLast().diagram(),
                        (Json.Obj) item));
            }
            history = History.of(revisions, (int) number(line, "at"), number(line, "last"), number(line, "saved"));
            step = number(line, "step");
            return true;
        } catch (IndexOutOfBoundsException | IllegalArgumentException | ArithmeticException | ClassCastException e) {
            return false;
        }
    }

    private Revision revision(Diagram before, Json.Obj fields) {
        var put = DefinitionReader.read(text(fields, "put").getBytes(StandardCharsets.UTF_8)).diagram();
        if (put == null) {
            throw new IllegalArgumentException("no part of a flow");
        }
        var gone = new Delta.Gone(ids(fields, "goneNodes", NodeId::new), ids(fields, "goneWires", WireId::new),
                ids(fields, "gonePlaces", NodeId::new), ids(fields, "goneBends", WireId::new),
                ids(fields, "goneLabels", WireId::new), ids(fields, "goneNotes", NoteId::new));
        var diagram = new Delta(put, fields.get("header") != null, gone).applyTo(before);
        var number = number(fields, "number");
        seen.put(number, diagram);
        return new Revision(number, diagram, text(fields, "label"), null);
    }

    private static long number(Json.Obj fields, String name) {
        return fields.get(name) instanceof Json.Num(var value) ? value.longValueExact() : Long.MIN_VALUE;
    }

    private static String text(Json.Obj fields, String name) {
        return ((Json.Str) fields.fields().getOrDefault(name, Json.NULL)).value();
    }

    private static List<Json> items(Json.Obj fields, String name) {
        return fields.get(name) instanceof Json.Arr(var items) ? items : List.of();
    }

    private static <T> Set<T> ids(Json.Obj fields, String name, Function<String, T> id) {
        return items(fields, name).stream().map(item -> id.apply(((Json.Str) item).value()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
