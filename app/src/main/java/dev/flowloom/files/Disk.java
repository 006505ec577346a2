package dev.flowloom.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.UUID;

import dev.flowloom.platform.Disks;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// Reads and replaces whole files, and adds to logs. A file is replaced or stays as it was; nothing in between can be
/// seen, also when the machine stops half way.
public class Disk {

    public byte[] read(Path file) throws FileTrouble {
        try {
            requireFile(file);
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw FileTrouble.reading(file, e);
        }
    }

    // A pipe without a writer would be waited for without end.
    private static void requireFile(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException(
                    Files.isDirectory(file) ? tr("it is a folder") : tr("it is not a file but a device or a pipe"));
        }
    }

    /// Gives the file this content, making it where it isn't there.
    public void replace(Path file, byte[] content) throws FileTrouble {
        try {
            var target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
            requireWritable(target);
            var part = target.resolveSibling(".%s.%s.part".formatted(target.getFileName(), UUID.randomUUID()));
            try {
                write(part, content);
                keepPermissions(target, part);
                move(part, target);
                force(target.getParent());
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (ReadOnlyFileSystemException e) {
            throw FileTrouble.readOnly(file, e);
        } catch (IOException e) {
            throw FileTrouble.writing(file, e);
        }
    }

    // Moving over a write-protected file would succeed, as it changes only the folder.
    private static void requireWritable(Path target) throws IOException {
        if (Files.exists(target) && !Files.isWritable(target)) {
            throw new IOException(tr("the file is write-protected"));
        }
    }

    /// Makes a new file and forces its content to the disk.
    protected void write(Path file, byte[] content) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
    }

    /// Adds to the end of a file that is there. When that fails half way, a part of it may have been added.
    public void append(Path file, byte[] content) throws FileTrouble {
        try {
            extend(file, content);
        } catch (IOException e) {
            throw FileTrouble.writing(file, e);
        }
    }

    /// Adds to a file and forces that to the disk.
    protected void extend(Path file, byte[] content) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            var left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(false);
        }
    }

    /// Makes the names in a folder outlast a power cut, as far as the system can.
    protected void force(@Nullable Path folder) {
        Disks.sync(folder);
    }

    private static void keepPermissions(Path from, Path to) throws IOException {
        var old = Files.getFileAttributeView(from, PosixFileAttributeView.class);
        var fresh = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        if (old != null && fresh != null && Files.exists(from)) {
            fresh.setPermissions(old.readAttributes().permissions());
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
