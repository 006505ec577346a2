package dev.flowloom.files;

import java.nio.file.Path;
import java.time.Instant;

import dev.flowloom.json.DefinitionWriter;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Flow;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// Where an open flow comes from.
///
/// @param file null where it was never saved
/// @param content of the file when it was opened or last saved; null where it was never saved
/// @param original what was read, where the flow can only be looked at: there may be more in it than the diagram holds
record Origin(@Nullable Path file, @Nullable Fingerprint content, FlowFiles.@Nullable Original original) {
    /// That of a flow that was never saved.
    static final Origin NONE = new Origin(null, null, null);

    boolean isReadOnly() {
        return original != null;
    }

    /// What to call the flow.
    String title(Diagram diagram) {
        if (file != null) {
            return String.valueOf(file.getFileName());
        }
        return diagram.flow().name().isBlank() ? tr("Untitled") : diagram.flow().name();
    }

    /// What to call its file.
    String fileName(Diagram diagram) {
        return file != null ? String.valueOf(file.getFileName()) : diagram.flow().id() + FlowDesk.ENDING;
    }

    /// What is written when the diagram is saved.
    byte[] bytes(Diagram diagram) {
        return original != null ? original.bytes() : DefinitionWriter.write(diagram);
    }

    Draft draft(Diagram diagram, Instant at) {
        return new Draft(title(diagram), file, content, at, DefinitionWriter.text(diagram));
    }

    /// The file holds something else now, and that is known.
    Origin with(Fingerprint known) {
        return new Origin(file, known, original);
    }

    /// The place a file is saved to that the user named so.
    static Path withEnding(Path path) {
        var name = String.valueOf(path.getFileName());
        return name.contains(".") ? path : path.resolveSibling(name + FlowDesk.ENDING);
    }

    /// The flow with the id it gets with its first file, by which its runs are found; null where it has one.
    @Nullable
    Flow named(Flow flow, Path path) {
        var name = String.valueOf(path.getFileName());
        var id = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
        return file == null && flow.id().equals(FlowDesk.NO_ID) && !id.isBlank()
                ? flow.withId(id)
                : null;
    }

    Origin saved(Path path, Fingerprint written) {
        return new Origin(path, written, original);
    }
}
