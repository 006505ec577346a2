package dev.flowloom.files;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/// The choices a user made, by name, and the files opened lately. Settings are a comfort: where they can't be read or
/// kept, the program goes on without them. Any thread may use them.
public final class Settings {
    private static final int MOST_RECENT = 12;

    private final Path file;
    private final Disk disk;
    private final TreeMap<String, String> values = new TreeMap<>();
    private final Object writing = new Object();

    public Settings(Path file, Disk disk) {
        this.file = file;
        this.disk = disk;
        if (Files.isRegularFile(file)) {
            load();
        }
    }

    private void load() {
        try {
            var properties = new Properties();
            properties.load(new StringReader(new String(disk.read(file), StandardCharsets.UTF_8)));
            properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        } catch (FileTrouble | IOException | IllegalArgumentException e) {
            values.clear();
        }
    }

    public synchronized String get(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    public double get(String name, double otherwise) {
        try {
            return Double.parseDouble(get(name, ""));
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    public boolean get(String name, boolean otherwise) {
        return Boolean.parseBoolean(get(name, String.valueOf(otherwise)));
    }

    public synchronized void put(String name, Object value) {
        values.put(name, String.valueOf(value));
    }

    /// The files opened or saved lately, the last one first.
    public synchronized List<Path> recent() {
        return IntStream.range(0, MOST_RECENT).mapToObj(i -> path(values.get("recent." + i)))
                .filter(path -> path != null).toList();
    }

    private static @Nullable Path path(@Nullable String text) {
        try {
            return text == null ? null : Path.of(text);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    public synchronized void addRecent(Path path) {
        var paths = new ArrayList<>(recent());
        paths.remove(path.toAbsolutePath());
        paths.addFirst(path.toAbsolutePath());
        setRecent(paths.subList(0, Math.min(MOST_RECENT, paths.size())));
    }

    private void setRecent(List<Path> paths) {
        values.keySet().removeIf(name -> name.startsWith("recent."));
        for (int i = 0; i < paths.size(); i++) {
            values.put("recent." + i, paths.get(i).toString());
        }
    }

    /// Keeps them for the next start. Takes a while; meanwhile they can be read and put.
    public void save() throws FileTrouble {
        // Printed inside, so that of two savings the later has the newer settings.
        synchronized (writing) {
            try {
                Files.createDirectories(file.toAbsolutePath().getParent());
            } catch (IOException e) {
                throw FileTrouble.writing(file, e);
            }
            disk.replace(file, text().getBytes(StandardCharsets.UTF_8));
        }
    }

    private synchronized String text() {
        return values.entrySet().stream().map(entry -> escape(entry.getKey()) + "=" + escape(entry.getValue()))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    // Properties.store would write the date into it and sort by chance.
    private static String escape(String text) {
        return text.replace("\\", "\\\\").replace("=", "\\=").replace(":", "\\:").replace("\n", "\\n")
                .replace("\r", "\\r").replace(" ", "\\ ").replace("#", "\\#").replace("!", "\\!").replace("\t", "\\t");
    }
}
