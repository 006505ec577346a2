package dev.flowloom.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Makes the names of files durable.
final class Folders {
    private Folders() {}

    /// Does what the system can: Windows has no such thing for folders.
    static void sync(Path folder) {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException _) {
            // Then the file system sees to it.
        }
    }
}
