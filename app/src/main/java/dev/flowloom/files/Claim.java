package dev.flowloom.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.jspecify.annotations.Nullable;

/// This process' claim on something it keeps. The operating system gives it free when the process ends, however it ends.
/// Used by one thread at a time.
final class Claim {
    private final Path file;
    private @Nullable FileChannel held;

    /// @param file is locked for the claim, and holds nothing; its folder is there
    Claim(Path file) {
        this.file = file;
    }

    boolean isHeld() {
        return held != null;
    }

    /// Whether nobody else has it: then it is this process' own.
    boolean take() throws IOException {
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                held = channel;
                return true;
            }
        } catch (OverlappingFileLockException e) {
            // Something else in this very process holds it.
        }
        channel.close();
        return false;
    }

    void release() {
        var channel = held;
        held = null;
        if (channel == null) {
            return;
        }
        try (channel) {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // An empty file stays behind; it harms nobody.
        }
    }
}
