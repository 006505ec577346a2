package dev.flowloom.journal;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

import dev.flowloom.journal.StoreLocation.OnDisk;

/// The texts that a person may name a store by.
final class LocationText {
    private static final String URL = "jdbc:h2:";

    private LocationText() {}

    static StoreLocation parse(String text) {
        if (text.matches("[a-zA-Z][a-zA-Z0-9+.-]*://.*")) {
            throw bad(text, "a URL of a store begins with \"jdbc:\".");
        }
        return text.startsWith("jdbc:") ? ofUrl(text) : onDisk(text);
    }

    private static StoreLocation ofUrl(String url) {
        if (url.startsWith(PostgresLocation.URL)) {
            return PostgresLocation.parse(url);
        }
        if (!url.startsWith(URL)) {
            throw bad(url, "runs are kept in H2 or PostgreSQL.");
        }
        if (url.contains(";")) {
            throw bad(url, "options behind a semicolon can't be given, since some of them lose runs.");
        }
        var rest = url.substring(URL.length());
        if (rest.startsWith("mem:")) {
            return new StoreLocation.InMemory();
        }
        var path = rest.startsWith("file:") ? rest.substring("file:".length()) : rest;
        if (path.matches("[a-zA-Z]{2,}:.*")) {
            throw bad(url, "only files and memory can hold a store.");
        }
        return onDisk(path.startsWith("~/") ? System.getProperty("user.home", ".") + path.substring(1) : path);
    }

    private static OnDisk onDisk(String text) {
        try {
            var path = Path.of(text).toAbsolutePath().normalize();
            var name = path.getFileName();
            if (text.isEmpty() || name == null) {
                throw bad(text, "it names no file.");
            }
            boolean isFolder = text.endsWith("/") || Files.isDirectory(path);
            return new OnDisk(isFolder ? path.resolve("store") : path.resolveSibling(withoutEnding(name.toString())))
                    .requireUsable();
        } catch (InvalidPathException e) {
            throw bad(text, "it is not a path (" + e.getReason() + ").");
        }
    }

    private static String withoutEnding(String name) {
        int length = name.length() - OnDisk.DATABASE.length();
        return length > 0 && name.toLowerCase(Locale.ROOT).endsWith(OnDisk.DATABASE) ? name.substring(0, length) : name;
    }

    private static StoreException bad(String text, String reason) {
        return StoreFailures.badLocation(PostgresLocation.masked(text), reason);
    }
}
