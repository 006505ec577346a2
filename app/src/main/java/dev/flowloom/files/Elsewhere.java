package dev.flowloom.files;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.flowloom.document.Comparison;
import dev.flowloom.model.Diagram;
import org.jspecify.annotations.Nullable;

/// What something else did to the open file, and what of that the user was told. Used by the thread that owns the editor.
final class Elsewhere {
    private final FlowFiles files;
    private final Notices notices;
    private final Aside aside;
    private FlowFiles.@Nullable Sight last;
    private FlowFiles.@Nullable Sight told;

    Elsewhere(FlowFiles files, Notices notices, Aside aside) {
        this.files = files;
        this.notices = notices;
        this.aside = aside;
    }

    /// What was told is to be told again.
    void forget() {
        last = null;
        told = null;
    }

    /// What the file held when it was looked at last; null where it wasn't there, or not looked at.
    @Nullable
    Fingerprint content() {
        return last == null ? null : last.content();
    }

    /// Looks at the file, and tells once of each content that isn't the known one. Answers whether it is as it was.
    CompletionStage<Boolean> look(FlowDesk desk, Path path, @Nullable Fingerprint known) {
        var before = last;
        return aside.ask(() -> files.look(path, before)).thenApply(sight -> {
            if (sight == null) {
                return true;
            }
            last = sight;
            boolean same = Objects.equals(sight.content(), known);
            if (same && told != null) {
                notices.asItWas();
            } else if (!same && !sight.holdsAs(told)) {
                notices.changedElsewhere(desk, sight.content() == null);
            }
            told = same ? null : sight;
            return same;
        });
    }

    /// Says in what the diagram differs from the file.
    CompletionStage<Boolean> compare(Path path, Diagram diagram) {
        return aside.ask(() -> compared(path, diagram)).thenCompose(answer -> {
            answer.run();
            return CompletableFuture.completedStage(true);
        });
    }

    // Comparing large flows takes a while, too.
    private Runnable compared(Path path, Diagram diagram) {
        return switch (files.read(path)) {
            case FlowFiles.Unreadable(var trouble) -> () -> notices.trouble(trouble);
            case FlowFiles.Broken(var broken, var problems) -> () -> notices.broken(broken, problems);
            case FlowFiles.Found found -> {
                List<String> differences = Comparison.of(diagram, found.history().diagram());
                yield () -> notices.compared(differences);
            }
        };
    }
}
