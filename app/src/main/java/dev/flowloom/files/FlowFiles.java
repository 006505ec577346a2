package dev.flowloom.files;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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
                    : found(path, History.ofRead(diagram), new Original(content), read);
        } catch (FileTrouble e) {
            return new Unreadable(e);
        }
    }

    private Found found(Path path, History fresh, Original original, DefinitionReader.Read read) {
        var kept = read.readOnly() ? null : histories.find(path, original.fingerprint(), fresh.diagram());
        return new Found(path, kept == null ? fresh : kept, original, read.problems(), read.readOnly());
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

    boolean exists(Path path) {
        return Files.exists(path);
    }
}
