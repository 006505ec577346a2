package dev.flowloom.journal;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// An entry of a ZIP file, and whether it is what was written: the JDK checks the checksums only of files that are read from
/// end to end.
final class CheckedEntry {
    private final ZipFile zip;
    private final ZipEntry entry;
    private final CRC32 checksum = new CRC32();

    CheckedEntry(ZipFile zip, ZipEntry entry) {
        this.zip = zip;
        this.entry = entry;
    }

    InputStream open() throws IOException {
        return new CheckedInputStream(zip.getInputStream(entry), checksum);
    }

    /// Asked when all of it was read.
    void requireWhole() throws UnfitBackupException {
        if (checksum.getValue() != entry.getCrc()) {
            throw new UnfitBackupException("its entry %s is not what was written".formatted(entry.getName()));
        }
    }
}
