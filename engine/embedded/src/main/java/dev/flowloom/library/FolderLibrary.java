package dev.flowloom.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import dev.flowloom.json.DefinitionReader;
import dev.flowloom.model.Flow;
import dev.flowloom.model.FlowLibrary;
import dev.flowloom.model.FlowReference;
import org.jspecify.annotations.Nullable;

/// The flows in one folder, by what stands in their files. A file is read again only when it has changed. May be used from
/// any thread, but reads files while it is asked.
public final class FolderLibrary implements FlowLibrary {
    private static final String ENDING = ".flow.json";
    /// So many files are looked into at most: more than anybody keeps in one folder.
    private static final int MOST_FILES = 2_000;

    private record Known(FileTime modified, long size, @Nullable Flow flow) {}

    private record Entry(Path file, Flow flow) {}

    private final Path folder;
    private final ConcurrentMap<Path, Known> known = new ConcurrentHashMap<>();

    public FolderLibrary(Path folder) {
        this.folder = folder;
    }

    /// The flows beside a file, the one in it among them.
    public static FolderLibrary beside(Path file) {
        return new FolderLibrary(Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder"));
    }

    @Override
    public @Nullable Flow find(FlowReference reference) {
        return entry(reference).map(Entry::flow).orElse(null);
    }

    /// The file that the flow is in; null where it isn't here.
    public @Nullable Path fileOf(FlowReference reference) {
        return entry(reference).map(Entry::file).orElse(null);
    }

    private Optional<Entry> entry(FlowReference reference) {
        return byName(reference.flow()).filter(entry -> reference.fits(entry.flow))
                .or(() -> all().stream().filter(entry -> reference.fits(entry.flow)).findFirst());
    }

    /// By habit a file has the name of its flow, so that the others need not be read.
    private Optional<Entry> byName(String id) {
        try {
            var file = folder.resolve(id + ENDING);
            return folder.equals(file.getParent()) ? entry(file) : Optional.empty();
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    @Override
    public List<String> ids() {
        return all().stream().map(entry -> entry.flow.id()).distinct().sorted().toList();
    }

    private List<Entry> all() {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ENDING)).sorted().limit(MOST_FILES)
                    .flatMap(file -> entry(file).stream()).toList();
        } catch (IOException _) {
            return List.of();
        }
    }

    private Optional<Entry> entry(Path file) {
        return Optional.ofNullable(read(file)).map(flow -> new Entry(file, flow));
    }

    /// The flow in a file; null where there is none that can be read.
    private @Nullable Flow read(Path file) {
        try {
            var now = Files.readAttributes(file, BasicFileAttributes.class);
            var before = known.get(file);
            if (before != null && before.modified.equals(now.lastModifiedTime()) && before.size == now.size()) {
                return before.flow;
            }
            var flow = now.isRegularFile() && now.size() <= DefinitionReader.LARGEST ? parse(file) : null;
            known.put(file, new Known(now.lastModifiedTime(), now.size(), flow));
            return flow;
        } catch (IOException _) {
            known.remove(file);
            return null;
        }
    }

    private static @Nullable Flow parse(Path file) throws IOException {
        var diagram = DefinitionReader.read(Files.readAllBytes(file)).diagram();
        return diagram == null ? null : diagram.flow();
    }
}
