package dev.flowloom.platform;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Reads files as a whole that anybody may have named: a device never ends, and to open a pipe may wait for ever.
public final class LimitedFiles {
    private static final long LONGEST_OPENING_SECONDS = 10;

    private LimitedFiles() {}

    /// There is more than is read.
    public static final class TooLargeException extends IOException {
        TooLargeException(String message) {
            super(message);
        }
    }

    /// All that is in a file.
    ///
    /// @param most how many bytes there may be
    /// @throws TooLargeException where there are more
    public static byte[] read(Path file, int most) throws IOException {
        try (var in = Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)
                ? open(file, LONGEST_OPENING_SECONDS)
                : Files.newInputStream(file)) {
            return read(in, most);
        }
    }

    /// All that comes from a stream.
    ///
    /// @throws TooLargeException where there are more bytes
    public static byte[] read(InputStream in, int most) throws IOException {
        var bytes = in.readNBytes(most + 1);
        if (bytes.length > most) {
            throw new TooLargeException("it has more than %,d bytes".formatted(most));
        }
        return bytes;
    }

    /// A thread that waits for a pipe can't be interrupted; it doesn't keep the process from ending.
    static InputStream open(Path file, long longestSeconds) throws IOException {
        var opened = new CompletableFuture<InputStream>();
        Thread.ofPlatform().daemon().name("flowloom-opening").start(() -> {
            try {
                var in = Files.newInputStream(file);
                if (!opened.complete(in)) {
                    in.close();
                }
            } catch (IOException | RuntimeException e) {
                opened.completeExceptionally(e);
            }
        });
        try {
            return opened.get(longestSeconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            opened.cancel(false);
            throw new IOException("it is a pipe, and nobody has written into it for %d s".formatted(longestSeconds), e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("reading it was interrupted", e);
        }
    }
}
