package dev.flowloom.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;

import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/// A file system for H2 that overwrites nothing before what was written earlier is on the disk.
///
/// H2 uses the room of old data as soon as newer data is written elsewhere, which need not have reached the disk: several
/// of its writes can wait in the system's memory at a time, and a power cut leaves any of them. If the later one was
/// there and the earlier not, the old data would be gone and the new not yet come. So a write that overwrites, while
/// others wait, has those forced first. Appending writes harm nothing and wait for the next force.
///
/// Public, since H2 makes instances by reflection.
public final class OrderedFiles extends FilePathWrapper {
    private static final String SCHEME = "flowloom";

    /// Makes the file system known to H2.
    ///
    /// @return what file names begin with
    static String register() {
        FilePath.register(new OrderedFiles());
        return SCHEME + ":";
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
        private final Object writing = new Object();
        /// Whether there may be writes that are not on the disk: also those of a process that was killed.
        private boolean waiting = true;

        Channel(FileChannel file) {
            this.file = file;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized") // Reads need not wait for each other.
        public int read(ByteBuffer target, long position) throws IOException {
            return file.read(target, position);
        }

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized") // By a lock of its own: reads use the other.
        public int write(ByteBuffer source, long position) throws IOException {
            synchronized (writing) {
                if (position < file.size()) {
                    forceWaiting();
                }
                waiting = true;
                return file.write(source, position);
            }
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            synchronized (writing) {
                forceWaiting();
                waiting = true;
                file.truncate(size);
            }
        }

        @Override
        public void force(boolean metaData) throws IOException {
            synchronized (writing) {
                file.force(metaData);
                waiting = false;
            }
        }

        private void forceWaiting() throws IOException {
            if (waiting) {
                force(true);
            }
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
