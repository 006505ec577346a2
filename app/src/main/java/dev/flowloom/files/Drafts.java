package dev.flowloom.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;

import dev.flowloom.document.History;
import dev.flowloom.json.DefinitionWriter;
import org.jspecify.annotations.Nullable;

/// The drafts of this user's unsaved work, one for each open flow. A draft belongs to the process that holds the lock
/// beside it; the operating system gives the lock free when the process ends, however it ends, and so a draft without
/// an owner is one that was left behind.
///
/// A draft is the flow as text, written whole, and its history as a log that grows. The two don't lean on each other: a
/// text without a history that goes with it is the work all the same.
public final class Drafts {
    private static final System.Logger LOG = System.getLogger(Drafts.class.getName());
    private static final String DRAFT = ".draft";
    private static final String LOCK = ".lock";
    private static final String HISTORY = ".history";

    private final Path folder;
    private final Disk disk;

    public Drafts(Path folder, Disk disk) {
        this.folder = folder;
        this.disk = disk;
    }

    /// A place for the draft of one open flow. Nothing is written before there is something to keep.
    public Slot open() {
        return new Slot(folder.resolve(UUID.randomUUID() + DRAFT));
    }

    /// What processes left behind that are no more. From now on it belongs to this process, except what can't be read.
    public List<Left> left() {
        var left = files(DRAFT).stream().map(file -> take(new Slot(file))).filter(Objects::nonNull).toList();
        // A process may end between the two files of a draft.
        files(HISTORY).forEach(this::dropLonely);
        return left;
    }

    private List<Path> files(String ending) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            LOG.log(Level.WARNING, "What is in %s can't be listed.".formatted(folder), e);
            return List.of();
        }
    }

    private void dropLonely(Path history) {
        var slot = new Slot(sibling(history, HISTORY, DRAFT));
        try {
            if (!Files.exists(slot.file) && slot.claim.take()) {
                slot.log.drop();
            }
        } catch (IOException e) {
            LOG.log(Level.INFO, "%s, which nobody needs any more, can't be deleted.".formatted(history), e);
        } finally {
            slot.claim.release();
        }
    }

    private static Path sibling(Path file, String ending, String other) {
        var name = file.getFileName().toString();
        return file.resolveSibling(name.substring(0, name.length() - ending.length()) + other);
    }

    private @Nullable Left take(Slot slot) {
        try {
            if (!slot.claim.take()) {
                return null;
            }
            var draft = Draft.parse(new String(disk.read(slot.file), StandardCharsets.UTF_8));
            return draft != null ? new Left(draft, slot) : unread(slot, FileTrouble.damagedDraft(slot.file));
        } catch (IOException e) {
            return unread(slot, FileTrouble.reading(slot.file, e));
        } catch (FileTrouble e) {
            return unread(slot, e);
        }
    }

    private static Left unread(Slot slot, FileTrouble trouble) {
        slot.claim.release();
        return new Left(new Draft(slot.name(), null, null, Instant.EPOCH, ""), slot, trouble);
    }

    /// A draft that was left behind.
    ///
    /// @param trouble why it can't be read; null where it can
    public record Left(Draft draft, Slot slot, @Nullable FileTrouble trouble) {
        public Left(Draft draft, Slot slot) {
            this(draft, slot, null);
        }

        /// What the draft is called.
        String name() {
            return slot.name();
        }
    }

    /// Where the draft of one open flow is kept. Used by one thread at a time.
    public final class Slot implements AutoCloseable {
        private final Path file;
        private final HistoryLog log;
        private final Claim claim;

        private Slot(Path file) {
            this.file = file;
            log = new HistoryLog(sibling(file, DRAFT, HISTORY), disk);
            claim = new Claim(sibling(file, DRAFT, LOCK));
        }

        /// Where the draft is, for people.
        public Path file() {
            return file;
        }

        String name() {
            return String.valueOf(file.getFileName());
        }

        /// Keeps a draft without a history.
        public void keep(Draft draft) throws FileTrouble {
            try {
                own();
                disk.replace(file, draft.print().getBytes(StandardCharsets.UTF_8));
            } catch (FileTrouble e) {
                throw FileTrouble.keepingDraft(e);
            }
        }

        /// Keeps a draft and how it came to be what it is.
        ///
        /// @param draft prints it
        public void keep(History history, Supplier<Draft> draft) throws FileTrouble {
            // The small part first: it is all there when the process is killed while the text is written.
            Draft.Mark mark = null;
            FileTrouble trouble = null;
            try {
                own();
                mark = new Draft.Mark(log.keep(history), history.present().number());
            } catch (FileTrouble e) {
                trouble = e;
            }
            keep(mark == null ? draft.get() : draft.get().with(mark));
            if (trouble != null) {
                throw FileTrouble.keepingHistory(trouble);
            }
            tidy(history);
        }

        private void tidy(History history) throws FileTrouble {
            try {
                log.tidy(history);
            } catch (FileTrouble e) {
                throw FileTrouble.keepingHistory(e);
            }
        }

        private void own() throws FileTrouble {
            try {
                Files.createDirectories(folder);
                if (!claim.isHeld() && !claim.take()) {
                    throw new IOException("another Flowloom holds it");
                }
            } catch (IOException e) {
                throw FileTrouble.writing(file, e);
            }
        }

        /// The history of a draft that was left here; null where none can be read that goes with it.
        @Nullable
        History history(Draft draft) {
            var mark = draft.mark();
            var read = log.read();
            if (mark == null || read == null || read.step() < mark.step()) {
                return null;
            }
            var then = read.seen().get(mark.revision());
            // Where the log was written anew, what the text holds may have been undone and drawn over before.
            boolean goesWithIt = then == null
                    ? read.step() > mark.step()
                    : DefinitionWriter.text(then).equals(draft.text());
            return goesWithIt ? read.history() : null;
        }

        /// Forgets the draft: the work is saved, or the user doesn't want it.
        public void drop() throws FileTrouble {
            try {
                Files.deleteIfExists(file);
                log.drop();
            } catch (IOException e) {
                throw FileTrouble.writing(file, e);
            }
        }

        /// Gives the place back. A draft that is still there is offered at the next start.
        @Override
        public void close() {
            claim.release();
        }
    }
}
