package dev.flowloom.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Fails half way through every write.
class FailingDisk extends Disk {
    private final IOException failure;

    FailingDisk(IOException failure) {
        this.failure = failure;
    }

    @Override
    protected void write(Path file, byte[] content) throws IOException {
        Files.write(file, new byte[]{'{'});
        throw failure;
    }

    @Override
    protected void extend(Path file, byte[] content) throws IOException {
        Files.write(file, new byte[]{'{'}, StandardOpenOption.APPEND);
        throw failure;
    }
}
