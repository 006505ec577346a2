package dev.flowloom.journal;

import java.nio.file.Path;
import java.util.Objects;

import dev.flowloom.platform.UserFolders;

/// Where a store is.
public sealed interface StoreLocation {

    /// In files.
    ///
    /// @param base absolute; with an ending added it names each of the store's files
    record OnDisk(Path base) implements StoreLocation {
        static final String DATABASE = ".mv.db";

        public OnDisk {
            if (!base.isAbsolute() || base.getParent() == null) {
                throw new IllegalArgumentException("not an absolute path of a file: " + base);
            }
        }

        /// Itself.
        ///
        /// @throws StoreException where H2 would not take it for what it is
        OnDisk requireUsable() {
            if (base.toString().contains(";")) {
                throw StoreFailures.badLocation(base.toString(),
                        "its path has a semicolon, and H2 takes what is behind one for options.");
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

        /// Where it is made.
        OnDisk making() {
            return new OnDisk(base.resolveSibling(base.getFileName() + ".new"));
        }

        @Override
        public String toString() {
            return base.toString();
        }
    }

    /// In memory: gone when it is closed.
    record InMemory() implements StoreLocation {
        @Override
        public String toString() {
            return "in memory";
        }
    }

    /// A user's own store, at the place the operating system has for such.
    static StoreLocation ofUser() {
        return new OnDisk(UserFolders.ofThisUser().data().resolve("store").toAbsolutePath().normalize());
    }

    /// The location that a person names: a path (a folder means the file `store` in it) or a `jdbc:h2:` URL of a file or
    /// of memory.
    ///
    /// @throws StoreException when it names none
    static StoreLocation parse(String text) {
        return LocationText.parse(text.strip());
    }
}
