package dev.flowloom.bench;

import java.nio.file.Path;

/// Where H2 keeps what a subject keeps. It is set for all as Flowloom sets it for itself.
public final class H2Url {
    private static final String SETTINGS = ";RETENTION_TIME=1000;MAX_COMPACT_TIME=1000;PAGE_SIZE=8192"
            + ";AUTO_COMPACT_FILL_RATE=80;QUERY_CACHE_SIZE=100";

    private H2Url() {}

    /// Below a folder of its own.
    ///
    /// @param fileSystem which of H2's file systems, with a colon; empty for its own choice
    public static String of(String fileSystem, Path folder) {
        return "jdbc:h2:" + fileSystem + folder.resolve("store").toAbsolutePath() + SETTINGS;
    }
}
