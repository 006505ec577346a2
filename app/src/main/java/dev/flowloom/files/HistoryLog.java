package dev.flowloom.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.flowloom.document.History;
import dev.flowloom.document.Revision;
import dev.flowloom.model.Json;
import org.jspecify.annotations.Nullable;

/// A history in a file that grows by a line with each change, so that keeping a change costs as much as the change is
/// large. It is written anew now and then, without what is no longer needed. Used by one thread at a time.
final class HistoryLog {
    /// After so many lines the file is written anew.
    private static final int MOST_LINES = HistoryWriting.REVISIONS;
    /// After so many bytes of lines, too.
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    private final Path file;
    private final Disk disk;
    private @Nullable Written written;
    private long step;

    /// What the file holds.
    ///
    /// @param numbers of its revisions
    /// @param lines that were added since it was written anew
    /// @param bytes of those lines
    private record Written(List<Long> numbers, int lines, int bytes) {
        boolean isLong() {
            return lines >= MOST_LINES || bytes >= MOST_BYTES;
        }
    }

    HistoryLog(Path file, Disk disk) {
        this.file = file;
        this.disk = disk;
    }

    /// Brings the file up to the history. Gives the number of the line that did.
    long keep(History history) throws FileTrouble {
        var before = written;
        // What fails half way leaves half a line, after which nothing can be added.
        written = null;
        step++;
        var part = before == null ? null : since(history, before.numbers);
        if (before == null || part == null) {
            rewrite(history);
        } else {
            written = add(part, before);
        }
        return step;
    }

    private Written add(History part, Written before) throws FileTrouble {
        var numbers = numbers(part);
        var line = Lines.line(HistoryWriting.step(part, shared(numbers, before.numbers), step));
        disk.append(file, line);
        return new Written(numbers, before.lines + 1, before.bytes + line.length);
    }

    /// Writes the file anew where it has grown long.
    void tidy(History history) throws FileTrouble {
        if (written != null && written.isLong()) {
            written = null;
            rewrite(history);
        }
    }

    private void rewrite(History history) throws FileTrouble {
        var whole = HistoryWriting.whole(history, step, Json.Obj.EMPTY);
        disk.replace(file, whole.bytes());
        written = new Written(numbers(whole.history()), 0, 0);
    }

    /// The part of the history that begins where the file does; null where the present lies before that.
    private static @Nullable History since(History history, List<Long> numbers) {
        var revisions = history.revisions();
        for (int from = history.position(); from >= 0; from--) {
            if (revisions.get(from).number() == numbers.getFirst()) {
                return HistoryWriting.part(history, from, revisions.size());
            }
        }
        return null;
    }

    private static int shared(List<Long> some, List<Long> others) {
        int shared = 0;
        while (shared < Math.min(some.size(), others.size()) && some.get(shared).equals(others.get(shared))) {
            shared++;
        }
        return shared;
    }

    private static List<Long> numbers(History history) {
        return history.revisions().stream().map(Revision::number).toList();
    }

    /// What the file holds; null where it can't be used.
    HistoryReading.@Nullable Read read() {
        try {
            var read = Files.exists(file) ? HistoryReading.read(disk.read(file)) : null;
            step = read == null ? 0 : read.step();
            return read;
        } catch (FileTrouble e) {
            return null;
        }
    }

    void drop() throws IOException {
        written = null;
        Files.deleteIfExists(file);
    }
}
