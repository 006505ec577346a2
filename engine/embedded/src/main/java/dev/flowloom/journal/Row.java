package dev.flowloom.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.zip.CRC32C;

/// A batch as it is stored. Its checksum covers all of it and the checksum of the run's row before, so that a run can't
/// lose, gain, change or exchange a row unseen.
///
/// @param run the position of the run's first row
/// @param previous the checksum of the run's row before; 0 for the first
record Row(long position, long run, long first, int size, Instant at, String text, int previous, int checksum) {

    static Row of(long position, long run, long first, int size, Instant at, String text, int previous) {
        return new Row(position, run, first, size, at, text, previous,
                checksum(position, run, first, size, at, text, previous));
    }

    private static int checksum(long position, long run, long first, int size, Instant at, String text,
            int previous) {
        var head = ByteBuffer.allocate(44)
                .putInt(previous).putLong(position).putLong(run).putLong(first).putInt(size)
                .putLong(at.getEpochSecond()).putInt(at.getNano());
        var crc = new CRC32C();
        crc.update(head.flip());
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }

    boolean isIntact() {
        return checksum == checksum(position, run, first, size, at, text, previous);
    }

    boolean follows(Row before) {
        return first == before.next() && previous == before.checksum;
    }

    /// The sequence of the event after it.
    long next() {
        return first + size;
    }
}
