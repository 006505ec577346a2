package dev.flowloom.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import dev.flowloom.arrange.FirstLayout;
import dev.flowloom.arrange.PutRight;
import dev.flowloom.document.History;
import dev.flowloom.json.DefinitionReader;
import dev.flowloom.model.Problem;
import org.jspecify.annotations.Nullable;

/// Flows on the disk. Everything here may take a while, and keeps nothing in mind: any thread may use it.
final class FlowFiles {
    private final Disk disk;
    private final Histories histories;

    FlowFiles(Disk disk, Histories histories) {
        this.disk = disk;
        this.histories = histories;
    }

    /// What came of reading a file.
    sealed interface Reading {}

    /// A flow that can be opened.
    ///
    /// @param history how it came to be what it is, where that was kept
    /// @param original gives the bytes that were read
    record Found(Path path, History history, Original original, List<Problem> problems, boolean readOnly)
            implements
                Reading {}

    /// No flow, or one that would lose something.
    record Broken(Path path, List<Problem> problems) implements Reading {}

    /// Not even bytes.
    record Unreadable(FileTrouble trouble) implements Reading {}

    /// What came of writing a file.
    sealed interface Writing {}

    record Written(Fingerprint content) implements Writing {}

    record Unwritten(FileTrouble trouble) implements Writing {}

    /// A file's bytes.
    static final class Original {
        private final byte[] bytes;

        Original(byte[] bytes) {
            this.bytes = bytes;
        }

        byte[] bytes() {
            return bytes.clone();
        }

        Fingerprint fingerprint() {
            return Fingerprint.of(bytes);
        }
    }

    Reading read(Path path) {
        try {
            var content = disk.read(path);
            var read = DefinitionReader.read(content);
            var diagram = read.diagram();
            return diagram == null
                    ? new Broken(path, read.problems())
                    : found(path, History.ofRead(FirstLayout.of(diagram)), new Original(content), read);
        } catch (FileTrouble e) {
            return new Unreadable(e);
        }
    }

    private Found found(Path path, History fresh, Original original, DefinitionReader.Read read) {
        var kept = read.readOnly() ? null : histories.find(path, original.fingerprint(), fresh.diagram());
        return kept == null
                ? found(path, original, read)
                : new Found(path, kept, original, read.problems(), read.readOnly());
    }

    /// Who drew it here put it all where it is. What comes from elsewhere may stand anywhere.
    private static Found found(Path path, Original original, DefinitionReader.Read read) {
        var right = PutRight.of(Objects.requireNonNull(read.diagram()));
        return new Found(path, History.ofRead(FirstLayout.of(right.diagram())), original,
                Stream.concat(read.problems().stream(), right.problems().stream()).toList(), read.readOnly());
    }

    Writing write(Path path, byte[] content) {
        try {
            disk.replace(path, content);
            return new Written(Fingerprint.of(content));
        } catch (FileTrouble e) {
            return new Unwritten(e);
        }
    }

    /// Whether something else changed the file. One that is gone counts as unchanged: saving brings it back.
    boolean differs(Path path, @Nullable Fingerprint known) {
        if (!Files.exists(path)) {
            return false;
        }
        try {
            return !Fingerprint.of(disk.read(path)).equals(known);
        } catch (FileTrouble e) {
            return true;
        }
    }

    /// What a file was when it was looked at.
    ///
    /// @param content null where it wasn't there
    record Sight(Path path, long size, FileTime time, @Nullable Fingerprint content) {
        boolean holdsAs(@Nullable Sight other) {
            return other != null && path.equals(other.path) && Objects.equals(content, other.content);
        }
    }

    /// Looks at a file; reads it only where its size or time isn't that of the sight before. Null where it can't be read.
    @Nullable
    Sight look(Path path, @Nullable Sight before) {
        try {
            var size = Files.size(path);
            var time = Files.getLastModifiedTime(path);
            return before != null && before.path.equals(path) && before.size == size && before.time.equals(time)
                    ? before
                    : new Sight(path, size, time, Fingerprint.of(disk.read(path)));
        } catch (NoSuchFileException e) {
            return new Sight(path, -1, FileTime.fromMillis(0), null);
        } catch (IOException | FileTrouble e) {
            return null;
        }
    }

    boolean exists(Path path) {
        return Files.exists(path);
    }
}
