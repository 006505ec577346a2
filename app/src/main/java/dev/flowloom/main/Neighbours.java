package dev.flowloom.main;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import dev.flowloom.library.FolderLibrary;
import dev.flowloom.model.Flow;
import dev.flowloom.model.FlowLibrary;
import dev.flowloom.model.FlowReference;
import dev.flowloom.model.Sentence;
import org.jspecify.annotations.Nullable;

/// The flows in the folder of an open flow's file, which it can call; none as long as it has no file. May be asked from any
/// thread.
final class Neighbours implements FlowLibrary {
    private volatile @Nullable FolderLibrary library;
    private @Nullable Path folder;

    /// Says which file it is now.
    ///
    /// @return whether other flows are beside it than before
    boolean beside(@Nullable Path file) {
        var now = file == null ? null : file.toAbsolutePath().getParent();
        if (Objects.equals(now, folder)) {
            return false;
        }
        folder = now;
        library = now == null ? null : new FolderLibrary(now);
        return true;
    }

    @Override
    public @Nullable Flow find(FlowReference reference) {
        var here = library;
        return here == null ? null : here.find(reference);
    }

    @Override
    public @Nullable Sentence whyMissing(FlowReference reference) {
        var here = library;
        return here == null ? null : here.whyMissing(reference);
    }

    @Override
    public List<String> ids() {
        var here = library;
        return here == null ? List.of() : here.ids();
    }

    /// The file that a flow is in; null where it isn't here.
    @Nullable
    Path fileOf(FlowReference reference) {
        var here = library;
        return here == null ? null : here.fileOf(reference);
    }
}
