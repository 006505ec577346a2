package dev.flowloom.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/// Keeps, beside the database, up to where batches were acknowledged, so that the store's word is not the only one. It
/// is written without being forced: it outlives the process, and after a power cut it can say too little, never too much
/// where the store is [Durability#POWER_SAFE].
///
/// Its file is locked as long as it is open, and with it the store: H2's own lock doesn't keep out the same process.
final class Acknowledged implements AutoCloseable {
    private static final long MAGIC = 0x666c_6f77_6c6f_6f6dL;
    private static final int SIZE = 20;
    /// Beyond the content, since a lock keeps others on Windows from reading.
    private static final long LOCKED_BYTE = 1 << 20;

    private final Path path;
    private final FileChannel file;
    private final ByteBuffer buffer = ByteBuffer.allocate(SIZE);

    private Acknowledged(Path path, FileChannel file) {
        this.path = path;
        this.file = file;
    }

    /// @throws StoreException when somebody has it open, or it is something else
    static Acknowledged open(Path path) throws IOException {
        requireNothingElse(path);
        return open(path, false, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /// To be read alone. Others can do so at the same time.
    ///
    /// @throws StoreException when somebody has it open to go on with the store, or it is something else
    static Acknowledged look(Path path) throws IOException {
        requireNothingElse(path);
        return open(path, true, StandardOpenOption.READ);
    }

    private static Acknowledged open(Path path, boolean shared, StandardOpenOption... options) throws IOException {
        var file = FileChannel.open(path, options);
        try {
            if (file.tryLock(LOCKED_BYTE, 1, shared) != null) {
                var acknowledged = new Acknowledged(path, file);
                acknowledged.requireOurs();
                return acknowledged;
            }
        } catch (OverlappingFileLockException _) {
            file.close();
            throw StoreFailures.locked(path, "this program", null);
        } catch (IOException | StoreException e) {
            file.close();
            throw e;
        }
        file.close();
        throw StoreFailures.locked(path, "another program", null);
    }

    /// To open a pipe may wait for ever, and where a link leads nowhere a file would be made there.
    private static void requireNothingElse(Path path) {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(path)) {
            throw StoreFailures.notTheMark(path);
        }
    }

    private void requireOurs() throws IOException {
        if (file.size() > SIZE) {
            throw StoreFailures.notTheMark(path);
        }
        if (!isSilent() && (buffer.position() < Long.BYTES || buffer.getLong(0) != MAGIC)) {
            throw StoreFailures.notTheMark(path);
        }
    }

    /// Whether it says nothing: it was not there, or what was written into it was lost with the power.
    boolean isSilent() throws IOException {
        read();
        for (int i = 0; i < buffer.position(); i++) {
            if (buffer.get(i) != 0) {
                return false;
            }
        }
        return true;
    }

    /// 0 where nothing was acknowledged, or the file says nothing.
    ///
    /// @throws StoreException where it is damaged
    long position() throws IOException {
        if (isSilent()) {
            return 0;
        }
        if (buffer.hasRemaining() || buffer.getInt(16) != checksum()) {
            throw StoreFailures.markDamaged(path);
        }
        return buffer.getLong(8);
    }

    private void read() throws IOException {
        buffer.clear();
        while (buffer.hasRemaining() && file.read(buffer, buffer.position()) >= 0) {
            // Reads on.
        }
    }

    void set(long position) throws IOException {
        buffer.clear().putLong(MAGIC).putLong(position).putInt(checksum()).flip();
        while (buffer.hasRemaining()) {
            file.write(buffer, buffer.position());
        }
    }

    /// Has it outlast a power cut: from then on, one that says nothing has been tampered with.
    void force() throws IOException {
        file.force(true);
    }

    private int checksum() {
        var crc = new CRC32C();
        crc.update(buffer.array(), 0, 16);
        return (int) crc.getValue();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
