package dev.flowloom.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/// The drafts of this user's unsaved work, one for each open flow. A draft belongs to the process that holds the lock
/// beside it; the operating system gives the lock free when the process ends, however it ends, and so a draft without
/// an owner is one that was left behind.
public final class Drafts {
    private static final String DRAFT = ".draft";
    private static final String LOCK = ".lock";

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

    /// What processes left behind that are no more. From now on it belongs to this process.
    public List<Left> left() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            var left = new ArrayList<Left>();
            for (var file : files.filter(f -> f.toString().endsWith(DRAFT)).sorted().toList()) {
                var found = take(new Slot(file));
                if (found != null) {
                    left.add(found);
                }
            }
            return left;
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    private @Nullable Left take(Slot slot) {
        try {
            if (!slot.lock()) {
                return null;
            }
            var draft = Draft.parse(new String(disk.read(slot.file), StandardCharsets.UTF_8));
            if (draft != null) {
                return new Left(draft, slot);
            }
            slot.unlock();
            return null;
        } catch (IOException | FileTrouble e) {
            return null;
        }
    }

    /// A draft that was left behind.
    public record Left(Draft draft, Slot slot) {}

    /// Where the draft of one open flow is kept. Used by one thread at a time.
    public final class Slot implements AutoCloseable {
        private final Path file;
        private @Nullable FileChannel lock;

        private Slot(Path file) {
            this.file = file;
        }

        /// Where the draft is, for people.
        public Path file() {
            return file;
        }

        public void keep(Draft draft) throws FileTrouble {
            try {
                Files.createDirectories(folder);
                if (lock == null && !lock()) {
                    throw new IOException("another Flowloom holds it");
                }
            } catch (IOException e) {
                throw FileTrouble.keepingDraft(FileTrouble.writing(file, e));
            }
            try {
                disk.replace(file, draft.print().getBytes(StandardCharsets.UTF_8));
            } catch (FileTrouble e) {
                throw FileTrouble.keepingDraft(e);
            }
        }

        /// Forgets the draft: the work is saved, or the user doesn't want it.
        public void drop() throws FileTrouble {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw FileTrouble.writing(file, e);
            }
        }

        /// Gives the place back. A draft that is still there is offered at the next start.
        @Override
        public void close() {
            unlock();
        }

        private boolean lock() throws IOException {
            var channel = FileChannel.open(lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (channel.tryLock() != null) {
                    lock = channel;
                    return true;
                }
            } catch (OverlappingFileLockException e) {
                // Another window of this very process holds it.
            }
            channel.close();
            return false;
        }

        private void unlock() {
            var held = lock;
            lock = null;
            if (held == null) {
                return;
            }
            try (held) {
                Files.deleteIfExists(lockFile());
            } catch (IOException e) {
                // An empty file stays behind; it harms nobody.
            }
        }

        private Path lockFile() {
            var name = file.getFileName().toString();
            return file.resolveSibling(name.substring(0, name.length() - DRAFT.length()) + LOCK);
        }
    }
}
