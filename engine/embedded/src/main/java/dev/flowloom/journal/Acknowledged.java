package dev.flowloom.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
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

    private final FileChannel file;
    private final ByteBuffer buffer = ByteBuffer.allocate(SIZE);

    private Acknowledged(FileChannel file) {
        this.file = file;
    }

    /// @throws StoreException when somebody has it open
    static Acknowledged open(Path path) throws IOException {
        var file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        try {
            if (file.tryLock(LOCKED_BYTE, 1, false) != null) {
                return new Acknowledged(file);
            }
        } catch (OverlappingFileLockException _) {
            file.close();
            throw StoreFailures.locked(path, "this program", null);
        } catch (IOException e) {
            file.close();
            throw e;
        }
        file.close();
        throw StoreFailures.locked(path, "another program", null);
    }

    /// 0 where nothing was acknowledged, or the file doesn't say.
    long position() throws IOException {
        buffer.clear();
        while (buffer.hasRemaining() && file.read(buffer, buffer.position()) >= 0) {
            // Reads on.
        }
        if (buffer.hasRemaining() || buffer.getLong(0) != MAGIC || buffer.getInt(16) != checksum()) {
            return 0;
        }
        return buffer.getLong(8);
    }

    void set(long position) throws IOException {
        buffer.clear().putLong(MAGIC).putLong(position).putInt(checksum()).flip();
        while (buffer.hasRemaining()) {
            file.write(buffer, buffer.position());
        }
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
