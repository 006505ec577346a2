package dev.flowloom.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;

import dev.flowloom.document.History;
import dev.flowloom.json.DefinitionWriter;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Json;
import org.jspecify.annotations.Nullable;

/// What can be undone of flows that are saved, one history for each of the files that were saved last. It belongs to a
/// file's content: once something else changed that, it no longer holds. Histories are a comfort: one that can't be kept
/// or read is done without.
public final class Histories {
    private static final System.Logger LOG = System.getLogger(Histories.class.getName());
    private static final String ENDING = ".history";
    private static final int MOST_FILES = 100;
    private static final long MOST_BYTES = 64L * 1024 * 1024;

    private final Path folder;
    private final Disk disk;

    public Histories(Path folder, Disk disk) {
        this.folder = folder;
        this.disk = disk;
    }

    /// Keeps the history of a file in the place of an earlier one.
    ///
    /// @param content what the file holds: the history's present
    void keep(Path file, Fingerprint content, History history) {
        // There may be an earlier one of a content that comes back, as when branches are switched.
        if (history.revisions().size() < 2) {
            return;
        }
        try {
            Files.createDirectories(folder);
            disk.replace(place(file), HistoryWriting.whole(history, 0, about(file, content)).bytes());
            prune();
        } catch (FileTrouble | IOException | UncheckedIOException e) {
            LOG.log(Level.INFO, "What can be undone in %s is not kept.".formatted(file), e);
        }
    }

    /// The history of a file; null where none was kept that leads to what the file holds now.
    ///
    /// @param diagram the file's, as it is edited
    @Nullable
    History find(Path file, Fingerprint content, Diagram diagram) {
        try {
            var place = place(file);
            var read = Files.exists(place) ? HistoryReading.read(disk.read(place)) : null;
            if (read == null || !about(file, content).fields().entrySet().stream()
                    .allMatch(entry -> entry.getValue().equals(read.about().get(entry.getKey())))) {
                return null;
            }
            var present = read.history().diagram();
            return DefinitionWriter.text(present).equals(DefinitionWriter.text(diagram)) ? read.history() : null;
        } catch (FileTrouble e) {
            LOG.log(Level.INFO, "What could be undone in %s can't be read.".formatted(file), e);
            return null;
        }
    }

    private static Json.Obj about(Path file, Fingerprint content) {
        var fields = new LinkedHashMap<String, Json>();
        fields.put("file", Json.of(file.toString()));
        fields.put("content", Json.of(content.hex()));
        return new Json.Obj(fields);
    }

    private Path place(Path file) {
        return folder.resolve(Fingerprint.of(file.toString().getBytes(StandardCharsets.UTF_8)).hex() + ENDING);
    }

    private record Kept(Path path, long bytes, long time) {
        static Kept of(Path path) {
            var file = path.toFile();
            return new Kept(path, file.length(), file.lastModified());
        }
    }

    private void prune() throws IOException {
        var all = new ArrayList<Kept>();
        try (var files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(ENDING)).map(Kept::of).forEach(all::add);
        }
        all.sort(Comparator.comparingLong(Kept::time).reversed());
        long bytes = 0;
        for (int i = 0; i < all.size(); i++) {
            bytes += all.get(i).bytes;
            if (i >= MOST_FILES || bytes > MOST_BYTES) {
                Files.deleteIfExists(all.get(i).path);
            }
        }
    }
}
