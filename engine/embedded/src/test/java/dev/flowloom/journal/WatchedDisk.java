package dev.flowloom.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;

import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/// A file system for H2 (`watcheddisk:`) that tells of each change as soon as it is made: of what a process would leave that is killed
/// then, for its writes stay in their order in the system's memory.
public final class WatchedDisk extends FilePathWrapper {
    private static final Object CHANGING = new Object();
    private static volatile Runnable watcher = () -> {};

    /// Makes the file system known to H2.
    ///
    /// @return what file names begin with
    static String watch(Runnable changed) {
        FilePath.register(new WatchedDisk());
        watcher = changed;
        return "watcheddisk:";
    }

    @Override
    public String getScheme() {
        return "watcheddisk";
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

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized") // A read need not wait for a change.
        public int read(ByteBuffer target, long position) throws IOException {
            return file.read(target, position);
        }

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized") // By a lock that all files share.
        public int write(ByteBuffer source, long position) throws IOException {
            synchronized (CHANGING) {
                int written = file.write(source, position);
                watcher.run();
                return written;
            }
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            synchronized (CHANGING) {
                file.truncate(size);
                watcher.run();
            }
        }

        @Override
        public void force(boolean metaData) throws IOException {
            file.force(metaData);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }
    }
}
