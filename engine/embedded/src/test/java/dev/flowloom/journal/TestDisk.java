package dev.flowloom.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/// A file system for H2 (`testdisk:`) that can run full, can hang, and can lose its power: then of the writes that were
/// not forced some are on the disk, some not, and some in part.
public final class TestDisk extends FilePathWrapper {
    static final String SCHEME = "testdisk";

    private static final Object LOCK = new Object();
    private static final int SECTOR = 512;
    /// Since the last force, in order.
    private static final List<Change> UNFORCED = new ArrayList<>();
    private static boolean off;
    private static long roomLeft = Long.MAX_VALUE;
    /// What writes wait for.
    private static volatile CountDownLatch answers = new CountDownLatch(0);
    private static volatile CountDownLatch waiting = new CountDownLatch(1);

    /// A write, or a change of the length where `now` is empty.
    private static final class Change {
        private final FileChannel file;
        private final long position;
        private final byte[] now;
        private final byte[] before;
        private final long lengthNow;
        private final long lengthBefore;

        Change(FileChannel file, long position, byte[] now, byte[] before, long lengthNow, long lengthBefore) {
            this.file = file;
            this.position = position;
            this.now = now;
            this.before = before;
            this.lengthNow = lengthNow;
            this.lengthBefore = lengthBefore;
        }

        void undo() throws IOException {
            write(before);
            file.truncate(lengthBefore);
        }

        void redo(int length) throws IOException {
            if (now.length == 0) {
                file.truncate(lengthNow);
            } else {
                write(Arrays.copyOf(now, length));
            }
        }

        private void write(byte[] bytes) throws IOException {
            var buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                file.write(buffer, position + buffer.position());
            }
        }
    }

    /// Starts anew, with power and with room.
    static String reset() {
        FilePath.register(new TestDisk());
        answer();
        synchronized (LOCK) {
            UNFORCED.clear();
            off = false;
            roomLeft = Long.MAX_VALUE;
        }
        return SCHEME + ":";
    }

    static void leaveRoom(long bytes) {
        synchronized (LOCK) {
            roomLeft = bytes;
        }
    }

    /// Writes get no answer from now on.
    static void hang() {
        waiting = new CountDownLatch(1);
        answers = new CountDownLatch(1);
    }

    /// Waits for a write that gets no answer.
    static void awaitWrite() throws InterruptedException {
        if (!waiting.await(30, TimeUnit.SECONDS)) {
            throw new AssertionError("nothing was written");
        }
    }

    /// Answers the writes that wait, and those that come.
    static void answer() {
        answers.countDown();
    }

    private static void awaitAnswer() {
        var answer = answers;
        if (answer.getCount() > 0) {
            waiting.countDown();
            try {
                answer.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    static void cutPower(Random random) throws IOException {
        synchronized (LOCK) {
            off = true;
            for (var change : UNFORCED.reversed()) {
                change.undo();
            }
            // At times the file's header and nothing else, since that matters most to what is found again.
            boolean headerAlone = random.nextInt(3) == 0;
            int kept = 1 + random.nextInt(9);
            for (var change : UNFORCED) {
                if (headerAlone ? change.position == 0 : random.nextInt(10) < kept) {
                    boolean torn = random.nextInt(5) == 0;
                    int sectors = change.now.length / SECTOR;
                    change.redo(torn && sectors > 0 ? random.nextInt(sectors) * SECTOR : change.now.length);
                }
            }
        }
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new Channel(getBase().open(mode));
    }

    private static final class Channel extends FileBaseDefault {
        private final FileChannel file;

        Channel(FileChannel file) {
            this.file = file;
        }

        private static void requirePower() throws IOException {
            if (off) {
                throw new IOException("no power");
            }
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public synchronized int read(ByteBuffer target, long position) throws IOException {
            synchronized (LOCK) {
                requirePower();
                return file.read(target, position);
            }
        }

        @Override
        public synchronized int write(ByteBuffer source, long position) throws IOException {
            awaitAnswer();
            synchronized (LOCK) {
                requirePower();
                roomLeft -= source.remaining();
                if (roomLeft < 0) {
                    throw new IOException("No space left on device");
                }
                var now = new byte[source.remaining()];
                source.duplicate().get(now);
                long length = file.size();
                UNFORCED.add(new Change(file, position, now, content(position, now.length, length),
                        Math.max(length, position + now.length), length));
                return file.write(source, position);
            }
        }

        private byte[] content(long position, int size, long length) throws IOException {
            var before = ByteBuffer.allocate(Math.clamp(length - position, 0, size));
            while (before.hasRemaining() && file.read(before, position + before.position()) >= 0) {
                // Reads on.
            }
            return before.array();
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            synchronized (LOCK) {
                requirePower();
                long length = file.size();
                if (size < length) {
                    UNFORCED.add(new Change(file, size, new byte[0], content(size, (int) (length - size), length), size,
                            length));
                    file.truncate(size);
                }
            }
        }

        @Override
        public void force(boolean metaData) throws IOException {
            // As long as a disk takes: the power is cut at this moment more often than at others.
            LockSupport.parkNanos(1_000_000);
            synchronized (LOCK) {
                requirePower();
                UNFORCED.removeIf(change -> change.file.equals(file));
            }
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            // Left open: the power is cut after it is closed.
        }
    }
}
