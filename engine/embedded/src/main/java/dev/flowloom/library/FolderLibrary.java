package dev.flowloom.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
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
import dev.flowloom.model.Sentence;
import org.jspecify.annotations.Nullable;

/// The flows in one folder, by what stands in their files. A file is read again only when it has changed. May be used from
/// any thread, but reads files while it is asked.
public final class FolderLibrary implements FlowLibrary {
    private static final String ENDING = ".flow.json";
    /// So many files are looked into at most: more than anybody keeps in one folder.
    private static final int MOST_FILES = 2_000;

    /// What a file held when it was looked into.
    ///
    /// @param why why there is no flow; null where there is one
    private record Known(FileTime modified, long size, @Nullable Flow flow, @Nullable Sentence why) {}

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
        var file = fileByName(id);
        return file == null ? Optional.empty() : entry(file);
    }

    /// Where a flow of that id stands by habit; null where no file can have that name.
    private @Nullable Path fileByName(String id) {
        try {
            var file = folder.resolve(id + ENDING);
            return folder.equals(file.getParent()) ? file : null;
        } catch (InvalidPathException _) {
            return null;
        }
    }

    /// By habit a file has the name of its flow, so that one of that name is most likely meant.
    @Override
    public @Nullable Sentence whyMissing(FlowReference reference) {
        var file = fileByName(reference.flow());
        var found = file == null ? null : look(file);
        if (file != null && found != null && found.why != null) {
            return Sentence.of("its file %s can't be read. %s", String.valueOf(file.getFileName()), found.why);
        }
        long files = count();
        return files > MOST_FILES
                ? Sentence.of(
                        "there are %,d flows in its folder, and the first %,d by name were looked into. Name its file as the flow, or use a folder with fewer.",
                        files, MOST_FILES)
                : null;
    }

    private long count() {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ENDING)).count();
        } catch (IOException _) {
            return 0;
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
        var found = look(file);
        return Optional.ofNullable(found == null ? null : found.flow).map(flow -> new Entry(file, flow));
    }

    /// What is in a file; null where there is none.
    private @Nullable Known look(Path file) {
        try {
            var now = Files.readAttributes(file, BasicFileAttributes.class);
            var before = known.get(file);
            if (before != null && before.modified.equals(now.lastModifiedTime()) && before.size == now.size()) {
                return before;
            }
            var found = now.isRegularFile() ? parse(file, now) : unread(now, Sentence.of("It is no file."));
            known.put(file, found);
            return found;
        } catch (NoSuchFileException _) {
            known.remove(file);
            return null;
        } catch (IOException e) {
            known.remove(file);
            return new Known(FileTime.fromMillis(0), 0, null,
                    Sentence.of("The disk says: %s", String.valueOf(e.getMessage())));
        }
    }

    private static Known parse(Path file, BasicFileAttributes now) throws IOException {
        if (now.size() > DefinitionReader.LARGEST) {
            return unread(now, Sentence.of("It is too large."));
        }
        var read = DefinitionReader.read(Files.readAllBytes(file));
        var diagram = read.diagram();
        return diagram == null
                ? unread(now, read.problems().getFirst().what())
                : new Known(now.lastModifiedTime(), now.size(), diagram.flow(), null);
    }

    private static Known unread(BasicFileAttributes now, Sentence why) {
        return new Known(now.lastModifiedTime(), now.size(), null, why);
    }
}
