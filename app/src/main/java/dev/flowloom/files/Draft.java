package dev.flowloom.files;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;

import dev.flowloom.json.JsonText;
import dev.flowloom.json.MalformedJson;
import dev.flowloom.model.Json;
import org.jspecify.annotations.Nullable;

/// Work that isn't saved yet.
///
/// @param file where it was opened from; null where it was never saved
/// @param base the file's content when it was opened or last saved; null where it was never saved
/// @param mark where in its history it stands; null where that isn't kept
/// @param text the flow, as it would be written to the file
public record Draft(String title, @Nullable Path file, @Nullable Fingerprint base, Instant at, @Nullable Mark mark,
        String text) {

    /// A place in a history that is kept beside the draft.
    ///
    /// @param step the line of the history's file
    /// @param revision the present one after that line
    record Mark(long step, long revision) {}

    /// One without a history.
    public Draft(String title, @Nullable Path file, @Nullable Fingerprint base, Instant at, String text) {
        this(title, file, base, at, null, text);
    }

    Draft with(Mark mark) {
        return new Draft(title, file, base, at, mark, text);
    }

    /// A line that says whose draft it is, then the flow.
    String print() {
        var fields = new LinkedHashMap<String, Json>();
        fields.put("title", Json.of(title));
        fields.put("file", file == null ? Json.NULL : Json.of(file.toString()));
        fields.put("base", base == null ? Json.NULL : Json.of(base.hex()));
        fields.put("at", Json.of(at.toString()));
        if (mark != null) {
            fields.put("step", Json.of(mark.step));
            fields.put("revision", Json.of(mark.revision));
        }
        return JsonText.compact(new Json.Obj(fields)) + "\n" + text;
    }

    /// Reads what [#print()] wrote; null where it is anything else.
    static @Nullable Draft parse(String printed) {
        try {
            int end = printed.indexOf('\n');
            if (end < 0 || !(JsonText.parse(printed.substring(0, end)) instanceof Json.Obj header)) {
                return null;
            }
            var file = string(header, "file");
            var base = string(header, "base");
            var title = string(header, "title");
            var at = string(header, "at");
            return title == null || at == null
                    ? null
                    : new Draft(title, file == null ? null : Path.of(file), base == null ? null : new Fingerprint(base),
                            Instant.parse(at), mark(header), printed.substring(end + 1));
        } catch (MalformedJson | InvalidPathException | DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    private static @Nullable Mark mark(Json.Obj header) {
        return header.get("step") instanceof Json.Num(var step)
                && header.get("revision") instanceof Json.Num(var revision)
                        ? new Mark(step.longValueExact(), revision.longValueExact())
                        : null;
    }

    private static @Nullable String string(Json.Obj header, String name) {
        return header.get(name) instanceof Json.Str(var value) ? value : null;
    }
}
