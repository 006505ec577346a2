package dev.flowloom.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;

import dev.flowloom.platform.UserFolders;
import org.jspecify.annotations.Nullable;

/// Where a store is.
public sealed interface StoreLocation {

    /// In files.
    ///
    /// @param base absolute; with an ending added it names each of the store's files
    record OnDisk(Path base) implements StoreLocation {
        static final String DATABASE = ".mv.db";
        private static final String MAKING = ".making-";
        /// In bytes. File systems take names of 255, and a store that is being made has the longest.
        private static final int LONGEST_NAME = 200;
        private static final String UUIDS = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

        public OnDisk {
            if (!base.isAbsolute() || base.getParent() == null) {
                throw new IllegalArgumentException("not an absolute path of a file: " + base);
            }
        }

        /// Itself.
        ///
        /// @throws StoreException where no file can have its name, or H2 would not take it for what it is
        OnDisk requireUsable() {
            if (base.toString().contains(";")) {
                throw StoreFailures.badLocation(base.toString(),
                        "its path has a semicolon, and H2 takes what is behind one for options.");
            }
            int length = Objects.requireNonNull(base.getFileName()).toString().getBytes(StandardCharsets.UTF_8).length;
            if (length > LONGEST_NAME) {
                throw StoreFailures.badLocation(base.toString(),
                        "its name takes %d bytes, and what is kept beside it must have a name too; at most %d are possible."
                                .formatted(length, LONGEST_NAME));
            }
            return this;
        }

        Path folder() {
            return Objects.requireNonNull(base.getParent());
        }

        /// The database's file.
        public Path database() {
            return base.resolveSibling(base.getFileName() + DATABASE);
        }

        /// Says up to where events were acknowledged. Locked as long as the store is open.
        Path acknowledged() {
            return base.resolveSibling(base.getFileName() + ".acknowledged");
        }

        /// Where it is made: another place each time, so that nothing is in the way.
        OnDisk making() {
            return new OnDisk(base.resolveSibling(base.getFileName() + MAKING + UUID.randomUUID()));
        }

        /// What was being made when a process ended.
        List<Path> leftByMaking() throws IOException {
            var name = Pattern.compile(Pattern.quote(base.getFileName() + MAKING) + UUIDS + Pattern.quote(DATABASE));
            try (var files = Files.list(folder())) {
                return files.filter(file -> name.matcher(String.valueOf(file.getFileName())).matches()).toList();
            }
        }

        @Override
        public String toString() {
            return base.toString();
        }
    }

    /// In a schema of a database of PostgreSQL, which several processes may have open at a time.
    ///
    /// @param address `jdbc:postgresql://…`, without options
    /// @param options of the driver
    /// @param password null where it isn't said here
    /// @param lease how long a process that died keeps others from its runs
    record InPostgres(String address, SortedMap<String, String> options, String schema, @Nullable Password password,
            Duration lease)
            implements
                StoreLocation {
        /// Where nothing else is said.
        public static final Duration LEASE = Duration.ofSeconds(15);

        public InPostgres {
            options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
        }

        /// The URL, without the password.
        @Override
        public String toString() {
            return PostgresLocation.text(this);
        }
    }

    /// A password, which is not shown.
    record Password(String value) {
        @Override
        public String toString() {
            return "***";
        }
    }

    /// In memory: gone when it is closed.
    record InMemory() implements StoreLocation {
        @Override
        public String toString() {
            return "in memory";
        }
    }

    /// What a person named a store by, to be shown: without a password.
    static String shown(String text) {
        return PostgresLocation.masked(text);
    }

    /// A user's own store, at the place the operating system has for such.
    static StoreLocation ofUser() {
        return new OnDisk(UserFolders.ofThisUser().data().resolve("store").toAbsolutePath().normalize());
    }

    /// The location that a person names: a path (a folder means the file `store` in it), a `jdbc:h2:` URL of a file or
    /// of memory, or a `jdbc:postgresql:` URL.
    ///
    /// @throws StoreException when it names none
    static StoreLocation parse(String text) {
        return LocationText.parse(text.strip());
    }
}
