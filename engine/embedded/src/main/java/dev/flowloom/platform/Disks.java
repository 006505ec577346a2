package dev.flowloom.platform;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/// What Java has no words of its own for.
public final class Disks {
    /// As Linux, macOS and Windows put it.
    private static final List<String> FULL = List.of("no space left", "not enough space", "quota exceeded");

    private Disks() {}

    /// Whether a failure says that there is no room left. The system may say it in another language.
    public static boolean saysFull(IOException failure) {
        var message = failure.getMessage();
        return message != null && FULL.stream().anyMatch(message.toLowerCase(Locale.ROOT)::contains);
    }

    /// Makes what is in a file outlast a power cut.
    public static void syncFile(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /// Makes the names in a folder outlast a power cut, as far as the system can: Windows has no such thing for folders,
    /// and some file systems see to it themselves.
    public static void sync(@Nullable Path folder) {
        if (folder == null) {
            return;
        }
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException _) {
            // The files are complete and in their places; more can't be had here.
        }
    }
}
