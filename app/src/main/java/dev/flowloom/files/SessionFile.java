package dev.flowloom.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/// Where it is kept which flows are open. It belongs to the first of the processes that run at the same time; the others
/// neither find nor change anything here. Used by one thread at a time.
public final class SessionFile {
    private final Path file;
    private final Disk disk;
    private final Claim claim;
    /// Null until it is asked for. What was not found may not be changed later either.
    private @Nullable Boolean mine;

    public SessionFile(Path file, Disk disk) {
        this.file = file;
        this.disk = disk;
        this.claim = new Claim(file.resolveSibling(file.getFileName() + ".lock"));
    }

    /// What was open last; null where nothing was ever kept.
    public @Nullable Session read() {
        try {
            if (!isMine()) {
                return Session.NONE;
            }
            return Files.exists(file) ? Session.parse(new String(disk.read(file), StandardCharsets.UTF_8)) : null;
        } catch (IOException | FileTrouble e) {
            return Session.NONE;
        }
    }

    /// Keeps what is open now.
    public void keep(Session session) throws FileTrouble {
        try {
            if (isMine()) {
                disk.replace(file, session.print().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw FileTrouble.keepingSession(FileTrouble.writing(file, e));
        } catch (FileTrouble e) {
            throw FileTrouble.keepingSession(e);
        }
    }

    private boolean isMine() throws IOException {
        var known = mine;
        if (known == null) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            known = claim.take();
            mine = known;
        }
        return known;
    }

    /// Leaves it to the next process.
    public void close() {
        mine = false;
        claim.release();
    }
}
