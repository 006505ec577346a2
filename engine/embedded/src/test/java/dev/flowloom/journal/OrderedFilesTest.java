package dev.flowloom.journal;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

final class OrderedFilesTest {
    private static final int SEEDS = 50;

    @TempDir
    Path folder;

    @Test
    void overwritesNothingBeforeWhatWasWrittenEarlierIsThere() throws Exception {
        for (int seed = 0; seed < SEEDS; seed++) {
            assertThat(newHeadAndOldTail(OrderedFiles.register() + TestDisk.reset(), seed)).as("seed %d", seed)
                    .isFalse();
        }
    }

    @Test
    void isNeeded() throws Exception {
        int bad = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            bad += newHeadAndOldTail(TestDisk.reset(), seed) ? 1 : 0;
        }
        assertThat(bad).isPositive();
    }

    /// Writes at the end, then over the beginning, and cuts the power: whether only the latter arrived.
    private boolean newHeadAndOldTail(String disk, int seed) throws Exception {
        var path = folder.resolve("file" + seed);
        Files.deleteIfExists(path);
        var file = FilePath.get(disk + path).open("rw");
        write(file, "old", 0);
        file.force(true);
        write(file, "tail", 3);
        write(file, "new", 0);
        TestDisk.cutPower(new Random(seed));
        var left = Files.readString(path);
        return left.startsWith("new") && !left.endsWith("tail");
    }

    private static void write(FileChannel file, String text, long position) throws Exception {
        file.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), position);
    }
}
